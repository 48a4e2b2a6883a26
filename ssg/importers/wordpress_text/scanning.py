"""A classic body in pieces: what is left alone, what stands in brackets, what is a mark."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto

from ssg.importers.wordpress_text.code_names import is_code
from ssg.importers.wordpress_text.shortcode_syntax import (
    Shortcode,
    Tag,
    has_named_values,
    is_known,
    read_tag,
    read_values,
)
from ssg.model.record import dataclass

_NEXT = re.compile(
    r"[<\[]|(?<!\S)\(\((?!\()"
    r"|(?:^|(?<=<p>))[ \t]*+(https?://[^\s<>\[\]\"]++)[ \t]*+(?=$|</p>)",
    re.MULTILINE | re.IGNORECASE,
)
_HTML_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s<>"'/]*+)(?:(?>(?:[^<>"']++|"[^"]*+"|'[^']*+')*)>|[^<>]*+>)"""
)
_LEFT_ALONE = frozenset({"pre", "code", "style", "textarea", "xmp", "svg", "math", "kbd", "samp"})
_CUT = frozenset({"script", "object", "iframe", "embed"})
_NOTE_SIGN = re.compile(
    r"<sup\b[^<>]*\sdata-fn\s*=\s*[\"']([^\"'<>]+)[\"'][^<>]*>\s*<a\b[^<>]*>[^<>]*</a>\s*</sup>",
    re.IGNORECASE,
)
_MARKS = re.compile(r"<!--\s*(more|nextpage|noteaser)\b(.*?)-->", re.DOTALL | re.IGNORECASE)


class Kind(Enum):
    """What a piece is."""

    TEXT = auto()
    TAG = auto()
    LEFT_ALONE = auto()
    COMMENT = auto()
    MARK = auto()
    ELEMENT = auto()
    ADDRESS = auto()
    SHORTCODE = auto()
    UNKNOWN = auto()
    NOTE = auto()
    KEPT_NOTE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text. `name` is that of the tag, mark or shortcode, `value` what it holds."""

    kind: Kind
    written: str
    start: int
    name: str = ""
    value: str = ""
    shortcode: Shortcode | None = None


class _Finder:
    """Finds what ends something; remembers where it was, or that it does not come any more."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = ""
        self._last: dict[str, tuple[int, int]] = {}

    def find(self, mark: str, start: int) -> int:
        """Return where `mark` comes next, or -1."""
        return self._found(self._text, mark, start)

    def find_in_any_case(self, mark: str, start: int) -> int:
        """Return where `mark` (lower case) comes next, however it is written, or -1."""
        if not self._lower:
            # ASCII only: lower() changes the length of some letters.
            self._lower = self._text.translate(_LOWER)
        return self._found(self._lower, mark, start)

    def _found(self, text: str, mark: str, start: int) -> int:
        begin, place = self._last.get(mark, (len(text) + 1, -1))
        if start >= begin and (place < 0 or start <= place):
            return place
        place = text.find(mark, start)
        self._last[mark] = (start, place)
        return place


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def scan(text: str) -> Iterator[Piece]:
    """Yield the pieces of `text`, which joined are `text` again, save for escaped shortcodes."""
    finder = _Finder(text)
    done = place = 0
    while found := _NEXT.search(text, place):
        start = found.start()
        piece, end = _read(text, found, finder)
        if piece is None:
            place = max(end, start + 1)
            continue
        if done < start:
            yield Piece(Kind.TEXT, text[done:start], done)
        yield piece
        done = place = max(end, start + 1)
    if done < len(text):
        yield Piece(Kind.TEXT, text[done:], done)


def _read(text: str, found: re.Match[str], finder: _Finder) -> tuple[Piece | None, int]:
    """Return the piece that begins where `found` does, if it is one, and where to go on."""
    start = found.start()
    if found[1]:
        address = Piece(Kind.ADDRESS, found[0], start, value=found[1])
        return address, found.end()
    if found[0] == "<":
        return _read_html(text, start, finder)
    if found[0] == "[":
        return _read_brackets(text, start, finder)
    return _read_note(text, start, finder)


