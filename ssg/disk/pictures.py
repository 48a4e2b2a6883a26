"""What a picture says of itself, from its content."""

import io
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import ssg.model.picture
import ssg.pictures.reading
from ssg.disk.packing import pack, unpack
from ssg.model.digest import Digest, digest_of, digest_of_bytes
from ssg.model.picture import PictureFacts
from ssg.pictures.reading import read_picture


class Records(Protocol):
    """Remembers bytes by name."""

    def get_record(self, name: str) -> bytes | None:
        """Return what is remembered under `name`, or None."""
        ...

    def put_record(self, name: str, value: bytes) -> None:
        """Remember `value` under `name`."""
        ...


_DRAWING = ".svg"
SUFFIXES = (
    ".png", ".apng", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".tif", ".tiff",
    ".heic", ".heif", _DRAWING,
)  # fmt: skip


_DAMAGED = "pictures that cannot be decoded"
_MOST = 1000


class LearntError(Exception):
    """Pictures turned out to be damaged, which is remembered by now: the build can start over."""


def remember_damaged(records: Records, digests: Sequence[Digest]) -> None:
    """Remember that pictures of these contents look sound and yet cannot be decoded."""
    known = dict.fromkeys((*damaged_pictures(records), *digests))
    records.put_record(_DAMAGED, pack((_decoders(), tuple(known)[-_MOST:])))


def damaged_pictures(records: Records) -> tuple[Digest, ...]:
    """Return the contents of which that is remembered; what other decoders found is forgotten."""
    decoders, digests = unpack(records.get_record(_DAMAGED)) or (b"", ())
    return tuple(map(Digest, digests)) if digests and decoders == _decoders() else ()


def reading_code() -> Digest:
    """Return the digest of the code that tells what a picture is."""
    sizes = find_spec("imagesize")
    files = [
        Path(__file__),
        Path(ssg.model.picture.__file__),
        *sorted(Path(ssg.pictures.reading.__file__).parent.glob("*.py")),
        *(sorted(Path(sizes.origin).parent.glob("*.py")) if sizes and sizes.origin else ()),
    ]
    return digest_of(*(digest_of_bytes(file.read_bytes()) for file in files))


def _decoders() -> Digest:
    """Return what a judgement on a picture depends on: the codecs, and our code that uses them."""
    from ssg.pictures.encoding import codecs  # noqa: PLC0415 - without damaged pictures no Pillow

    return digest_of(codecs(), reading_code())


def picture_facts(content: bytes, path: str) -> PictureFacts:
    """Return what the file `path`, which its name calls a picture, says of it."""
    facts = read_picture(content)
    if facts.width or facts.problem:
        return facts
    width, height = _size(content)
    if path.lower().endswith(_DRAWING):
        return PictureFacts("svg", width, height)
    problem = "" if facts.kind else "it is no picture of a kind that ssg knows"
    return replace(facts, width=width, height=height, problem=problem)


def _size(content: bytes) -> tuple[int, int]:
    """Return width and height of a drawing, or (0, 0) where unknown."""
    import imagesize  # noqa: PLC0415 - a build without new drawings does without it

    try:
        width, height = imagesize.get(io.BytesIO(content))
    except Exception:  # noqa: BLE001 - a damaged picture is no bug of ours, whatever it raises
        return 0, 0
    return (int(width), int(height)) if width > 0 and height > 0 else (0, 0)
