"""HTML → its start tags, as far as a policy asks for them.

No tree is built: a regular expression walks from tag to tag as browsers' tokenisers do, and skips
comments and the contents of elements that hold text (HTML, 13.2.5).
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from ssg.text.html import unescape

_SPACE = r"[\t\n\f\r ]"
_TOKEN = re.compile(
    rf"""<(?:
        !--(?:-?>|.*?--!?>|.*\Z)
      | (?P<cdata>!\[CDATA\[)
      | (?:[!?]|/(?=[^A-Za-z>]))[^>]*>
      | (?P<end>/?)(?P<name>[A-Za-z][^\t\n\f\r />]*+)
        (?P<attributes>(?>(?:[^>=]++|={_SPACE}*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*))>
    )""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    rf"""([^\t\n\f\r />][^\t\n\f\r />=]*+)
         (?:{_SPACE}*+={_SPACE}*+(?:"([^"]*+)"|'([^']*+)'|([^\t\n\f\r >"'][^\t\n\f\r >]*+)))?""",
    re.VERBOSE,
)
_REFERENCE = re.compile(
    r"&(?:(#[0-9]+;?|#[xX][0-9A-Fa-f]+;?)|([A-Za-z][A-Za-z0-9]*+;)|([A-Za-z][A-Za-z0-9]*+)(?!=))"
)
_SCRIPT_MARK = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
_FOREIGN_PIECE = re.compile(
    r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<!--(?:-?>|.*?--!?>|.*\Z)|<[^>]*>|([^<]+|<)", re.DOTALL
)

_TEXT_ONLY = frozenset(
    {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"}
)
_FOREIGN = frozenset({"math", "svg"})
_AT_HOME_AGAIN = frozenset({"desc", "foreignobject", "title"})
_FIRST_KILOBYTE = 1024
_DECLARED = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)


class Tag(NamedTuple):
    """A start tag: name in small letters, attributes as written, and the text in a script or style.

    `contents` has more than one text where it depends on the parents how browsers read it, and
    none in other elements.
    """

    name: str
    attributes: str
    contents: tuple[str, ...]


def decode_page(html: bytes) -> str:
    """Return the text of a page as browsers see it, line ends and impossible signs included."""
    declared = _DECLARED.search(html[:_FIRST_KILOBYTE])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    # Browsers take what calls itself Latin-1 or ASCII for Windows' superset (Encoding, 4.2).
    encoding = "cp1252" if encoding in {"iso-8859-1", "latin1", "us-ascii"} else encoding
    try:
        text = html.decode(encoding, "replace")
    except (LookupError, ValueError):
        text = html.decode("utf-8", "replace")
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def tags_of(text: str) -> Iterator[Tag]:
    """Yield the start tags of `text` in order."""
    search = _TOKEN.search
    foreign: list[str] = []
    at = 0
    while token := search(text, at):
        at = token.end()
        if token["cdata"]:
            at = _end_of_cdata(text, at, is_foreign=_is_foreign(foreign))
            continue
        written = token["name"]
        if written is None:
            continue
        name, attributes = written.lower(), token["attributes"]
        if token["end"]:
            if foreign and foreign[-1] == name:
                foreign.pop()
            continue
        contents: tuple[str, ...] = ()
        if name in _FOREIGN or foreign:
            is_closed = attributes.endswith("/")
            if name in {"script", "style"}:
                is_empty = is_closed and _is_foreign(foreign)
                contents, at = (("",), at) if is_empty else _contents_in_foreign(text, at, name)
            elif (name in _FOREIGN or name in _AT_HOME_AGAIN) and not is_closed:
                foreign.append(name)
        elif name in _TEXT_ONLY:
            content, at = _raw_content(text, at, name)
            contents = () if content is None else (content,)
        yield Tag(name, attributes, contents)


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag, values decoded; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), decode_references("".join(values)))
    return found


def decode_references(value: str) -> str:
    """Return the value of an attribute with its character references decoded.

    "?a&copy=1" stays as it is there (HTML, 13.2.5.73).
    """
    return _REFERENCE.sub(_decoded, value) if "&" in value else value


def _decoded(reference: re.Match[str]) -> str:
    if reference[1]:
        return unescape(reference[0])
    return html5.get(reference[2] or reference[3], reference[0])


def _is_foreign(stack: list[str]) -> bool:
    return bool(stack) and stack[-1] in _FOREIGN


def _end_of_cdata(text: str, at: int, *, is_foreign: bool) -> int:
    """Return where "<![CDATA[" ends; outside of SVG it is a comment up to the next ">"."""
    mark = "]]>" if is_foreign else ">"
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _raw_content(text: str, at: int, name: str) -> tuple[str | None, int]:
    """Return the text of an element that holds nothing else, and where it ends.

    A script that never ends is not run: it has no text.
    """
    if name == "script":
        end = _end_of_script(text, at)
        return (None, len(text)) if end < 0 else (text[at:end], end)
    closing = _closing(name).search(text, at)
    end = closing.start() if closing else len(text)
    return text[at:end], end


def _closing(name: str) -> re.Pattern[str]:
    return _CLOSINGS[name]


_CLOSINGS = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _TEXT_ONLY}


def _end_of_script(text: str, at: int) -> int:
    """Return where the text of a script ends, or -1.

    In "<!-- <script> </script> -->" the first end is none (HTML, 13.2.5.17 and after).
    """
    is_escaped = is_double = False
    while mark := _SCRIPT_MARK.search(text, at):
        at = mark.end()
        if mark[0] == "<!--":
            is_escaped = True
            # "<!-->" is both: its dashes count again.
            at -= 2
        elif mark[0] == "-->":
            is_escaped = is_double = False
        elif not mark[1]:
            is_double = is_escaped
        elif is_double:
            is_double = False
        else:
            return mark.start()
    return -1


def _contents_in_foreign(text: str, at: int, name: str) -> tuple[tuple[str, ...], int]:
    """Return how browsers may read a style in SVG: as markup, or as text where HTML is back."""
    raw, end = _raw_content(text, at, name)
    if raw is None:
        return (), end
    pieces = _FOREIGN_PIECE.finditer(raw)
    parsed = "".join(piece[1] or unescape(piece[2] or "") for piece in pieces)
    return tuple(dict.fromkeys((parsed, raw))), end
