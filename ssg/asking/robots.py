"""robots.txt: what a host asks programs not to ask for (RFC 9309)."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from ssg.asking.answer import Answer, Trouble
from ssg.model.record import dataclass

TOKEN = "ssg"  # noqa: S105 - the name by which we are spoken to
LARGEST = 1 << 19
"""Bytes of robots.txt that are read; the standard asks for no more."""

_OK, _FAULTY, _BUSY = 200, 500, 429
_LINE = re.compile(r"[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#\r\n]*)")
_MOST_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a host for us: (path pattern, whether it may be asked for), and its pause."""

    rules: tuple[tuple[str, bool], ...] = ()
    seconds: float = 0

    def allows(self, address: str) -> bool:
        """Tell whether `address` may be asked for: the longest pattern decides, then the kind."""
        parts = urlsplit(address)
        path = _plain(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING = Robots()


def read_robots(answer: Answer) -> Robots | None:
    """Return the rules in what a host answered; None where it is to be left alone for now.

    A host that has no such file allows everything, one that is out of order nothing, and neither
    does one that gives no answer or an unreadable one. Where no host is to be had at all there is
    nobody to leave alone: asking for a link says so.
    """
    if not answer.status:
        return None if answer.trouble in {Trouble.SILENT, Trouble.GARBLED} else EVERYTHING
    if answer.status >= _FAULTY or answer.status == _BUSY:
        return None
    if answer.status != _OK:
        return EVERYTHING
    if answer.problem:
        return None
    body = answer.body[:LARGEST]
    if len(body) == LARGEST:
        body = body.rpartition(b"\n")[0]  # Half a rule would forbid more than the whole one.
    return robots_in(body.decode("utf-8", "replace"))


def robots_in(text: str) -> Robots:
    """Return the rules in the text of robots.txt that are for us."""
    groups = list(_groups(text))
    ours = [lines for names, lines in groups if TOKEN in names]
    lines = ours or [lines for names, lines in groups if "*" in names]
    rules: list[tuple[str, bool]] = []
    seconds = 0.0
    for key, value in (line for group in lines for line in group):
        if key == "crawl-delay":
            seconds = float(value) if re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]+)?", value) else seconds
        elif value and len(rules) < _MOST_RULES:
            rules.append((_plain(value), key == "allow"))
    return Robots(tuple(rules), seconds)


_Line = tuple[str, str]


def _groups(text: str) -> Iterator[tuple[set[str], list[_Line]]]:
    """Yield whom each group of lines is for, and its lines."""
    names: set[str] = set()
    lines: list[_Line] = []
    for key, value in _lines(text):
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            names.add(value.partition("/")[0].lower())
        elif names:
            lines.append((key, value))
    yield names, lines


def _lines(text: str) -> Iterable[_Line]:
    for line in text.removeprefix("\ufeff").splitlines():
        if found := _LINE.match(line):
            key = found[1].lower()
            if key in {"user-agent", "allow", "disallow", "crawl-delay"}:
                yield key, found[2].strip()


def _fits(rule: str, path: str) -> bool:
    """Tell whether a pattern fits the beginning of a path; `*` is anything, `$` the end."""
    is_whole = rule.endswith("$")
    pieces = rule.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if len(pieces) == 1:
        return not is_whole or at == len(path)
    last = pieces[-1]
    return path[at:].endswith(last) if is_whole else path.find(last, at) >= 0


def _plain(path: str) -> str:
    return unquote(path, errors="replace")
