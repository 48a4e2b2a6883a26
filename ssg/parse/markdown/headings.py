"""Headings: each gets an anchor that a reader can link to."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ssg.model.entry import Heading
from ssg.parse.markdown.draft import Mark
from ssg.parse.markdown.references import (
    WIKI_TITLE,
    attribute_of,
    wiki_target,
    with_attribute,
)
from ssg.text.html import tag_name, unescape_line

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STARTS = ("<h", "<H")
_GAPS = re.compile(r"-{2,}")
_DASHES = "-_–—/"


def add_heading_anchors(pieces: list[str], marks: Sequence[Mark]) -> tuple[Heading, ...]:
    """Give every heading among `pieces` an id, in place, and return the headings in order.

    A wiki link among `marks` is called there as it is written: the title that it will show is not
    known yet, and another title should not change an anchor.
    """
    tags = pieces[1::2]
    if not any(tag.startswith(_STARTS) for tag in tags):
        return ()
    taken = {
        attribute_of(tag, "id")
        for tag in tags
        if "=" in tag and "id" in tag.lower() and not tag.startswith(("</", "<!"))
    }
    headings = []
    counts: dict[str, int] = {}
    for place in range(1, len(pieces), 2):
        tag = pieces[place]
        if not tag.startswith(_STARTS) or (name := tag_name(tag)) not in _HEADINGS:
            continue
        text = _text_up_to(f"/{name}", pieces, place)
        if "\x02" in text:
            text = WIKI_TITLE.sub(lambda found: wiki_target(marks[int(found[1])])[0], text)
        anchor = attribute_of(tag, "id")
        if not anchor:
            anchor = _free(heading_slug(text), taken, counts)
            pieces[place] = with_attribute(tag, "id", anchor)
        headings.append(Heading(int(name[1]), anchor, text))
    return tuple(headings)


def _text_up_to(end: str, pieces: list[str], place: int) -> str:
    """Return the words of a heading without its footnote marks.

    Where there are none but those of its pictures, they are what the heading is called.
    """
    words: list[str] = []
    pictured: list[str] = []
    in_mark = False
    for number in range(place, len(pieces)):
        piece = pieces[number]
        if number % 2 == 0:
            if not in_mark:
                words.append(piece)
            continue
        if (name := tag_name(piece)) == end:
            break
        if name == "sup" and 'id="fnref' in piece:
            in_mark = True
        elif name == "/sup":
            in_mark = False
        elif name == "br":
            words.append(" ")
        elif name == "img":
            pictured.append(attribute_of(piece, "alt"))
    return unescape_line("".join(words)) or " ".join(" ".join(pictured).split())


def heading_slug(text: str) -> str:
    """Return `text` as an anchor: its letters, digits and marks of any script, with hyphens."""
    folded = unicodedata.normalize("NFC", text).lower()
    return _GAPS.sub("-", "".join(map(_in_slug, folded))).strip("-") or "section"


@lru_cache(maxsize=1024)
def _in_slug(sign: str) -> str:
    if sign.isalnum() or unicodedata.category(sign).startswith("M"):
        return sign
    return "-" if sign.isspace() or sign in _DASHES else ""


def _free(slug: str, taken: set[str], counts: dict[str, int]) -> str:
    """Return `slug`, numbered if it is taken; `counts` remembers the last number of each."""
    free = slug
    while free in taken:
        counts[slug] = counts.get(slug, 1) + 1
        free = f"{slug}-{counts[slug]}"
    taken.add(free)
    return free
