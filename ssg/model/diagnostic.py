"""Problems, as values."""

import enum
from collections.abc import Iterable
from dataclasses import replace

from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


class Level(enum.Enum):
    """How much a problem weighs: an error stops the build, a warning does not, advice is taste."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, where it is, and how to mend it.

    `path` is relative to the site, with slashes. `line` and `column` count from 1; 0 means that
    the problem belongs to the whole file. `rule` is the name by which `check: {off: [...]}` in
    site.yaml or in front matter silences a warning. `excerpt` is the line of the source, if known.
    """

    path: str
    line: int
    column: int
    level: Level
    rule: str
    message: str
    fix: str = ""
    excerpt: str = ""

    @property
    def place(self) -> str:
        """Return `path:line:col`, leaving out what is not known."""
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order problems as a reader goes through files, each of them once."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.path, d.line, d.column, d.rule, d.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of `diagnostics` stops a build."""
    return any(diagnostic.level is Level.ERROR for diagnostic in diagnostics)


def as_errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Raise warnings to errors, for `--strict`."""
    return tuple(
        replace(diagnostic, level=Level.ERROR) if diagnostic.level is Level.WARNING else diagnostic
        for diagnostic in diagnostics
    )


pickle_by_fields(__name__)
