"""JPEG files: their segments, read and written anew without touching pixels (ITU-T T.81, B)."""

import re
import struct
from collections.abc import Iterator

from ssg.model.picture import PictureFacts
from ssg.pictures.exif import Exif, is_located_xmp, lean_exif, read_exif

SIGN = b"\xff\xd8\xff"
_EXIF, _XMP, _MORE_XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/"
_SEVERAL = b"MPF\0"
_APP1, _APP2, _APP13, _SCAN = 0xE1, 0xE2, 0xED, 0xDA
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_END = b"\xff\xd9"
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)

Segment = tuple[int, int, int]
"""A marker, and where its segment begins and ends, the marker included."""


def read_jpeg(content: bytes) -> PictureFacts:
    """Return what a JPEG file says."""
    width = height = 0
    exif, is_located = Exif(), False
    end = 0
    for marker, start, end in _segments(content):
        data = content[start + 4 : end] if end - start < 1 << 16 else b""
        if marker in _SIZES and not width:
            height, width = struct.unpack_from(">HH", data, 1) if len(data) >= 5 else (0, 0)  # noqa: PLR2004
        elif marker == _APP1 and data.startswith(_EXIF):
            exif = read_exif(data[len(_EXIF) :])
        elif marker == _APP1:
            is_located = is_located or is_located_xmp(data)
    is_whole = content[end - 2 : end] == _END
    return PictureFacts(
        kind="jpeg",
        width=height if exif.is_turned else width,
        height=width if exif.is_turned else height,
        has_location=exif.has_location or is_located or _is_located(content[end:]),
        problem="" if is_whole and width and height else "it is cut off or damaged",
    )


def clean_jpeg(content: bytes) -> bytes:
    """Return the same picture without what it says of itself, but its EXIF data made lean.

    Kept are the colour profile and all that decides how it looks. What follows the picture in its
    file (further pictures, films of phones) goes: it may name the place once more.
    """
    kept = [content[:2]]
    for marker, start, end in _segments(content):
        data = content[start + 4 : min(end, start + 64)]
        if marker == _APP1 and data.startswith(_EXIF):
            lean = _EXIF + lean_exif(read_exif(content[start + 4 + len(_EXIF) : end]))
            kept.append(b"\xff\xe1" + struct.pack(">H", len(lean) + 2) + lean)
        elif marker not in {_APP1, _APP13} and not (marker == _APP2 and data.startswith(_SEVERAL)):
            kept.append(content[start:end])
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[Segment]:
    """Yield the segments of the first picture in `content`, the last with its pixels and end."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - a marker's sign
        marker = content[place + 1]
        if marker == 0xFF:  # noqa: PLR2004 - filling
            place += 1
            continue
        if marker == _SCAN:
            yield marker, place, _end_of_pixels(content, place)
            return
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        yield marker, place, end
        place = end


def _end_of_pixels(content: bytes, place: int) -> int:
    """Return where the picture ends whose first scan begins at `place`, or the end of the file."""
    while found := _AFTER_PIXELS.search(content, place + 2):
        if found[0] == _END:
            return found.end()
        place = found.start() + int.from_bytes(content[found.end() : found.end() + 2], "big")
    return len(content)


def _is_located(after: bytes) -> bool:
    """Tell whether what follows a picture in its file says where it was taken."""
    parts = after.split(_EXIF)[1:]
    return any(read_exif(part).has_location for part in parts) or is_located_xmp(after)