def _read_html(text: str, start: int, finder: _Finder) -> tuple[Piece | None, int]:
    if text.startswith("<!--", start):
        return _read_comment(text, start, finder)
    tag = _HTML_TAG.match(text, start)
    if tag is None:
        return None, start + 1
    name = tag[2].lower()
    if name == "sup" and (sign := _NOTE_SIGN.match(text, start)):
        return Piece(Kind.KEPT_NOTE, sign[0], start, name, sign[1]), sign.end()
    kind = Kind.LEFT_ALONE if name in _LEFT_ALONE else Kind.ELEMENT if name in _CUT else Kind.TAG
    end = tag.end()
    if tag[1] or kind is Kind.TAG:
        kind = Kind.TAG
    elif name != "embed":
        close = finder.find_in_any_case(f"</{name}>", end)
        kind, end = (kind, close + len(name) + 3) if close >= 0 else (Kind.TAG, end)
    return Piece(kind, text[start:end], start, tag[1] + name), end


def _read_comment(text: str, start: int, finder: _Finder) -> tuple[Piece | None, int]:
    end = finder.find("-->", start + 4) + 3
    if end < start + 7:
        return None, start + 4
    written = text[start:end]
    if mark := _MARKS.fullmatch(written):
        return Piece(Kind.MARK, written, start, mark[1].lower(), mark[2].strip()), end
    return Piece(Kind.COMMENT, written, start), end


def _read_brackets(text: str, start: int, finder: _Finder) -> tuple[Piece | None, int]:
    if text.startswith("[[", start):
        return _read_escaped(text, start, finder)
    tag = read_tag(text, start)
    if tag is None or tag.is_end:
        return None, start + 1
    close = -1 if tag.is_empty else finder.find(f"[/{tag.name}]", tag.end)
    if is_code(tag.name) and close < 0:
        return None, start + 1
    if not is_known(tag.name):
        if close < 0 and not tag.is_empty and not has_named_values(tag.written_values):
            return None, start + 1
        return Piece(Kind.UNKNOWN, text[start : tag.end], start, tag.name), tag.end
    end = tag.end
    if close >= 0 and not _is_new_one_between(text, tag, close, finder):
        end = close + len(tag.name) + 3
    return Piece(
        Kind.SHORTCODE,
        text[start:end],
        start,
        tag.name,
        shortcode=_shortcode(text, tag, close if end > tag.end else None),
    ), end


def _is_new_one_between(text: str, tag: Tag, close: int, finder: _Finder) -> bool:
    """Tell whether the end belongs to a later tag of that name: `[audio a] [audio]b[/audio]`."""
    if is_code(tag.name):
        return False
    following = finder.find(f"[{tag.name}", tag.end)
    return 0 <= following < close and read_tag(text, following) is not None


def _shortcode(text: str, tag: Tag, close: int | None) -> Shortcode:
    values, words = read_values(tag.written_values)
    return Shortcode(
        tag.name,
        values,
        words,
        text[tag.start : tag.end],
        None if close is None else text[tag.end : close],
        tag.end,
    )


def _read_escaped(text: str, start: int, finder: _Finder) -> tuple[Piece | None, int]:
    """Return `[[gallery]]` or `[[code]a[/code]]` as the text that shows the shortcode."""
    tag = read_tag(text, start + 1)
    if (
        tag is None
        or tag.is_end
        or not (is_known(tag.name) or has_named_values(tag.written_values))
    ):
        return None, start + 1
    end = tag.end
    if not text.startswith("]", end):
        close = finder.find(f"[/{tag.name}]]", end)
        if close < 0:
            return None, start + 1
        end = close + len(tag.name) + 3
    return Piece(Kind.LEFT_ALONE, text[start + 1 : end], start), end + 1


def _read_note(text: str, start: int, finder: _Finder) -> tuple[Piece | None, int]:
    """Return `((words))` as a footnote, unless it looks like code or a formula."""
    end = finder.find("))", start + 2)
    # No longer than a long paragraph: each pair of brackets may be far from the one that ends it.
    inner = text[start + 2 : end] if 0 <= end < start + 4_000 else ""
    if inner.count("(") == inner.count(")") + 1 and text.startswith(")", end + 2):
        # The first of three ends brackets within the note.
        inner += ")"
        end += 1
    is_prose = (
        " " in inner.strip()
        and "\n\n" not in inner
        and "((" not in inner
        and inner.count("(") == inner.count(")")
    )
    if not is_prose:
        return None, start + 2
    return Piece(Kind.NOTE, text[start : end + 2], start, value=inner), end + 2


class Lines:
    """The lines of a text, for places in it."""

    def __init__(self, text: str, first: int = 1) -> None:
        """Begin with the text and the number of its first line."""
        self._first = first
        self._newlines = [found.start() for found in re.finditer("\n", text)]

    def at(self, place: int) -> int:
        """Return the line on which `place` lies."""
        return self._first + bisect_right(self._newlines, place - 1)
