"""Where in the source file something stands that was found in the HTML made of it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import field

from ssg.model.entry import Place
from ssg.model.record import dataclass
from ssg.parse.markdown.hidden import without_hidden

_BEFORE = frozenset("(\"'<=[ \n\t>,")
_AFTER = frozenset(")\"'>| ]\n\t,<")
_OPENS_ADDRESS = re.compile(r"(?:\]\(\s*<?|\]:\s*<?)\Z")
_NEAR = 400
"""How many signs before an address are looked at; the tag that it stands in may begin there."""


@dataclass(slots=True)
class PlaceFinder:
    """Finds words of a text one after the other; the n-th question finds the n-th occurrence."""

    text: str
    first_line: int
    _shown: str = ""
    _from: dict[str, int] = field(default_factory=dict)
    _from_alone: dict[str, int] = field(default_factory=dict)
    _found: dict[str, Place] = field(default_factory=dict)
    _line_starts: list[int] = field(default_factory=list)
    _lines: dict[int, str] = field(default_factory=dict)

    def find(self, *spellings: str, is_address: bool = False) -> Place:
        """Return the place of the next occurrence, of the last one if there is no further.

        `spellings` are ways in which the words may be written. With `is_address` only what stands
        where an address can counts, and what merely stands alone if there is none. An unknown place
        is line 0.
        """
        written = [words for words in spellings if words]
        if is_address:
            place = self._find(written, self._next_address)
            if place.line:
                return place
        return self._find(written, self._next_alone if is_address else self._next)

    def _find(self, spellings: Sequence[str], next_of: Callable[[str], int]) -> Place:
        for words in spellings:
            start = next_of(words)
            if start >= 0:
                place = self._found[words] = self.place_of(start)
                return place
            if words in self._found:
                return self._found[words]
        return Place()

    def _next(self, words: str) -> int:
        start = self.text.find(words, self._from.get(words, 0))
        self._from[words] = start + len(words) if start >= 0 else len(self.text)
        return start

    def _next_address(self, words: str) -> int:
        """Return the next place where Markdown or HTML want an address, -1 without one."""
        if not self._shown:
            self._shown = without_hidden(self.text)
        start = self._shown.find(words, self._from.get(words, 0))
        while start >= 0 and not self._is_address(start, start + len(words)):
            start = self._shown.find(words, start + 1)
        self._from[words] = start + len(words) if start >= 0 else len(self.text)
        return start

    def _is_address(self, start: int, end: int) -> bool:
        if not self._stands_alone(start, end):
            return False
        if start > 1 and self._shown.startswith("](", start - 2):
            return True
        before = self._shown[max(0, start - _NEAR) : start]
        is_in_tag = before.rfind("<") > before.rfind(">")
        return is_in_tag or _OPENS_ADDRESS.search(before) is not None

    def _next_alone(self, words: str) -> int:
        start = self.text.find(words, self._from_alone.get(words, 0))
        while start >= 0 and not self._stands_alone(start, start + len(words)):
            start = self.text.find(words, start + 1)
        self._from_alone[words] = start + len(words) if start >= 0 else len(self.text)
        return start

    def _stands_alone(self, start: int, end: int) -> bool:
        return (start == 0 or self.text[start - 1] in _BEFORE) and (
            end == len(self.text) or self.text[end] in _AFTER
        )

    def place_of(self, start: int) -> Place:
        """Return the place of the sign at the offset `start`."""
        if not self._line_starts:
            self._line_starts = [0]
            at = self.text.find("\n")
            while at >= 0:
                self._line_starts.append(at + 1)
                at = self.text.find("\n", at + 1)
        line = bisect_right(self._line_starts, start)
        return Place(self.first_line + line - 1, start - self._line_starts[line - 1] + 1)

    def line_at(self, place: Place) -> str:
        """Return the line of the text that `place` is on, "" if it is unknown.

        Many problems on one long line share one text.
        """
        if not place.line:
            return ""
        if place.line not in self._lines:
            start = self._line_starts[place.line - self.first_line]
            end = self.text.find("\n", start)
            self._lines[place.line] = self.text[start : end if end >= 0 else None]
        return self._lines[place.line]
