"""AVIF and HEIC files: their boxes, read, and overwritten in place (ISO/IEC 14496-12, 23008-12)."""

import struct
from collections.abc import Iterator

from ssg.model.picture import PictureFacts
from ssg.model.record import dataclass
from ssg.pictures.exif import is_located_xmp, lean_exif, read_exif

_KINDS = {b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"mif1": "heic"}
_SEQUENCE = b"avis"
_PREFIX = 4
"""Before EXIF data stands how far on they begin."""


def kind_of_boxes(content: bytes) -> str:
    """Return "avif" or "heic" where `content` begins as such a file does, else ""."""
    if content[4:8] != b"ftyp":
        return ""
    brands = content[8 : int.from_bytes(content[:4], "big")]
    if b"avif" in brands or _SEQUENCE in brands:
        return "avif"
    return _KINDS.get(brands[:4], "")


def read_boxes(content: bytes) -> PictureFacts:
    """Return what an AVIF or HEIC file says."""
    width = height = end = 0
    is_turned = False
    for kind, start, end in _boxes(content, 0, len(content)):
        if kind == b"meta":
            width, height, is_turned = _size(content, start + 4, end)
    is_whole = bool(end) and end <= len(content)
    located = [part for part in _parts(content) if _is_located(content, part)]
    return PictureFacts(
        kind=kind_of_boxes(content),
        width=height if is_turned else width,
        height=width if is_turned else height,
        is_animated=content[8:12] == _SEQUENCE,
        has_location=bool(located),
        problem="" if is_whole and width and height else "it is cut off or damaged",
    )


def clean_boxes(content: bytes) -> bytes:
    """Return the same picture; its EXIF data are made lean and its XMP data blank, in place."""
    cleaned = bytearray(content)
    for part in _parts(content):
        data = content[part.start : part.end]
        if part.is_exif:
            lean = lean_exif(read_exif(_tiff(data)))
            new = (bytes(_PREFIX) + lean)[: len(data)].ljust(len(data), b"\0")
        else:
            new = b" " * len(data)
        cleaned[part.start : part.end] = new
    return bytes(cleaned)


@dataclass(frozen=True, slots=True)
class _Part:
    """Where EXIF or XMP data lie in a file."""

    is_exif: bool
    start: int
    end: int


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box, and where its content begins and ends, though beyond `end`."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">L4s", content, start)
        head = 8
        if size == 1 and start + 16 <= end:
            (size,), head = struct.unpack_from(">Q", content, start + 8), 16
        elif size == 0:
            size = end - start
        if size < head:
            return
        yield kind, start + head, start + size
        start += size


def _size(content: bytes, start: int, end: int) -> tuple[int, int, bool]:
    """Return width and height of the largest picture in a meta box, and whether it is turned."""
    sizes = [(0, 0)]
    is_turned = False
    for kind, at, stop in _boxes(content, start, end):
        if kind != b"iprp":
            continue
        for inner, at_inner, stop_inner in _boxes(content, at, stop):
            if inner != b"ipco":
                continue
            for name, place, _ in _boxes(content, at_inner, stop_inner):
                if name == b"ispe":
                    sizes.append(struct.unpack_from(">LL", content, place + 4))
                elif name == b"irot":
                    is_turned = bool(content[place] & 1)
    return *max(sizes, key=lambda size: size[0] * size[1]), is_turned


def _parts(content: bytes) -> list[_Part]:
    """Return where EXIF and XMP data lie; none where that cannot be read."""
    try:
        for kind, start, end in _boxes(content, 0, len(content)):
            if kind == b"meta":
                return _parts_of_meta(content, start + 4, min(end, len(content)))
    except (struct.error, IndexError):
        pass
    return []


def _parts_of_meta(content: bytes, start: int, end: int) -> list[_Part]:
    names: dict[int, bytes] = {}
    places: dict[int, list[tuple[int, int]]] = {}
    for kind, at, stop in _boxes(content, start, end):
        if kind == b"iinf":
            names = _names(content, at, stop)
        elif kind == b"iloc":
            places = _places(content, at)
    return [
        _Part(names[number] == b"Exif", place, place + length)
        for number, extents in places.items()
        if names.get(number) in {b"Exif", b"mime"}
        for place, length in extents
        if place + length <= len(content)
    ]


def _names(content: bytes, at: int, stop: int) -> dict[int, bytes]:
    """Return what each item of an iinf box is, such as Exif, mime or av01."""
    first = at + (6 if content[at] == 0 else 8)
    names = {}
    for kind, place, _ in _boxes(content, first, stop):
        if kind == b"infe" and content[place] in {2, 3}:
            is_short = content[place] == 2  # noqa: PLR2004 - the box's version
            (number,) = struct.unpack_from(">H" if is_short else ">L", content, place + 4)
            after = place + (8 if is_short else 10)
            names[number] = content[after : after + 4]
    return names


def _places(content: bytes, at: int) -> dict[int, list[tuple[int, int]]]:
    """Return where each item lies in the file, as an iloc box says, with its length."""
    version = content[at]
    sizes, more = content[at + 4], content[at + 5]
    of_offset, of_length, of_base = sizes >> 4, sizes & 15, more >> 4
    of_index = more & 15 if version in {1, 2} else 0
    wide = 4 if version == 2 else 2  # noqa: PLR2004 - the box's version
    place = at + 6
    count, place = _taken(content, place, wide)
    found: dict[int, list[tuple[int, int]]] = {}
    for _ in range(count):
        number, place = _taken(content, place, wide)
        method, place = _taken(content, place, 2) if version in {1, 2} else (0, place)
        base, place = _taken(content, place + 2, of_base)
        extents, place = _taken(content, place, 2)
        for _ in range(extents):
            offset, place = _taken(content, place + of_index, of_offset)
            length, place = _taken(content, place, of_length)
            if method & 15 == 0:
                found.setdefault(number, []).append((base + offset, length))
    return found


def _taken(content: bytes, place: int, size: int) -> tuple[int, int]:
    """Return the number of `size` bytes at `place`, and the place after it."""
    if place + size > len(content):
        raise IndexError
    return int.from_bytes(content[place : place + size], "big"), place + size


def _tiff(data: bytes) -> bytes:
    return data[_PREFIX + int.from_bytes(data[:_PREFIX], "big") :]


def _is_located(content: bytes, part: _Part) -> bool:
    data = content[part.start : part.end]
    return read_exif(_tiff(data)).has_location if part.is_exif else is_located_xmp(data)
