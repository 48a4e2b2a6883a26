"""EXIF data: which way up a picture is, whose it is, and whether it says where it was taken.

They are a TIFF file within the picture's (CIPA DC-008, 4.5; TIFF 6.0, section 2).
"""

import struct
from collections.abc import Iterator

from ssg.model.record import dataclass

_ORIENTATION, _ARTIST, _COPYRIGHT, _GPS, _XMP = 0x0112, 0x013B, 0x8298, 0x8825, 0x02BC
_GPS_VERSION = 0
_SHORT, _ASCII = 3, 2
_ENTRY = 12
_MOST_ENTRIES = 1000
_TURNED = frozenset({5, 6, 7, 8})
_LAST_ORIENTATION = 8
_IN_PLACE = 4
_BYTES_OF_KIND = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}


@dataclass(frozen=True, slots=True)
class Exif:
    """What is read of EXIF data; texts are as they were written, with the zero at their end."""

    orientation: int = 1
    artist: bytes = b""
    copyright: bytes = b""
    has_location: bool = False

    @property
    def is_turned(self) -> bool:
        """Tell whether the picture is shown with width and height exchanged."""
        return self.orientation in _TURNED


def read_exif(tiff: bytes) -> Exif:
    """Return what `tiff` says in its first directory; nothing where it cannot be read."""
    found: dict[int, bytes] = {}
    orientation = 1
    for tag, _, content in _entries(tiff):
        if tag == _ORIENTATION and len(content) >= 2:  # noqa: PLR2004 - a SHORT
            (orientation,) = struct.unpack(f"{_order(tiff)}H", content[:2])
        found[tag] = content
    return Exif(
        orientation=orientation if 1 <= orientation <= _LAST_ORIENTATION else 1,
        artist=found.get(_ARTIST, b""),
        copyright=found.get(_COPYRIGHT, b""),
        has_location=_names_places(tiff, found.get(_GPS, b""))
        or is_located_xmp(found.get(_XMP, b"")),
    )


def _names_places(tiff: bytes, pointer: bytes) -> bool:
    """Tell whether the directory of places that `pointer` leads to holds more than its version."""
    order = _order(tiff)
    try:
        (start,) = struct.unpack(f"{order}L", pointer)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        tags = (
            struct.unpack_from(f"{order}H", tiff, start + 2 + _ENTRY * n)[0] for n in range(count)
        )
        return any(tag != _GPS_VERSION for tag in tags)
    except struct.error:
        return bool(pointer)


def lean_exif(exif: Exif) -> bytes:
    """Return EXIF data that hold nothing but which way up a picture is, and whose."""
    entries = [(_ORIENTATION, _SHORT, 1, struct.pack("<HH", exif.orientation, 0))]
    for tag, text in ((_ARTIST, exif.artist), (_COPYRIGHT, exif.copyright)):
        if text:
            entries.append((tag, _ASCII, len(text), text))
    written, after = b"", 8 + 2 + _ENTRY * len(entries) + 4
    texts = b""
    for tag, kind, count, value in entries:
        if len(value) > _IN_PLACE:
            place, texts = (
                struct.pack("<L", after + len(texts)),
                texts + value + b"\0" * (len(value) % 2),
            )
        else:
            place = value.ljust(_IN_PLACE, b"\0")
        written += struct.pack("<HHL", tag, kind, count) + place
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + written + b"\0" * 4 + texts


def is_located_xmp(xmp: bytes) -> bool:
    """Tell whether XMP data (exif:GPSLatitude and the like) say where a picture was taken."""
    return b"GPSL" in xmp or b"GPSDest" in xmp


def _order(tiff: bytes) -> str:
    return "<" if tiff[:2] == b"II" else ">"


def _entries(tiff: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield tag, place and content of the entries of the first directory that can be read."""
    order = _order(tiff)
    try:
        magic, start = struct.unpack(f"{order}HL", tiff[2:8])
        if tiff[:2] not in {b"II", b"MM"} or magic != 42:  # noqa: PLR2004 - TIFF's number
            return
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, _MOST_ENTRIES)):
            place = start + 2 + _ENTRY * number
            tag, kind, values, at = struct.unpack_from(f"{order}HHLL", tiff, place)
            size = _BYTES_OF_KIND.get(kind, 1) * values
            at = place + 8 if size <= _IN_PLACE else at
            yield tag, place, tiff[at : at + size]
    except struct.error:
        return


def blank_location(tiff: bytes) -> bytes:
    """Return a TIFF file of the same length whose first directory names no place.

    Its directory of places and its XMP data are overwritten where they lie.
    """
    blanked = bytearray(tiff)
    order = _order(tiff)
    for tag, place, content in _entries(tiff):
        if tag == _XMP and len(content) > _IN_PLACE:
            (at,) = struct.unpack_from(f"{order}L", tiff, place + 8)
            blanked[at : at + len(content)] = b" " * len(content)
        elif tag == _GPS:
            (at,) = struct.unpack_from(f"{order}L", tiff, place + 8)
            _blank_directory(blanked, order, at)
    return bytes(blanked)


def _blank_directory(tiff: bytearray, order: str, start: int) -> None:
    """Overwrite the values of a directory with zeros, and let it say that it holds none."""
    try:
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, _MOST_ENTRIES)):
            place = start + 2 + _ENTRY * number
            _, kind, values, at = struct.unpack_from(f"{order}HHLL", tiff, place)
            size = _BYTES_OF_KIND.get(kind, 1) * values
            if _IN_PLACE < size <= len(tiff) - at:
                tiff[at : at + size] = bytes(size)
            tiff[place : place + _ENTRY] = bytes(_ENTRY)
        tiff[start : start + 2] = bytes(2)
    except struct.error:
        return
