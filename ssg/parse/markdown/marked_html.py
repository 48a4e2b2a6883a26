"""Elements of HTML whose inside is Markdown: `<div markdown="1">`, as PHP Markdown Extra has it.

Their two tags stand alone for the parser; what is between them is text like any other.
"""

import re
from collections.abc import Callable, Iterator

from ssg.parse.markdown.hidden import without_hidden
from ssg.parse.markdown.tag_pairs import pair_tags

FRAMES = frozenset(
    """address article aside blockquote center details div figure footer form header main nav
    section""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements that enclose any text. Of others, such as `<p>`, the end may be left out or is near."""

_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{'|'.join(sorted(FRAMES))})(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_MARKED = re.compile(
    r"""\smarkdown(?:\s*=\s*(?:"(?:1|block)?"|'(?:1|block)?'|1|block))?(?=[\s/>])"""
)


def with_tags_apart(source: str, store: Callable[[str], str]) -> str:
    """Return `source` with what `store` gives for both tags of each marked element, set apart.

    An element counts that begins a line. Any other is Markdown already, and loses the mark alone.
    """
    if "markdown" not in source or _MARKED.search(source) is None:
        return source
    parts: list[str] = []
    done = 0
    for tag, is_apart in sorted(_tags_of_marked(source), key=lambda each: each[0].start()):
        plain = _MARKED.sub("", source[tag.start() : tag.end()])
        before = source[done : tag.start()]
        parts += (before.rstrip(" "), f"\n\n{store(plain)}\n\n") if is_apart else (before, plain)
        done = tag.end()
    return "".join((*parts, source[done:]))


def _tags_of_marked(source: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the tags of marked elements, and whether they are to stand apart."""
    tags = [*_TAG.finditer(without_hidden(source))]
    pairs = pair_tags((at, f"{tag['end']}{tag['name'].lower()}") for at, tag in enumerate(tags))
    for begin, end in pairs.closed:
        if _MARKED.search(tags[begin][0]):
            is_apart = _begins_line(tags[begin].start(), source)
            yield tags[begin], is_apart
            if is_apart:
                yield tags[end], True
    for begin in (*pairs.opened, *pairs.implied):
        if _MARKED.search(tags[begin][0]):
            yield tags[begin], False


def _begins_line(place: int, source: str) -> bool:
    before = source[source.rfind("\n", 0, place) + 1 : place]
    return before in {"", " ", "  ", "   "}
