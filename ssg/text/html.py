"""HTML as text: where its tags are, what a reader sees of it, and how text is put into it."""

import html as html_entities
import re
from collections.abc import Iterator
from functools import lru_cache

_TAG = re.compile(
    r"""(</?\x02[a-z][0-9]+>"""  # a mark of the Markdown parser, gone in finished HTML
    r"""|<[a-zA-Z][^\s<>"'/]*+(?>(?:[^<>"']++|"[^"]*+"|'[^']*+')*)>"""
    r"""|<[a-zA-Z][^<>]*+>"""  # a tag with an unpaired quotation mark
    r"""|</[a-zA-Z][^<>]*+>)"""
)
_OPAQUE = re.compile(
    r"<(?:(!--)|!\[CDATA\[|\?|!doctype|(script|style|textarea|xmp)(?=[\s/>]))", re.IGNORECASE
)
_PRINTABLE_ASCII = bytes(range(0x20, 0x7F))
_ENDLESS = re.compile("&#[0-9]{1000,};?")
_DIGITS_AND_SIGN = re.compile(r"&#([0-9]*)([^\x00-\x7f])")
_NAME = re.compile(r"<(/?[a-zA-Z\x02][^\s/>]*)")

OPAQUE = "!"
"""The name that `tag_name` gives to a comment, script, style or textarea: one piece, left alone."""

BLOCKS = frozenset(
    """address article aside blockquote body canvas caption center col colgroup dd details dialog
    dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr
    iframe legend li main menu nav noscript object ol optgroup option p pre search section summary
    table tbody td tfoot th thead tr ul video audio""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements that end a line of text."""

EMPTY = frozenset(
    """area base br col embed hr img input link meta param source
    track wbr""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements without an end tag."""


def split_html(html: str) -> list[str]:
    """Return the pieces of `html`: text at even places, tags and comments at odd ones.

    Joined they are `html` again. A script, style, textarea or comment with its content is one
    piece. Takes time in proportion to the length, whatever is left unclosed.
    """
    found = _OPAQUE.search(html)
    if found is None:
        return _TAG.split(html)
    pieces = [""]
    unclosed: set[str] = set()
    done = 0
    while found is not None:
        end = -1 if (kind := found[0].lower()) in unclosed else _opaque_end(html, found)
        if end < 0:
            unclosed.add(kind)
            found = _OPAQUE.search(html, found.end())
            continue
        _extend(pieces, html[done : found.start()])
        pieces += [html[found.start() : end], ""]
        done = end
        found = _OPAQUE.search(html, end)
    _extend(pieces, html[done:])
    return pieces


def pieces_of(html: str) -> Iterator[str]:
    """Yield the pieces of `html` as `split_html` returns them, reading no further than asked."""
    if _OPAQUE.search(html):
        yield from split_html(html)
        return
    done = 0
    for found in _TAG.finditer(html):
        yield html[done : found.start()]
        yield found[0]
        done = found.end()
    yield html[done:]


def _opaque_end(html: str, opening: re.Match[str]) -> int:
    """Return where the piece that begins with `opening` ends, or -1 if it does not."""
    if name := opening[2]:
        closing = _closing_tag(name.lower()).search(html, opening.end())
        return closing.end() if closing else -1
    mark = "-->" if opening[1] else "]]>" if opening[0].startswith("<![") else ">"
    start = html.find(mark, opening.end())
    return start + len(mark) if start >= 0 else -1


@lru_cache
def _closing_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE)


def _extend(pieces: list[str], html: str) -> None:
    text, *more = _TAG.split(html)
    pieces[-1] += text
    pieces += more


@lru_cache(maxsize=2048)
def tag_name(tag: str) -> str:
    """Return the name of `tag` in lower case, "/p" for an end tag, OPAQUE for a comment."""
    found = _NAME.match(tag)
    if found is None:
        return OPAQUE
    name = found[1].lower()
    return OPAQUE if name in {"script", "style", "textarea", "xmp"} else name


def paragraphs_of(html: str) -> Iterator[str]:
    """Yield the text of each block of `html`, without what is hidden, white space collapsed."""
    pieces = split_html(html)
    line: list[str] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            line.append(piece)
        elif (name := tag_name(piece).lstrip("/")) == "br":
            line.append(" ")
        elif name in BLOCKS:
            if text := unescape_line("".join(line)):
                yield text
            line = []
    if text := unescape_line("".join(line)):
        yield text


def plain_text(html: str) -> str:
    """Return what a reader sees of `html`, one line for each block."""
    if "<" not in html:
        return unescape_line(html)
    return "\n".join(paragraphs_of(html))


def unescape_line(text: str) -> str:
    """Return `text` without tags as one line of plain text: entities resolved, no double spaces."""
    text = unescape(text)
    # Of white space only the common space is printable.
    if "  " not in text and is_printable(text):
        return text.strip(" ")
    return " ".join(text.split())


def is_printable(text: str) -> bool:
    """Tell the same as `text.isprintable()`, of ASCII in half the time."""
    if text.isascii():
        return not text.encode().translate(None, _PRINTABLE_ASCII)
    return text.isprintable()


def unescape(text: str) -> str:
    """Return `text` with entities resolved, whatever stands in it."""
    if "&" not in text:
        return text
    try:
        return html_entities.unescape(text)  # noqa: TID251 - the one place
    except ValueError:  # Python reads no number of thousands of digits; no character has one.
        return html_entities.unescape(_ENDLESS.sub("&#0;", text))  # noqa: TID251


def escape(text: str) -> str:
    """Return plain `text` as HTML text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Return plain `text` as the value of an attribute in double quotes."""
    return escape(text).replace('"', "&quot;")


_ROOT_RELATIVE = re.compile(r'((?:href|src)=")(?=/(?!/))')


def rooted(html: str, base_path: str) -> str:
    """Return `html` with the path of the site before each address that begins with a slash.

    For short texts (a bio, a correction), whose addresses are no references: bodies have those.
    """
    if not base_path or '="/' not in html:
        return html
    return _ROOT_RELATIVE.sub(rf"\g<1>{base_path}", html)


def parsable(html: str) -> str:
    """Return `html` so that JustHTML reads it, which takes ² for a digit of a number."""
    return _DIGITS_AND_SIGN.sub(_without_sign, html) if "&#" in html else html


def _without_sign(found: re.Match[str]) -> str:
    digits, sign = found.groups()
    if not sign.isdigit():
        return found[0]
    return f"&#{digits};{sign}" if digits else f"&amp;#{sign}"
