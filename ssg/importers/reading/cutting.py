"""Where an element of an export ends: strictly, by what XML says, and leniently, by what was meant.

Bodies are written as CDATA sections, and bodies that hold sections themselves (scripts of old
editors do) end these too early. So leniently a section that begins right after a tag ends only
before the end of that tag. How far that may reach is a choice of the caller.
"""

import functools
import re
from typing import NamedTuple

from ssg.importers.reading.window import Window

_LARGEST_ENTRY = 1 << 25
_LARGEST_OTHER = 1 << 20
"""Characters that one element may have."""

_MOST_SECTIONS = 1000
"""Sections that an element may have that is no entry."""

_MOST_TAGS = 200
"""Names of elements whose sections are read leniently. Exports have some twenty."""

SECTION = "<![CDATA["
_SECTION_END = re.compile(r"\]\]>")
_COMMENT_END = re.compile("-->")
_INSTRUCTION_END = re.compile(r"\?>")
_TAG_BEFORE = re.compile(r"<([A-Za-z_][\w.:-]{0,60})(?:\s[^<>]{0,200})?>\s{0,64}\Z")
_LONGEST_TAG = 340


class Section(NamedTuple):
    """A CDATA section or a comment, from its first character to where its end sign stands.

    Positions count from the start of the element. `is_closed` is False where the sign is missing.
    """

    start: int
    end: int
    is_cdata: bool
    is_closed: bool


class Cut(NamedTuple):
    """The end of an element in the window, and the sections in it."""

    end: int
    sections: tuple[Section, ...]
    lacks_end: bool = False


class Bounds(NamedTuple):
    """What an element ends at: its end tag, or for an entry also the next entry's start."""

    tokens: re.Pattern[str]
    end: re.Pattern[str]
    edge: re.Pattern[str]
    is_entry: bool
    limit: int
    """Characters that the element may have."""


@functools.lru_cache(maxsize=256)
def bounds_of(name: str, entry: str) -> Bounds:
    """Return what tells the end of an element `name` in an export whose entries are `entry`."""
    own, other = re.escape(name), re.escape(entry)
    tokens = re.compile(rf"<!\[CDATA\[|<!--|<\?|</{own}\s{{0,64}}>|<{other}(?=[\s/>])")
    end = re.compile(rf"</{own}\s{{0,64}}>")
    after = rf"<{other}(?=[\s/>])|</(?:\w{{1,20}}:)?(?:channel|rss|feed)\b"
    between_entries = rf"</{own}\s{{0,64}}>\s{{0,200}}(?:{after})"
    edge = re.compile(between_entries if name == entry else rf"<{other}(?=[\s/>])")
    is_entry = name == entry
    return Bounds(tokens, end, edge, is_entry, _LARGEST_ENTRY if is_entry else _LARGEST_OTHER)


_END_SIGNS = {SECTION: _SECTION_END, "<!--": _COMMENT_END, "<?": _INSTRUCTION_END}


class Cutter:
    """Cuts what stands in a window. `steps` are the sections that it has looked at so far."""

    def __init__(self, window: Window) -> None:
        """Cut what stands in `window`."""
        self._window = window
        self.steps = 0
        self._ends: dict[str, re.Pattern[str]] = {}

    def cut_strictly(self, start: int, inside: int, bounds: Bounds) -> Cut | None:
        """Return where the element from `start` ends, whose start tag ends at `inside`, by XML."""
        window, sections = self._window, list[Section]()
        limit, at = start + bounds.limit, inside
        while token := window.find(bounds.tokens, at, limit):
            sign = window.text[token.start : token.end]
            if sign.startswith("</"):
                return Cut(token.end, tuple(sections))
            self.steps += 1
            end_sign = _END_SIGNS.get(sign)
            end = window.find(end_sign, token.end, limit) if end_sign else None
            if end is None:
                return None  # Another entry begins in this one, or a section never ends.
            is_cdata = sign == SECTION
            sections.append(Section(token.start - start, end.start - start, is_cdata, True))  # noqa: FBT003
            at = end.end
        return None

    def cut_as_meant(self, start: int, inside: int, bounds: Bounds, *, to_edge: bool) -> Cut | None:
        """Return where the element from `start` was meant to end.

        With `to_edge` no section reaches over what looks like the border between two entries.
        """
        window, sections = self._window, list[Section]()
        limit, at, first = start + bounds.limit, inside, self.steps
        while token := window.find(bounds.tokens, at, limit):
            sign = window.text[token.start : token.end]
            if sign.startswith("</"):
                return Cut(token.end, tuple(sections))
            if sign not in _END_SIGNS:
                is_entry = bounds.is_entry
                return Cut(token.start, tuple(sections), lacks_end=True) if is_entry else None
            self.steps += 1
            if not bounds.is_entry and self.steps - first > _MOST_SECTIONS:
                return None
            edge = window.find(bounds.edge, token.end, limit) if to_edge else None
            reach = edge.start if edge else limit
            ended = self._end_of(sign, start, token.start, reach)
            if ended is None:
                at = token.end
                continue
            section, at = ended
            sections.append(section._replace(start=section.start - start, end=section.end - start))
        return None

    def _end_of(self, sign: str, start: int, opened: int, reach: int) -> tuple[Section, int] | None:
        """Return the section from `opened`, which must end before `reach`, and where to go on."""
        window, inside = self._window, opened + len(sign)
        tag = self._tag_before(start, opened) if sign == SECTION else None
        if tag is None:
            end = window.find(_END_SIGNS[sign], inside, reach)
            return (Section(opened, end.start, sign == SECTION, True), end.end) if end else None  # noqa: FBT003
        end = window.find(self._ends[tag], inside, reach)
        if end:
            return Section(opened, end.start, is_cdata=True, is_closed=True), end.start + 3
        end = window.find(bounds_of(tag, tag).end, inside, reach)
        if end:
            return Section(opened, end.start, is_cdata=True, is_closed=False), end.start
        return None

    def _tag_before(self, start: int, opened: int) -> str | None:
        """Return the name of the tag that a section stands right after."""
        text = self._window.text
        opening = text.rfind("<", max(start, opened - _LONGEST_TAG), opened)
        found = _TAG_BEFORE.match(text, opening, opened) if opening >= 0 else None
        if not found:
            return None
        tag = found[1]
        if tag not in self._ends:
            if len(self._ends) >= _MOST_TAGS:
                return None
            self._ends[tag] = re.compile(rf"\]\]>\s{{0,64}}</{re.escape(tag)}\s{{0,16}}>")
        return tag
