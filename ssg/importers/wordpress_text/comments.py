"""The text of an old comment, so that a comments file shows it as WordPress did.

`ssg.parse.comments.body` makes paragraphs, links addresses and leaves out what is not allowed
whenever a comment is shown. Here is done only what would be lost there.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ssg.importers.wordpress_text.embeds import address_of_player
from ssg.model.record import dataclass
from ssg.parse.comments import body as comment_body
from ssg.text.html import (
    BLOCKS,
    EMPTY,
    OPAQUE,
    escape,
    escape_attribute,
    split_html,
    tag_name,
    unescape,
)

_INLINE = frozenset(
    """a abbr acronym audio b bdi bdo big button cite code data del dfn em embed font i iframe img
    ins kbd label map mark noscript object output picture q rp rt ruby s samp select small span
    strike strong sub sup template time title tt u var""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
_WITHOUT_LINKS = frozenset({"a", "code", "pre"})
_COUNTED = _WITHOUT_LINKS | {"table"}
_BLANKS = re.compile(r"\s+")
_IN_LINES = {
    **{f"h{level}": "\n\n<strong>" for level in range(1, 7)},
    **{f"/h{level}": "</strong>\n\n" for level in range(1, 7)},
    **dict.fromkeys(
        ("thead", "tbody", "tfoot", "tr", "td", "th", "/thead", "/tbody", "/tfoot"), ""
    ),
    "table": "\n\n",
    "/table": "\n\n",
    "/tr": "\n",
    "/td": " \u2003",
    "/th": " \u2003",
    "dl": "\n\n",
    "/dl": "\n\n",
    "dt": "<strong>",
    "/dt": "</strong>\n",
    "dd": "",
    "/dd": "\n",
}
"""What a comments file has no tags for, in lines: headings, tables, lists of definitions."""

_WWW = re.compile(r"(?<![\w/.@-])www\.[\w-]+\.[^\s<>\"]+", re.IGNORECASE)
_END_OF_SENTENCE = ".,;:!?'\"])"
_VALUE = r"""\s{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))"""
_SOURCE = re.compile(_VALUE.format("src"), re.IGNORECASE)
_ALT = re.compile(_VALUE.format("alt"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CommentText:
    """A text for `body` of a comments file, and the scripts and styles that were left out."""

    text: str
    removed: tuple[str, ...] = ()


def comment_text(text: str) -> CommentText:
    """Return the text of a comment as the database has it, for a comments file.

    Pictures and players become links, headings bold lines, rows of tables lines; words in angle
    brackets that are no tags stay words, and an address that begins with `www.` is a link.
    """
    removed: list[str] = []
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return CommentText("".join(_kept(split_html(plain), removed)).strip(), tuple(removed))


def comment_html(text: str) -> str:
    """Return a comment as it will be shown: paragraphs, links, and allowed tags only."""
    return comment_body.comment_html(comment_text(text).text)


def _kept(pieces: list[str], removed: list[str]) -> Iterator[str]:
    within: Counter[str] = Counter()
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            text = _BLANKS.sub(" ", piece) if within["table"] else piece
            yield text if _is_apart(within) else _WWW.sub(_link, text)
            continue
        if piece[1:].lower().startswith(("script", "style")):
            removed.append(piece)
            continue
        name = tag_name(piece)
        if name in _COUNTED and not piece.endswith("/>"):
            within[name] += 1
        elif within[name[1:]]:
            within[name[1:]] -= 1
        yield _tag(piece, name, is_in_link=bool(within["a"]))


def _is_apart(within: Counter[str]) -> bool:
    return any(within[name] for name in _WITHOUT_LINKS)


def _tag(piece: str, name: str, *, is_in_link: bool) -> str:
    if name in _IN_LINES:
        return _IN_LINES[name]
    if name in {"img", "embed", "iframe"}:
        return _link_to_shown(piece, name, is_in_link=is_in_link)
    is_html = name == OPAQUE or name.lstrip("/") in BLOCKS | EMPTY | _INLINE
    return piece if is_html or piece.startswith("</") else escape(piece)


def _link_to_shown(piece: str, name: str, *, is_in_link: bool) -> str:
    """Return a link in place of what is shown from elsewhere; within a link its words only."""
    source = _SOURCE.search(piece)
    address = unescape(next(filter(None, source.groups()), "")) if source else ""
    if name != "img":
        address = address_of_player(piece)
    if not address.startswith(("http://", "https://")):
        return ""
    alt = _ALT.search(piece)
    words = unescape(next(filter(None, alt.groups()), "")) if alt and name == "img" else ""
    if is_in_link:
        return escape(words or address)
    return f'<a href="{escape_attribute(address)}">{escape(words or address)}</a>'


def _link(found: re.Match[str]) -> str:
    written = found[0]
    address = written.rstrip(_END_OF_SENTENCE)
    if written[len(address) :].startswith(")") and address.count("(") > address.count(")"):
        address += ")"
    return f'<a href="http://{address}">{address}</a>{written[len(address) :]}'
