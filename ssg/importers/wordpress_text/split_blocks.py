"""HTML cut where one element at the top ends and the next begins."""

from collections.abc import Iterator

from ssg.text.html import BLOCKS, EMPTY, OPAQUE, split_html, tag_name

NEXT_PAGE = "<!--nextpage-->"
"""The mark between two pages of an entry, as a block."""

MORE = "<!--more-->"
"""The mark after the lead, as a block."""

_MARKS = frozenset({NEXT_PAGE, MORE})


def split_blocks(html: str) -> Iterator[str]:
    """Yield the blocks of `html` in order; what stands in none is a paragraph.

    A tag without a counterpart encloses nothing. Takes time in proportion to the length.
    """
    pieces = split_html(html)
    ends = matching_ends(pieces)
    loose: list[str] = []
    place = 0
    while place < len(pieces):
        end = ends.get(place, -1) if place % 2 else -1
        is_block = place % 2 == 1 and _is_block(pieces[place], loose, has_end=end >= 0)
        if not is_block:
            end = max(end, place)
            loose += pieces[place : end + 1]
        else:
            end = max(end, place)
            yield from _paragraph(loose)
            loose = []
            yield _without_paragraph_around_comment("".join(pieces[place : end + 1]))
        place = end + 1
    yield from _paragraph(loose)


def _without_paragraph_around_comment(block: str) -> str:
    comment = block.removeprefix("<p>").removesuffix("</p>")
    is_lone = len(block) - len(comment) == len("<p></p>") and comment.startswith("<!--")
    return comment if is_lone and comment.find("-->") == len(comment) - 3 else block


def _is_block(tag: str, loose: list[str], *, has_end: bool) -> bool:
    if tag.startswith("<!--"):
        return tag in _MARKS or not any(piece.strip() for piece in loose)
    name = tag_name(tag)
    if name == OPAQUE:
        return False
    return name in BLOCKS and (has_end or name in EMPTY)


def _paragraph(loose: list[str]) -> Iterator[str]:
    html = "".join(loose).strip()
    if not html:
        return
    tags = (piece for piece in loose if piece.startswith("<"))
    is_paragraph = not any(tag_name(tag).lstrip("/") in BLOCKS for tag in tags)
    yield f"<p>{html}</p>" if is_paragraph else html


def matching_ends(pieces: list[str]) -> dict[int, int]:
    """Return the place of the end tag for that of each start tag that has one.

    `pieces` are those of `split_html`. Takes time in proportion to their number.
    """
    ends: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    counts: dict[str, int] = {}
    for place in range(1, len(pieces), 2):
        name = tag_name(pieces[place])
        if name == OPAQUE or name in EMPTY or pieces[place].endswith("/>"):
            continue
        if not name.startswith("/"):
            waiting.append((name, place))
            counts[name] = counts.get(name, 0) + 1
            continue
        name = name[1:]
        while counts.get(name):
            open_name, start = waiting.pop()
            counts[open_name] -= 1
            if open_name == name:
                ends[start] = place
                break
    return ends
