"""Where a parser puts the problems that it meets in one file."""

from dataclasses import field, replace
from functools import lru_cache
from typing import Protocol

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.record import dataclass


class Placed(Protocol):
    """Anything that knows its place in a source file, both numbers from 1."""

    @property
    def line(self) -> int:
        """Return the line, from 1."""
        ...

    @property
    def column(self) -> int:
        """Return the column, from 1."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One file while it is read: its path and text, and the list that its problems go to."""

    path: str
    text: str
    language: str = "en"
    timezone: str = "UTC"
    problems: list[Diagnostic] = field(default_factory=list)


def report(reading: Reading, place: Placed, rule: str, message: str, fix: str) -> None:
    """Note an error at `place`."""
    reading.problems.append(_diagnostic(reading, place, rule, message, fix))


def warn(reading: Reading, place: Placed, rule: str, message: str, fix: str) -> None:
    """Note a problem at `place` that does not stop a build."""
    problem = _diagnostic(reading, place, rule, message, fix)
    reading.problems.append(replace(problem, level=Level.WARNING))


def problems_of(reading: Reading) -> tuple[Diagnostic, ...]:
    """Return the problems noted so far in the order of the file, each of them once."""
    unique = dict.fromkeys(reading.problems)
    return tuple(sorted(unique, key=lambda problem: (problem.line, problem.column)))


@lru_cache(maxsize=1)
def lines_of(text: str) -> list[str]:
    """Return the lines of `text`, cut once for all problems of a file."""
    return text.split("\n")


def _diagnostic(reading: Reading, place: Placed, rule: str, message: str, fix: str) -> Diagnostic:
    lines = lines_of(reading.text)
    excerpt = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    return Diagnostic(
        path=reading.path,
        line=place.line,
        column=place.column,
        level=Level.ERROR,
        rule=rule,
        message=message,
        fix=fix,
        excerpt=excerpt.rstrip(),
    )
