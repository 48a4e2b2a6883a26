"""Pictures of every make become copies that look like them."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from ssg.pictures.encoding import UnreadableError, encode
from ssg.pictures.reading import read_picture, without_location
from tests.pictures.photographs import bytes_of, located, scene

SCENE = scene(600, 400)
GREY = SCENE.convert("L")
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TWO = {"save_all": True, "append_images": [scene(300, 200)]}
KINDS = {
    "a photograph": bytes_of(SCENE, "JPEG", quality=95),
    "one with a profile and a comment": bytes_of(
        SCENE, "JPEG", quality=95, icc_profile=PROFILE, comment=b"taken at home"
    ),
    "one with a profile that is none": bytes_of(SCENE, "JPEG", quality=95, icc_profile=b"none"),
    "one for printers": bytes_of(SCENE.convert("CMYK"), "JPEG", quality=95),
    "one with another behind it": bytes_of(SCENE, "MPO", quality=95, exif=located(1), **TWO),
    "one in shades": bytes_of(GREY, "JPEG", quality=95),
    "few colours": bytes_of(SCENE.quantize(255), "PNG"),
    "shades and what shines through": bytes_of(GREY.convert("LA"), "PNG"),
    "shades of sixteen bits": bytes_of(
        GREY.convert("I").point(lambda value: value * 257).convert("I;16"), "PNG"
    ),
    "two colours": bytes_of(GREY.convert("1"), "PNG"),
    "no loss": bytes_of(SCENE, "WEBP", lossless=True),
    "a newer format": bytes_of(SCENE, "AVIF", quality=90),
}


def colour_at(picture: Image.Image, across: float, down: float) -> tuple[int, ...]:
    place = (int(picture.width * across), int(picture.height * down))
    colour = picture.convert("RGB").getpixel(place)
    assert isinstance(colour, tuple)
    return tuple(int(part) for part in colour)


@pytest.mark.parametrize("content", KINDS.values(), ids=KINDS)
def test_a_copy_looks_like_its_picture(content: bytes) -> None:
    assert not read_picture(content).problem
    original = Image.open(BytesIO(content))
    expected = SCENE if original.mode in {"RGB", "CMYK", "P"} else GREY.convert("RGB")
    for copy in encode(content, [(300, "avif"), (300, "webp"), (300, "jpg")], 600):
        opened = Image.open(BytesIO(copy))
        assert opened.size == (300, 200)
        assert b"taken at home" not in copy
        if original.mode == "1":
            continue
        for place in ((0.1, 0.1), (0.9, 0.9), (0.5, 0.6)):
            wanted, found = colour_at(expected, *place), colour_at(opened, *place)
            assert all(abs(a - b) < 25 for a, b in zip(wanted, found, strict=True)), (wanted, found)


def test_a_copy_is_the_same_alone_and_among_others() -> None:
    content = bytes_of(scene(3000, 2000), "JPEG")
    wanted = [(480, "webp"), (1600, "avif"), (480, "avif")]
    together = encode(content, wanted, 1600)
    assert [encode(content, [each], 1600)[0] for each in wanted] == together


def test_what_hides_behind_a_photograph_is_taken_off() -> None:
    cleaned = without_location(KINDS["one with another behind it"])
    assert Image.open(BytesIO(cleaned)).format == "JPEG"
    assert not read_picture(cleaned).has_location


def test_what_cannot_be_decoded_is_told_and_no_bug() -> None:
    for content in (b"", b"words", KINDS["no loss"][:200], KINDS["a photograph"][:900]):
        with pytest.raises(UnreadableError):
            encode(content, [(300, "avif")], 300)
