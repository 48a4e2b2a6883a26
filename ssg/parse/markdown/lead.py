"""`<!--more-->`: where the part ends that listings and feeds may show."""

import re

from ssg.text.html import EMPTY, OPAQUE, tag_name

_MORE = re.compile(r"<!--\s*more\b[^>]*?-->", re.IGNORECASE)
_ANCHOR = '<span id="more"></span>'
_ID = re.compile(r"""\sid\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_PHRASING = frozenset(
    """a abbr b bdi bdo big cite del dfn em font i ins kbd label mark q s samp small span strike
    strong sub sup tt u var""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)


def split_lead(pieces: list[str]) -> tuple[list[str], int]:
    """Return `pieces` with an anchor where `<!--more-->` stood, and how many of them are the lead.

    A marker within a paragraph cuts the paragraph in two. One within anything else (a list, a raw
    `<div>`) cannot cut it, and the lead ends before the whole. Without a marker the lead is 0.
    """
    if not any(_MORE.fullmatch(piece) for piece in pieces[1::2] if piece.startswith("<!--")):
        return pieces, 0
    open_tags: list[tuple[str, str, int]] = []
    for place in range(1, len(pieces), 2):
        piece = pieces[place]
        if piece.startswith("<!--") and _MORE.fullmatch(piece):
            return _split_at(pieces, place, open_tags)
        name = tag_name(piece)
        if name.startswith("/"):
            _close(open_tags, name[1:])
        elif name != OPAQUE and name not in EMPTY and not piece.endswith("/>"):
            open_tags.append((name, piece, place))
    return pieces, 0


def _close(open_tags: list[tuple[str, str, int]], name: str) -> None:
    for place in range(len(open_tags) - 1, -1, -1):
        if open_tags[place][0] == name:
            del open_tags[place:]
            return


def _split_at(
    pieces: list[str], place: int, open_tags: list[tuple[str, str, int]]
) -> tuple[list[str], int]:
    before, after = pieces[:place], pieces[place + 1 :]
    names = [name for name, _, _ in open_tags]
    if not names:
        return [*before, _ANCHOR, *after], place
    if names[0] != "p" or not _PHRASING.issuperset(names[1:]):
        return [*before, _ANCHOR, *after], open_tags[0][2]
    if len(names) == 1 and not after[0].strip() and after[1:2] == ["</p>"]:
        lead = [*before, "</p>", after[2] if len(after) > 2 else ""]  # noqa: PLR2004
        return [*lead, _ANCHOR, "", *after[3:]], len(lead)
    lead = before
    for name in reversed(names):
        lead += [f"</{name}>", ""]
    rest = [_ANCHOR, ""]
    for _, tag, _ in open_tags:
        rest += [_ID.sub("", tag), ""]
    return [*lead, *rest[:-1], *after], len(lead)
