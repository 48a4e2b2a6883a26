"""Pictures for tests, made on the spot, with what cameras and editors write into them."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

MAKER = "Ana Ruiz"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
    b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif='
    b'"http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="43,15.8N" exif:GPSLongitude="2,56.1W"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


def scene(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture with a red corner at its start and soft colours else."""
    across = Image.linear_gradient("L").resize((width, height))
    down = Image.linear_gradient("L").rotate(90).resize((width, height))
    picture = Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))
    picture.paste((230, 10, 10), (0, 0, width // 4, height // 4))
    return picture.convert(mode)


def located(orientation: int = 1) -> Image.Exif:
    """Return EXIF data as a phone writes them: the place, the maker, and which way is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = MAKER
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 15.0, 48.0), 3: "W", 4: (2.0, 56.0, 6.0)})
    return exif


def write_picture(file: Path, picture: Image.Image, **options: Any) -> Path:
    """Write a picture; its format is told by its name unless `format` does."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if options.pop("has_xmp", False):
        if file.suffix == ".png":
            options["pnginfo"] = PngImagePlugin.PngInfo()
            options["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())
        else:
            options["xmp"] = XMP
    picture.save(file, **options)
    return file


def bytes_of(picture: Image.Image, format_: str, **options: Any) -> bytes:
    """Return a picture as a file's bytes."""
    target = BytesIO()
    picture.save(target, format_, **options)
    return target.getvalue()


def broken_within(picture: Image.Image) -> bytes:
    """Return a PNG file whose every chunk is sound, and whose pixels cannot be unpacked."""
    whole = bytes_of(picture, "PNG")
    pixels = zlib.compress(b"\x07" * 50)[:-4] + b"none"
    chunk = b"IDAT" + pixels
    written = struct.pack(">L", len(pixels)) + chunk + struct.pack(">L", zlib.crc32(chunk))
    return whole[: whole.index(b"IDAT") - 4] + written + whole[whole.index(b"IEND") - 4 :]


def bomb() -> bytes:
    """Return a small PNG file that says of itself that it has four thousand million pixels."""
    whole = bytes_of(scene(30, 30), "PNG")
    head = b"IHDR" + struct.pack(">LL", 65_535, 65_535) + whole[24:29]
    return whole[:12] + head + struct.pack(">L", zlib.crc32(head)) + whole[33:]


def place_in(content: bytes) -> object:
    """Return what a picture says of where it was taken, as Pillow and the bare bytes tell."""
    with Image.open(BytesIO(content)) as opened:
        return dict(opened.getexif().get_ifd(0x8825)) or b"GPSLatitude" in content or None
