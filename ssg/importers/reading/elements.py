"""One element of an export, as text → a tree, by expat and as strictly as XML is."""

from typing import Union
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from ssg.importers.reading.names import SEPARATOR, short_name
from ssg.importers.reading.places import Place
from ssg.model.record import dataclass

MOST_LEVELS = 100
"""Levels of nesting. Exports have five; markup that was not escaped has some more."""

LAYOUT = " \t\n"

Part = Union[str, "Element"]


@dataclass(frozen=True, slots=True)
class Element:
    """An element by its short name, with texts, comments as they stand, and elements in order."""

    name: str
    attributes: dict[str, str]
    parts: tuple[Part, ...]
    line: int

    @property
    def children(self) -> list["Element"]:
        """Return the elements inside."""
        return [part for part in self.parts if type(part) is Element]

    @property
    def text(self) -> str:
        """Return all that is inside, elements as markup."""
        parts = self.parts
        if len(parts) == 1 and type(parts[0]) is str:
            return parts[0]
        return "".join(part if type(part) is str else _markup(part) for part in parts)


def _markup(part: Part) -> str:
    if isinstance(part, str):
        return part if part.startswith("<!--") and part.endswith("-->") else escape(part)
    name = part.name.removeprefix("atom:").removeprefix("{http://www.w3.org/1999/xhtml}")
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in part.attributes.items())
    if not part.parts:
        return f"<{name}{attributes}/>"
    return f"<{name}{attributes}>{''.join(map(_markup, part.parts))}</{name}>"


@dataclass(frozen=True, slots=True)
class Context:
    """The tags that stand open around the elements of an export, without line breaks."""

    opening: str
    closing: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no element, where the parser noticed, and the parser's number for it."""

    place: Place
    reason: str
    code: int = 0


def parse_element(text: str, context: Context, place: Place) -> Element | Fault:
    """Return the one element that `text` is, which stands at `place` of the file, or why not."""
    builder = _Builder(place.line)
    parser = builder.parser
    try:
        parser.Parse(context.opening, False)  # noqa: FBT003 - expat takes no keywords
        builder.begin()
        parser.Parse(text, False)  # noqa: FBT003
        builder.end()
        parser.Parse(context.closing, True)  # noqa: FBT003
    except expat.ExpatError as error:
        where = _place_of(error.lineno, error.offset, context, place)
        return Fault(where, expat.ErrorString(error.code), error.code)
    except _StructureError as error:
        line, offset = parser.CurrentLineNumber, parser.CurrentColumnNumber
        return Fault(_place_of(line, offset, context, place), str(error))
    finally:
        builder.let_go()
    return builder.element


def _place_of(line: int, offset: int, context: Context, place: Place) -> Place:
    if line > 1:
        return Place(place.line + line - 1, offset + 1)
    return Place(place.line, max(place.column, place.column + offset - len(context.opening)))


class _StructureError(Exception):
    """A text is proper XML, but not one element, or one that is nested too deep."""


_Open = tuple[str, dict[str, str], list[Part], int]


class _Builder:
    """What the parser calls while it reads; the elements that are open stand in `_open`."""

    def __init__(self, line: int) -> None:
        self._line = line - 1
        self._levels = 0
        self._depth = 0
        self._open: list[_Open] = []
        self._done: list[Element] = []
        self._is_inside = False
        self._in_section = False
        self.parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        self.parser.buffer_text = True
        self.parser.buffer_size = 1 << 16
        self.parser.StartElementHandler = self._enter
        self.parser.EndElementHandler = self._leave

    def begin(self) -> None:
        """Take what comes from here on for the element."""
        self._is_inside = True
        self.parser.CharacterDataHandler = self._add
        self.parser.CommentHandler = self._add_comment
        self.parser.StartCdataSectionHandler = self._enter_section
        self.parser.EndCdataSectionHandler = self._leave_section

    def end(self) -> None:
        """Make sure that all that was opened is closed again."""
        if self._open or len(self._done) != 1:
            message = "the element does not end where it should"
            raise _StructureError(message)
        self._is_inside = False
        self.parser.CharacterDataHandler = None
        self.parser.CommentHandler = None

    def let_go(self) -> None:
        """Part from the parser, so that its memory is free at once and not in some later round."""
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None
        self.parser.CommentHandler = None
        self.parser.StartCdataSectionHandler = None
        self.parser.EndCdataSectionHandler = None

    @property
    def element(self) -> Element:
        """Return the element that was read."""
        return self._done[0]

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        if not self._is_inside:
            return
        if len(self._open) >= MOST_LEVELS:
            message = f"elements are nested more than {MOST_LEVELS} deep"
            raise _StructureError(message)
        if attributes:
            attributes = {short_name(key): value for key, value in attributes.items()}
        line = self._line + self.parser.CurrentLineNumber
        self._open.append((short_name(name), attributes, [], line))

    def _leave(self, _name: str) -> None:
        if not self._is_inside:
            return
        if not self._open:
            message = "an end tag closes what was not opened here"
            raise _StructureError(message)
        name, attributes, parts, line = self._open.pop()
        element = Element(name, attributes, tuple(_without_layout(parts)), line)
        (self._open[-1][2] if self._open else self._done).append(element)

    def _add(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(_Section(text) if self._in_section else text)
        elif text.strip():
            message = "there is text outside of the element"
            raise _StructureError(message)

    def _add_comment(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(f"<!--{text}-->")

    def _enter_section(self) -> None:
        self._in_section = True

    def _leave_section(self) -> None:
        self._in_section = False


class _Section(str):
    """Text of a CDATA section, beside which white space is only layout."""

    __slots__ = ()


def _without_layout(parts: list[Part]) -> list[Part]:
    """Drop white space around sections; join texts that the parser handed out in pieces."""
    if len(parts) == 1:
        return [str(parts[0])] if type(parts[0]) is _Section else parts
    if any(type(part) is _Section for part in parts):
        while parts and type(parts[0]) is str and not parts[0].strip(LAYOUT):
            del parts[0]
        while parts and type(parts[-1]) is str and not parts[-1].strip(LAYOUT):
            del parts[-1]
    elif not any(isinstance(part, str) for part in parts):
        return parts
    return _joined(parts)


def _joined(parts: list[Part]) -> list[Part]:
    joined: list[Part] = []
    run: list[str] = []
    for part in parts:
        if isinstance(part, str):
            run.append(part)
            continue
        if run:
            joined.append("".join(run))
            run = []
        joined.append(part)
    return [*joined, "".join(run)] if run else joined
