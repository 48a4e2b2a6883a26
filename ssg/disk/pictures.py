"""What a picture says of itself, from its content."""

import io
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import ssg.model.picture
import ssg.pictures.reading
from ssg.model.digest import Digest, digest_of, digest_of_bytes
from ssg.model.picture import PictureFacts
from ssg.pictures.reading import read_picture

_DRAWING = ".svg"
SUFFIXES = (
    ".png", ".apng", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".tif", ".tiff",
    ".heic", ".heif", _DRAWING,
)  # fmt: skip


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
