"""Paragraphs that are nothing but a picture: themes set these in the middle, on their own line.

A style cannot tell them from a sentence with one picture in it: to `:only-child`, text is no child.
"""

from ssg.parse.markdown.references import with_class
from ssg.text.html import BLOCKS, OPAQUE, tag_name, unescape

_CLASS = "alone"
_PARTS_OF_PICTURE = frozenset({"picture", "/picture", "source", OPAQUE})
"""What may stand beside an `<img>` and shows nothing itself."""


def mark_lone_pictures(pieces: list[str]) -> None:
    """Give each paragraph among `pieces` that is nothing but one picture a class, in place."""
    for place in range(1, len(pieces), 2):
        if pieces[place][:2].lower() != "<p" or tag_name(pieces[place]) != "p":
            continue
        if _is_one_picture(pieces, place):
            pieces[place] = with_class(pieces[place], _CLASS)


def _is_one_picture(pieces: list[str], place: int) -> bool:
    """Tell whether the paragraph that begins at `place` holds one picture and no word."""
    pictures = 0
    for number in range(place + 1, len(pieces), 2):
        if unescape(pieces[number]).strip():
            return False
        name = tag_name(pieces[number + 1]) if number + 1 < len(pieces) else "/p"
        if name.lstrip("/") in BLOCKS:
            return pictures == 1
        if name == "img":
            pictures += 1
        elif name not in _PARTS_OF_PICTURE:
            return False
    return False
