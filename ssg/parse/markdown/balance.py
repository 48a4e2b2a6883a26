"""Elements of raw HTML that are never closed, and end tags without a beginning.

Either tears the page around the text apart: the first take in what follows it, the second end what
encloses it.
"""

import re
from collections.abc import Iterator, Sequence

from ssg.model.diagnostic import Level
from ssg.parse.markdown.draft import Problem
from ssg.parse.markdown.hidden import without_hidden
from ssg.parse.markdown.marked_html import FRAMES
from ssg.parse.markdown.tag_pairs import Pairs, pair_tags
from ssg.text.html import split_html, tag_name

_CLOSED = FRAMES | {"dl", "ol", "pre", "table", "ul"}
"""Elements whose end tag must be there."""

_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_CLOSED))})(?=[\s/>])", re.IGNORECASE)


def balance(html: str, source: str) -> tuple[str, list[Problem]]:
    """Return `html` with ends for what is open, without ends of nothing, and a warning for each.

    `source` is the Markdown that it was made of. Rule: `unclosed-tag`.
    """
    if "<" not in source or _TAG.search(source) is None:
        return html, []
    pieces = split_html(html)
    pairs = _pairs_in(pieces)
    if not (pairs.opened or pairs.stray or pairs.implied):
        return html, []
    for place in pairs.stray:
        pieces[place] = ""
    ends = "".join(f"</{tag_name(pieces[place])}>" for place in reversed(pairs.opened))
    return f"{''.join(pieces)}{ends}", [*_told(split_html(without_hidden(source)))]


def _pairs_in(pieces: Sequence[str]) -> Pairs:
    names = ((place, tag_name(pieces[place])) for place in range(1, len(pieces), 2))
    return pair_tags(each for each in names if each[1].removeprefix("/") in _CLOSED)


def _told(pieces: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning for each tag in the source that has no partner."""
    pairs = _pairs_in(pieces)
    offset = done = 0
    for place in sorted((*pairs.opened, *pairs.stray, *pairs.implied)):
        offset += sum(map(len, pieces[done:place]))
        done = place
        tag = pieces[place]
        message, fix = (_of_end if tag.startswith("</") else _of_beginning)(tag_name(tag))
        yield Problem("unclosed-tag", message, fix, tag, Level.WARNING, offset)


def _of_beginning(name: str) -> tuple[str, str]:
    return (
        f"the element `<{name}>` is never closed",
        f"write `</{name}>` on a line of its own where it ends, or take `<{name}>` out",
    )


def _of_end(name: str) -> tuple[str, str]:
    return (
        f"`<{name}>` ends an element that was never begun",
        f"take it out, or write `<{name.removeprefix('/')}>` where the element begins",
    )
