"""What pictures' files say, and that the place leaves them without a pixel being touched."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from ssg.model.picture import PictureFacts
from ssg.pictures.reading import read_picture, without_location
from tests.pictures.photographs import MAKER, bytes_of, located, place_in, scene, write_picture

KINDS = {"jpg": "jpeg", "png": "png", "webp": "webp", "avif": "avif", "tiff": "tiff"}


def photograph(folder: Path, suffix: str, orientation: int = 6, *, has_xmp: bool = True) -> bytes:
    options = {"lossless": True} if suffix == "webp" else {}
    file = folder / f"photograph.{suffix}"
    has_xmp = has_xmp and suffix != "tiff"
    exif = located(orientation).tobytes()
    write_picture(file, scene(300, 200), exif=exif, has_xmp=has_xmp, **options)
    return file.read_bytes()


@pytest.mark.parametrize("suffix", KINDS)
def test_a_picture_loses_its_place_and_nothing_that_is_seen(tmp_path: Path, suffix: str) -> None:
    before = photograph(tmp_path, suffix)
    assert read_picture(before).has_location
    assert place_in(before)

    after = without_location(before)

    assert place_in(after) is None
    assert not read_picture(after).has_location
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        assert ImageChops.difference(old.convert("RGB"), new.convert("RGB")).getbbox() is None
        assert new.getexif().get(0x0112, 1) == old.getexif().get(0x0112, 1)
        assert new.getexif()[0x013B] == MAKER
    assert read_picture(after).width == read_picture(before).width
    assert without_location(after) == after


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_sizes_are_those_that_are_shown(tmp_path: Path, suffix: str, orientation: int) -> None:
    facts = read_picture(photograph(tmp_path, suffix, orientation))
    assert facts.kind == KINDS[suffix]
    assert (facts.width, facts.height) == ((200, 300) if orientation > 4 else (300, 200))


def test_an_avif_file_is_turned_by_its_own_means(tmp_path: Path) -> None:
    facts = read_picture(photograph(tmp_path, "avif", 6))
    with Image.open(tmp_path / "photograph.avif") as opened:
        turned = opened.getexif().get(0x0112, 1) > 4
    assert (facts.width, facts.height) == ((200, 300) if turned else (300, 200))


def test_what_follows_a_picture_in_its_file_names_no_place_either(tmp_path: Path) -> None:
    first = bytes_of(scene(300, 200), "JPEG")
    both = first + photograph(tmp_path, "jpg")
    assert read_picture(both).has_location
    assert without_location(both) == first


MOVING = {
    format_: bytes_of(
        scene(120, 120), format_, save_all=True, append_images=[scene(120, 120).rotate(90)]
    )
    for format_ in ("PNG", "WEBP", "AVIF")
}


@pytest.mark.parametrize("content", MOVING.values(), ids=MOVING)
def test_what_moves_is_known(content: bytes) -> None:
    assert read_picture(content).is_animated


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "avif"])
def test_a_picture_that_is_cut_off_is_known(tmp_path: Path, suffix: str) -> None:
    content = photograph(tmp_path, suffix)
    assert not read_picture(content).problem
    for share in (0.2, 0.5, 0.95):
        assert read_picture(content[: int(len(content) * share)]).problem


def test_other_files_are_no_pictures() -> None:
    assert read_picture(b"Notes from the harbour") == PictureFacts()


WHOLE = [bytes_of(scene(40, 30), name, exif=located(3)) for name in ("JPEG", "PNG", "WEBP", "AVIF")]


@given(st.sampled_from(WHOLE), st.integers(0, 4000), st.binary(max_size=12), st.booleans())
def test_damage_is_no_reason_to_fail(whole: bytes, place: int, put: bytes, cut: bool) -> None:  # noqa: FBT001
    place %= len(whole)
    damaged = whole[:place] + put + (b"" if cut else whole[place + len(put) :])
    assert read_picture(damaged) == read_picture(damaged)
    without_location(damaged)
