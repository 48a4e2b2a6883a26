"""The documents that the search is made from: title, text and facets of an entry, nothing else.

They are made from bodies and not from pages, so neither a theme nor a comment changes them. The
attributes are those of Pagefind (https://pagefind.app/docs/indexing/).
"""

import re
from collections.abc import Iterator, Sequence

from markupsafe import escape

from ssg.model.entry import Body
from ssg.model.search import SearchCard, SearchDocument, SearchRecord
from ssg.model.site import PlacedCard
from ssg.render.address import encoded
from ssg.text.html import EMPTY, OPAQUE, split_html, tag_name, unescape
from ssg.text.placeholders import card as mark_of
from ssg.text.placeholders import fill

_DOTS = 0x2800
"""The first of the 256 Braille patterns."""
_BEFORE_ALL = "-"
"""When something without a date was written. No moment is a number: those are sorted roughly."""

_UNSPACED = re.compile("[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
                       "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003fffd]")  # fmt: skip
"""A letter of Chinese or Japanese, which are written without spaces between words."""

_SILENT = frozenset(
    {"audio", "button", "iframe", "noscript", "object", "select", "svg", "template", "video"}
)
"""Elements whose text is not the author's, or not read."""
_ALONE = EMPTY | {OPAQUE}
_CARD = re.compile(mark_of(0).replace("0", "([0-9]+)") + "([^<]*)")
"""The mark of a card, and the words of its link."""
_POSTS = frozenset({"bluesky", "mastodon", "x"})
_TAG, _WORD = re.compile("<[^>]*>"), re.compile(r"\w")
_HEADING = re.compile(r"h[1-6]")
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"""\sclass\s*=\s*["'][^"']*\b(?:footnote-ref|footnote-backref|pull-quote)\b""", re.IGNORECASE
)
"""Marks of footnotes would stick to the words before them; a pull quote says a sentence twice."""


def search_document(record: SearchRecord, body: Body) -> SearchDocument:
    """Return what is indexed of one entry, with its facets."""
    facets = (
        *(_facet("filter", "author", name) for name in record.authors),
        *(_facet("filter", "category", name) for name in record.categories),
        *([_facet("filter", "year", record.year)] if record.year else ()),
        _facet("sort", "date", record.moment or _BEFORE_ALL),
        _facet("meta", "title", _spaced(record.title)),
        _facet("meta", "facts", in_dots(f"{record.day}\t{record.written}\t{record.language}")),
    )
    filled = _with_titles(_with_cards(body.html, record.cards), record.titles)
    text = "".join(_indexed(filled))
    # The title is found as such, and weighs more; but what has no other word is not indexed.
    words = text if _WORD.search(_TAG.sub("", text)) else _spaced(str(escape(record.title)))
    html = f"<html><body data-pagefind-body>{''.join(facets)}{words}</body></html>"
    return SearchDocument(encoded(record.url), html)


def search_card(placed: PlacedCard) -> SearchCard:
    """Return what can be found of a card: the words of a post or a title, and whose they are."""
    card = placed.card
    if card is None or not card.tells:
        return SearchCard(placed.address)
    by = " · ".join(filter(None, (card.title, card.author)))
    words = f"{card.text_html} {escape(by)}".strip()
    return SearchCard(placed.address, words, placed.service in _POSTS)


def in_dots(text: str) -> str:
    """Return `text` in Braille patterns, one for each byte of its UTF-8.

    What comes back with a result would be found as well, if it had letters or digits: every essay
    of an October by that word. The script of the search page reads it back.
    """
    return "".join(chr(_DOTS + byte) for byte in text.encode())


def _with_cards(html: str, cards: Sequence[SearchCard]) -> str:
    """Return a body with what its cards say; an address is nothing that a reader reads."""
    return _CARD.sub(lambda found: _said(cards[int(found[1])], found[2]), html)


def _said(card: SearchCard, words: str) -> str:
    is_own = bool(words.strip()) and unescape(words).strip() != card.address
    return words if is_own and not card.is_post else card.html


def _with_titles(html: str, titles: Sequence[str]) -> str:
    """Return a body with the titles of what it links to, and without the addresses."""
    return fill(html, lambda kind, number: str(escape(titles[number])) if kind == "t" else "")


def _facet(kind: str, name: str, value: str) -> str:
    return f'<i data-v="{escape(value)}" data-pagefind-{kind}="{name}[data-v]"></i>'


def _indexed(html: str) -> Iterator[str]:
    """Yield the text of a body with its elements, without attributes but the ids of headings."""
    skipped, depth = "", 0
    for number, piece in enumerate(split_html(html)):
        is_tag = number % 2 == 1
        name = tag_name(piece) if is_tag else ""
        if depth:
            depth += (name == skipped) - (name == f"/{skipped}")
        elif not is_tag:
            yield _spaced(piece)
        elif name in _SILENT or (name not in _ALONE and _LEFT_OUT.search(piece)):
            skipped, depth = name, 1
        else:
            yield _bare(name, piece)


def _bare(name: str, tag: str) -> str:
    """Return a tag without what no search needs; a picture would be found by its alt text."""
    if name in _ALONE:
        return " " if name == "br" else ""
    found = _ID.search(tag) if _HEADING.fullmatch(name) else None
    return f'<{name} id="{found[1] or found[2]}">' if found else f"<{name}>"


def _spaced(text: str) -> str:
    """Return `text` with spaces around each Chinese and Japanese letter.

    So each of them is a word, and any run of them is found as a phrase, by every edition of
    Pagefind. The script of the search page does the same with what is typed, and takes the spaces
    out of what it shows.
    """
    return text if text.isascii() else _UNSPACED.sub(r" \g<0> ", text)
