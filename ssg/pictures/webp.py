"""WebP files: their chunks, read and written anew without touching a pixel (RFC 9649)."""

import struct
from collections.abc import Iterator

from ssg.model.picture import PictureFacts
from ssg.pictures.exif import Exif, is_located_xmp, lean_exif, read_exif

_HEAD = 12
_ANIMATED, _XMP_FLAG = 0x02, 0x04
_PREFIX = b"Exif\0\0"


def is_webp(content: bytes) -> bool:
    """Tell whether `content` begins as WebP files do."""
    return content[:4] == b"RIFF" and content[8:_HEAD] == b"WEBP"


def read_webp(content: bytes) -> PictureFacts:
    """Return what a WebP file says."""
    size = (0, 0)
    exif = Exif()
    is_animated = is_located = False
    for kind, data in _chunks(content):
        if kind == b"VP8X" and len(data) >= 10:  # noqa: PLR2004
            is_animated = bool(data[0] & _ANIMATED)
            size = (_number(data, 4), _number(data, 7))
        elif kind in {b"VP8 ", b"VP8L"} and size == (0, 0):
            size = _size_of_frame(kind, data)
        elif kind == b"EXIF":
            exif = read_exif(data.removeprefix(_PREFIX))
        elif kind == b"XMP ":
            is_located = is_located_xmp(data)
    is_whole = int.from_bytes(content[4:8], "little") + 8 <= len(content)
    width, height = reversed(size) if exif.is_turned else size
    return PictureFacts(
        kind="webp",
        width=width,
        height=height,
        is_animated=is_animated,
        has_location=exif.has_location or is_located,
        problem="" if is_whole and width and height else "it is cut off or damaged",
    )


def clean_webp(content: bytes) -> bytes:
    """Return the same picture, its EXIF data made lean, without XMP."""
    kept = b""
    for kind, data in _chunks(content):
        if kind == b"EXIF":
            kept += _written(kind, lean_exif(read_exif(data.removeprefix(_PREFIX))))
        elif kind == b"VP8X" and data:
            kept += _written(kind, bytes([data[0] & ~_XMP_FLAG]) + data[1:])
        elif kind != b"XMP ":
            kept += _written(kind, data)
    return b"RIFF" + struct.pack("<L", len(kept) + 4) + b"WEBP" + kept


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = _HEAD
    while place + 8 <= len(content):
        kind, length = struct.unpack_from("<4sL", content, place)
        yield kind, content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _written(kind: bytes, data: bytes) -> bytes:
    return struct.pack("<4sL", kind, len(data)) + data + b"\0" * (len(data) % 2)


def _number(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 3], "little") + 1


def _size_of_frame(kind: bytes, data: bytes) -> tuple[int, int]:
    if len(data) < 10:  # noqa: PLR2004
        return 0, 0
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 6)
        return width & 0x3FFF, height & 0x3FFF
    bits = int.from_bytes(data[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
