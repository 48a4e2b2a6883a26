"""PNG files: their chunks, read and written anew without touching a pixel (PNG, third edition)."""

import struct
import zlib
from collections.abc import Iterator

from ssg.model.picture import PictureFacts
from ssg.pictures.exif import Exif, is_located_xmp, lean_exif, read_exif

SIGN = b"\x89PNG\r\n\x1a\n"
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_OF_PLACES = (b"XML:com.adobe.xmp\0", b"Raw profile type ")
"""Texts that hold XMP, or what ImageMagick keeps of EXIF and IPTC data."""
_LONGEST_TEXT = 1 << 20


def read_png(content: bytes) -> PictureFacts:
    """Return what a PNG file says."""
    width = height = 0
    exif = Exif()
    is_animated = is_located = is_whole = False
    for kind, data, is_sound in _chunks(content):
        if not is_sound and kind[:1].isupper():
            break
        if kind == b"IHDR" and len(data) >= 8:  # noqa: PLR2004
            width, height = struct.unpack_from(">LL", data)
        elif kind == b"acTL":
            is_animated = True
        elif kind == b"eXIf":
            exif = read_exif(data)
        elif kind in _TEXTS:
            is_located = is_located or _is_located(data)
        is_whole = kind == b"IEND"
    return PictureFacts(
        kind="png",
        width=height if exif.is_turned else width,
        height=width if exif.is_turned else height,
        is_animated=is_animated,
        has_location=exif.has_location or is_located,
        problem="" if is_whole and width and height else "it is cut off or damaged",
    )


def clean_png(content: bytes) -> bytes:
    """Return the same picture, its EXIF data made lean, without XMP and what else names places."""
    kept = [SIGN]
    for kind, data, _ in _chunks(content):
        if kind == b"eXIf":
            kept.append(_written(kind, lean_exif(read_exif(data))))
        elif kind not in _TEXTS or not data.startswith(_OF_PLACES):
            kept.append(_written(kind, data))
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Yield kind and data of each chunk, and whether its checksum is right."""
    place = len(SIGN)
    while place + 12 <= len(content):
        length, kind = struct.unpack_from(">L4s", content, place)
        end = place + 8 + length
        if end + 4 > len(content):
            return
        data = content[place + 8 : end]
        checksum = zlib.crc32(data, zlib.crc32(kind))
        yield kind, data, checksum == int.from_bytes(content[end : end + 4], "big")
        if kind == b"IEND":
            return  # What some programs append is no part of the picture.
        place = end + 4


def _written(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(kind))
    return struct.pack(">L4s", len(data), kind) + data + struct.pack(">L", checksum)


def _is_located(text: bytes) -> bool:
    """Tell whether a text says where the picture was taken, or may do so."""
    if text.startswith(_OF_PLACES[1]):
        return True
    if not text.startswith(_OF_PLACES[0]):
        return False
    is_packed = text[len(_OF_PLACES[0]) :][:1] == b"\1"
    return is_packed or is_located_xmp(text)
