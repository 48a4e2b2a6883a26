"""Any picture's file: what it says, and the same picture without the place where it was taken."""

import struct

from ssg.model.picture import PictureFacts
from ssg.pictures.boxes import clean_boxes, kind_of_boxes, read_boxes
from ssg.pictures.exif import blank_location, read_exif
from ssg.pictures.jpeg import SIGN as JPEG
from ssg.pictures.jpeg import clean_jpeg, read_jpeg
from ssg.pictures.png import SIGN as PNG
from ssg.pictures.png import clean_png, read_png
from ssg.pictures.webp import clean_webp, is_webp, read_webp

_GIF = (b"GIF87a", b"GIF89a")
_TIFF = (b"II*\0", b"MM\0*")


def read_picture(content: bytes) -> PictureFacts:
    """Return what a picture's file says of it, whatever its name; kind "" where it is none.

    Drawings (SVG) are none here: they have no pixels.
    """
    try:
        return _read(content)
    except (struct.error, IndexError, ValueError):
        return PictureFacts(problem="it is damaged")


def _read(content: bytes) -> PictureFacts:  # noqa: PLR0911 - one answer for each kind
    if content.startswith(JPEG):
        return read_jpeg(content)
    if content.startswith(PNG):
        return read_png(content)
    if is_webp(content):
        return read_webp(content)
    if kind_of_boxes(content):
        return read_boxes(content)
    if content.startswith(_GIF):
        width, height = struct.unpack_from("<HH", content, 6)
        return PictureFacts("gif", width, height)
    if content.startswith(_TIFF):
        return PictureFacts("tiff", has_location=read_exif(content).has_location)
    return PictureFacts()


_CLEANERS = {
    "jpeg": clean_jpeg,
    "png": clean_png,
    "webp": clean_webp,
    "avif": clean_boxes,
    "heic": clean_boxes,
    "tiff": blank_location,
}


def without_location(content: bytes) -> bytes:
    """Return the same picture without the place where it was taken; not one pixel changes."""
    cleaner = _CLEANERS.get(read_picture(content).kind)
    try:
        return cleaner(content) if cleaner else content
    except (struct.error, IndexError, ValueError):
        return content  # So damaged that nobody reads a place in it either.
