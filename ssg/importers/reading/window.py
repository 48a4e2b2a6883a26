"""The text of an export through a window that moves along, and grows where an element is large."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ssg.importers.reading.places import Place
from ssg.model.export import Repair
from ssg.model.record import dataclass

_OVERLAP = 400
"""Characters of which one of our patterns may need all to be found."""

_WORTH_CUTTING = 1 << 18


class Span(NamedTuple):
    """Where something stands in the window's text."""

    start: int
    end: int


@dataclass(slots=True)
class _Search:
    """What a pattern has found: nothing from `start` to `until`, or the span."""

    start: int
    until: int
    found: Span | None


class Window:
    """What has been decoded and not yet been consumed: `text` from `position` on.

    `place` is that of `position` in the file. Positions hold until `consume`.
    Remembers what each pattern found, so that no search goes over the same text twice.
    """

    def __init__(self, blocks: Iterator[tuple[str, tuple[Repair, ...]]]) -> None:
        """Look at the text of `blocks`, from its beginning."""
        self.text = ""
        self.position = 0
        self.place = Place(1, 1)
        self.is_complete = False
        self._blocks = blocks
        self._repairs: list[Repair] = []
        self._before = 0  # Characters of the file that are no longer in the text.
        self._searches: dict[re.Pattern[str], _Search] = {}

    def take_repairs(self) -> list[Repair]:
        """Return what had to be repaired while decoding, once."""
        taken, self._repairs = self._repairs, []
        return taken

    def has(self, length: int) -> bool:
        """Tell whether the file goes on for `length` characters after the position, reading on."""
        while len(self.text) - self.position < length and self._grow():
            pass
        return len(self.text) - self.position >= length

    def find(self, pattern: re.Pattern[str], start: int, limit: int) -> Span | None:
        """Return where `pattern` stands next at or after `start` and before `limit`.

        A pattern may look no further than some hundred characters.
        """
        found = self._find(pattern, start, limit)
        return found if found is not None and found.start < limit else None

    def _find(self, pattern: re.Pattern[str], start: int, limit: int) -> Span | None:
        offset = self._before
        search = self._searches.get(pattern)
        if search is None or (search.found is not None and search.found.start < start + offset):
            search = self._searches[pattern] = _Search(start + offset, start + offset, None)
        if start + offset < search.start:
            end = search.start - offset
            found = pattern.search(self.text, start, end + _OVERLAP)
            if found and found.start() < end:
                return Span(*found.span())
            start = end
        while search.found is None and search.until - offset < limit:
            begin, was_complete = max(start, search.until - offset), self.is_complete
            found = pattern.search(self.text, begin)
            if found and (was_complete or found.end() < len(self.text)):
                search.found = Span(found.start() + offset, found.end() + offset)
            else:
                overlap = 0 if was_complete else _OVERLAP
                search.until = max(begin, len(self.text) - overlap) + offset
                if was_complete:
                    break
                self._grow()
        if search.found is None:
            return None
        return Span(search.found.start - offset, search.found.end - offset)

    def consume(self, end: int) -> None:
        """Move the position to `end`."""
        self.place = self.place.after(self.text, self.position, end)
        self.position = end
        if end > _WORTH_CUTTING and end > len(self.text) // 2:
            self.text = self.text[end:]
            self._before += end
            self.position = 0

    def _grow(self) -> bool:
        """Read on, the more the longer the text is already, and tell whether there was more."""
        wanted, gathered, length = len(self.text) // 2, [self.text], 0
        while not self.is_complete and length <= wanted:
            block = next(self._blocks, None)
            if block is None:
                self.is_complete = True
            else:
                gathered.append(block[0])
                length += len(block[0])
                self._repairs += block[1]
        self.text = "".join(gathered)
        return length > 0
