"""HTML on its way out, cut into chunks where one paragraph ends and the next begins.

Blogger's editors put everything into everything: a jump break within bold text within a `div`. What
must stand for itself is lifted out of the elements around it, which end before and go on after it.
"""

import re
from dataclasses import field

from ssg.importers.wordpress_text.split_blocks import MORE, split_blocks
from ssg.model.record import dataclass
from ssg.text.html import BLOCKS, EMPTY, OPAQUE, split_html, tag_name

_ID = re.compile(r"""\sid\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)""", re.IGNORECASE)
_WRAPS = frozenset({"p", "div", "center", "section", "article", "main"})
"""Blocks that may end and go on again without a reader's noticing."""

_SEEN = frozenset({"img", "iframe", "object", "embed", "video", "audio", "hr", "input", "svg"})
_DEEPEST = 40
"""How many elements may have to end and go on for one thing to stand for itself."""

_LAYOUT = " \t\n\r\f\u00a0"


@dataclass(slots=True)
class _Open:
    """An element that has begun, and whether its start tag has been written."""

    name: str
    tag: str
    is_written: bool = True


@dataclass(slots=True)
class Flow:
    """Takes pieces of HTML in order; `blocks` are the whole."""

    _chunks: list[list[str]] = field(default_factory=lambda: [[]])
    _opened: list[_Open] = field(default_factory=list)
    _is_begun: bool = False
    _is_all_written: bool = True
    _firm: int = 0
    """How many blocks are open that cannot end and go on."""

    @property
    def innermost(self) -> str:
        """The name of the innermost element that is open, or ""."""
        return self._opened[-1].name if self._opened else ""

    @property
    def is_begun(self) -> bool:
        """Tell whether there is anything yet that a reader sees."""
        return self._is_begun

    @property
    def may_lift(self) -> bool:
        """Tell whether something can stand for itself here: not within a list, table or quote."""
        return not self._firm and len(self._opened) <= _DEEPEST

    def text(self, text: str) -> None:
        """Add text."""
        if not text.strip(_LAYOUT):
            if self._chunks[-1] or text.strip():
                self._chunks[-1].append(text)
            return
        self._is_begun = True
        self._write(text)

    def tag(self, tag: str, name: str) -> None:
        """Add a tag or an element that is not followed: it has no end, or it is all there."""
        self._is_begun = self._is_begun or name in _SEEN
        self._write(tag)

    def open(self, tag: str, name: str) -> None:
        """Add the start tag of an element that will be closed."""
        self._write(tag)
        self._opened.append(_Open(name, tag))
        self._firm += _is_firm(name)

    def close(self, tag: str) -> None:
        """Add the end tag of the innermost element that is open."""
        closed = self._opened.pop()
        self._firm -= _is_firm(closed.name)
        if closed.is_written:
            self._chunks[-1].append(tag)

    def lift(self, html: str) -> None:
        """Add a block that stands for itself, out of all that is open."""
        self._end_all(self._opened)
        self._is_begun = self._is_begun or html != MORE
        self._chunks += [[html], []]

    def end_paragraph(self) -> None:
        """End a paragraph: what is open within it goes on in the next one."""
        inline = self._inline()
        if any(one.name == "a" for one in inline):
            # One link would become two.
            self._write("<br /><br />")
            return
        if len(inline) == len(self._opened):
            self._end_all(inline)
            self._chunks.append([])
            return
        self._end_all(inline)
        self._chunks[-1].append("<br /><br />")

    def blocks(self) -> tuple[str, ...]:
        """Return all blocks that hold anything, in order."""
        self._end_all(self._opened)
        return tuple(
            block
            for chunk in self._chunks
            for block in split_blocks("".join(chunk))
            if block == MORE or _holds_anything(block)
        )

    def _inline(self) -> list[_Open]:
        """Return what is open within the innermost block."""
        place = len(self._opened)
        while place and self._opened[place - 1].name not in BLOCKS:
            place -= 1
            if len(self._opened) - place > _DEEPEST:
                return []
        return self._opened[place:]

    def _end_all(self, opened: list[_Open]) -> None:
        if opened:
            self._is_all_written = False
        for one in reversed(opened):
            if one.is_written:
                self._chunks[-1].append(f"</{one.name}>")
                one.is_written = False
                # What links lead to is there already.
                one.tag = _ID.sub("", one.tag)

    def _write(self, html: str) -> None:
        for one in () if self._is_all_written else self._opened:
            if not one.is_written:
                self._chunks[-1].append(one.tag)
                one.is_written = True
        self._is_all_written = True
        self._chunks[-1].append(html)


def _is_firm(name: str) -> bool:
    return name in BLOCKS and name not in _WRAPS


def _holds_anything(block: str) -> bool:
    pieces = split_html(block)
    if any(text.replace("&nbsp;", "").strip(_LAYOUT) for text in pieces[::2]):
        return True
    # An empty link is nothing to see, but one that the old page had.
    return any(
        name in _SEEN or name == OPAQUE or name in EMPTY - {"br", "wbr"} or "href" in tag
        for tag in pieces[1::2]
        for name in (tag_name(tag),)
    )
