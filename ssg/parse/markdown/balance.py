"""Elements of raw HTML that are never closed, and end tags without a beginning.

Either tears the page around the text apart: the first take in what follows it, the second end what
encloses it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ssg.model.diagnostic import Level
from ssg.parse.markdown.draft import Problem
from ssg.parse.markdown.hidden import without_hidden
from ssg.text.html import split_html, tag_name

_CLOSED = frozenset(
    """address article aside blockquote center details div dl figure footer form header main nav ol
    pre section table ul""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements whose end tag must be there."""

_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_CLOSED))})(?=[\s/>])", re.IGNORECASE)


def balance(html: str, source: str) -> tuple[str, list[Problem]]:
    """Return `html` with ends for what is open, without ends of nothing, and a warning for each.

    `source` is the Markdown that it was made of. Rule: `unclosed-tag`.
    """
    if "<" not in source or _TAG.search(source) is None:
        return html, []
    pieces = split_html(html)
    opened, stray, implied = _unbalanced(pieces)
    if not (opened or stray or implied):
        return html, []
    for place in stray:
        pieces[place] = ""
    ends = "".join(f"</{tag_name(pieces[place])}>" for place in reversed(opened))
    return f"{''.join(pieces)}{ends}", [*_told(split_html(without_hidden(source)))]


def _unbalanced(pieces: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """Return where tags stand that are open at the end, and ends without a beginning.

    The third are those that only the end of another element closes, as browsers do it.
    """
    opened: list[int] = []
    stray: list[int] = []
    implied: list[int] = []
    count: Counter[str] = Counter()
    for place in range(1, len(pieces), 2):
        name = tag_name(pieces[place])
        if name in _CLOSED:
            opened.append(place)
            count[name] += 1
        elif name[:1] == "/" and name[1:] in _CLOSED:
            if not count[name[1:]]:
                stray.append(place)
                continue
            while (last := tag_name(pieces[opened[-1]])) != name[1:]:
                implied.append(opened.pop())
                count[last] -= 1
            opened.pop()
            count[last] -= 1
    return opened, stray, implied


def _told(pieces: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning for each tag in the source that has no partner."""
    opened, stray, implied = _unbalanced(pieces)
    offset = done = 0
    for place in sorted((*opened, *stray, *implied)):
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
