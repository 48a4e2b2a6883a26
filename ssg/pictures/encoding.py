"""A picture to its smaller copies: bytes to bytes, the only place where pixels are touched.

Equal bytes give equal copies on every machine with the same Pillow: nothing is left to the number
of its processors.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, features

from ssg.model.picture import SHARED_FORMAT
from ssg.pictures.ladder import LARGEST_PIXELS, RECIPE

_AVIF: Mapping[str, Any] = {"codec": "aom", "quality": 55, "speed": 9, "max_threads": 1}
_WEBP: Mapping[str, Any] = {"quality": 78, "method": 2}
_OPTIONS: Mapping[str, Mapping[str, Any]] = {"avif": _AVIF, "webp": _WEBP}
_DRAWN: Mapping[str, Mapping[str, Any]] = {
    "avif": {**_AVIF, "quality": 65, "subsampling": "4:4:4"},
    "webp": {**_WEBP, "quality": 85},
}
"""For what was drawn and not photographed, as PNG files tell: edges of letters stay sharp."""
_SHARED: Mapping[str, Any] = {"quality": 82, "progressive": True}
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is set upright (EXIF 3.0, tag Orientation)."""

_SPARE = 2
"""Pixels for one of the copy: so many are enough for the best filter."""

_DEEP = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I"})

Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS

Wanted = Sequence[tuple[int, str]]
"""Widths and formats."""


_TELL_OF_CONTENT = (
    ArithmeticError, EOFError, Image.DecompressionBombError, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What decoders raise over a damaged picture. All else has other causes than the picture."""


class UnreadableError(Exception):
    """The picture cannot be decoded."""


class NoCodecError(Exception):
    """Pillow was built without what writes a format."""


def codecs() -> str:
    """Return what the bytes of copies depend on beside the picture: programs and recipe."""
    names = ("avif", "webp", "libjpeg_turbo", "zlib", "littlecms2")
    versions = (str(features.version(name)) for name in names)
    return " ".join((str(RECIPE), str(features.version("pil")), *versions))


def encode(content: bytes, wanted: Wanted, largest: int) -> list[bytes]:
    """Return copies of the picture `content` of the `wanted` widths and formats, in their order.

    It is decoded once, for a copy that is `largest` pixels wide, turned as its EXIF data say, and
    its colours are made sRGB; of what else its file says nothing is kept.

    Raises UnreadableError where that is the picture's fault. MemoryError and NoCodecError say
    nothing of the picture: elsewhere, or another time, it may well be read.
    """
    for format_ in sorted({format_ for _, format_ in wanted} & _OPTIONS.keys()):
        if not features.check(format_):
            raise NoCodecError(format_)
    try:
        return list(_encoded(content, wanted, largest))
    except MemoryError:
        raise
    except _TELL_OF_CONTENT as error:
        if "memory" in str(error).lower():  # So codecs tell of it.
            raise MemoryError from error
        if isinstance(error, OSError) and error.errno:  # Pillow's own have none.
            raise
        raise UnreadableError(str(error)) from error


def _encoded(content: bytes, wanted: Wanted, largest: int) -> Iterator[bytes]:
    with Image.open(BytesIO(content)) as opened:
        is_drawn = opened.format == "PNG"
        picture = _decoded(opened, largest)
    options = _DRAWN if is_drawn else _OPTIONS
    sized: dict[int, Image.Image] = {}
    for width, format_ in wanted:
        if width not in sized:
            sized[width] = _resized(picture, width)
        target = BytesIO()
        if format_ == SHARED_FORMAT:
            _on_paper(sized[width]).save(target, "jpeg", **_SHARED)
        else:
            sized[width].save(target, format_, **options[format_])
        yield target.getvalue()


def _decoded(opened: Image.Image, width: int) -> Image.Image:
    """Return the pixels of a picture, upright and in sRGB, at least `width` wide.

    Copies of all of them are what would take memory: it is made smaller before anything else.
    """
    orientation = opened.getexif().get(_ORIENTATION, 1)
    is_turned = orientation in _TURNED
    share = width / (opened.height if is_turned else opened.width)
    # A JPEG is decoded to a half, a quarter or an eighth at once, which takes as much less memory.
    opened.draft(None, (round(opened.width * share), round(opened.height * share)))
    profile = opened.info.get("icc_profile")
    picture = _in_plain_mode(opened, profile)
    factor = int((picture.height if is_turned else picture.width) / (_SPARE * width))
    if factor > 1:
        picture = picture.reduce(factor)
    if orientation in _ORIENTATIONS:
        picture = picture.transpose(_ORIENTATIONS[orientation])
    plain = _in_srgb(picture, profile)
    plain.info = {}  # Some of it would be written into the copies.
    return plain


def _in_plain_mode(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in RGB, RGBA, or in inks where a profile says how they look."""
    if picture.mode in _DEEP:
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if picture.mode in {"P", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in {"RGB", "RGBA"} or (picture.mode == "CMYK" and profile):
        picture.load()
        return picture
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):  # A profile that is none changes nothing.
        converted = None
    return converted or picture.convert(mode)


def _on_paper(picture: Image.Image) -> Image.Image:
    """Return a picture with white where something shone through."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _resized(picture: Image.Image, width: int) -> Image.Image:
    if width >= picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
