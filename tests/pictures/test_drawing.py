"""Posters: their words are set in few lines of one length, and no letter is missing."""

import sys
import unicodedata
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ssg.model.picture import POSTER_SIZE, Poster
from ssg.pictures.drawing import draw, has_letter
from ssg.pictures.setting import broken_into_lines, shortened
from ssg.plan.posters import can_be_drawn

PAPER, INK, ACCENT = (0xFB, 0xFA, 0xF7), (0x1A, 0x1A, 0x18), (0x9B, 0x1C, 0x1C)


def poster(title: str) -> Poster:
    return Poster(title, "Jane Marsh", "The Lamplighter", "#fbfaf7", "#1a1a18", "#9b1c1c")


def ink_in(picture: Image.Image, top: int, bottom: int) -> tuple[int, int, int, int]:
    """Return what the words between two heights take up."""
    strip = picture.convert("L").crop((0, top, POSTER_SIZE[0], bottom))
    box = strip.point([255 * (value < 128) for value in range(256)]).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    "title",
    [
        "Deeds",
        "The Price of Ten Minutes",
        "Лампы",
        "Πόλη",
        "Langstreckenluftverkehr" * 3,
        "Wait " * 60,
    ],
)
def test_words_stay_within_the_margins_of_a_poster(title: str) -> None:
    content = draw(poster(title))
    picture = Image.open(BytesIO(content)).convert("RGB")
    assert picture.size == POSTER_SIZE
    assert (picture.getpixel((5, 300)), picture.getpixel((600, 3))) == (PAPER, ACCENT)
    assert INK in {colour for _, colour in picture.getcolors() or ()}
    for top, bottom in ((20, 130), (130, 490), (510, 630)):
        left, _, right, _ = ink_in(picture, top, bottom)
        assert left >= 80
        assert right <= POSTER_SIZE[0] - 80
    assert draw(poster(title)) == content
    assert len(content) < 40_000


def test_a_title_alone_is_larger_than_a_long_one() -> None:
    heights = []
    for title in ("Deeds", "Deeds and what the harbour remembers of them after seventy years " * 2):
        _, upper, _, lower = ink_in(Image.open(BytesIO(draw(poster(title)))), 130, 490)
        heights.append(lower - upper)
    assert heights[0] < 100 < heights[1]


def test_exactly_what_the_font_has_is_drawn() -> None:
    """The plan knows the letters by heart; the font has each of them, and no box for it."""
    letters = [
        chr(number)
        for number in range(sys.maxunicode + 1)
        if can_be_drawn(chr(number)) and not chr(number).isspace()
    ]
    assert len(letters) > 600
    assert [letter for letter in letters if not has_letter(letter)] == []
    assert not any(unicodedata.combining(letter) for letter in letters)


@pytest.mark.parametrize("text", ["مصر", "中国", "हिन्दी", "🙂", "a\u0301b\u0323"])
def test_other_scripts_are_not_drawn(text: str) -> None:
    assert not can_be_drawn(text)


WORDS = st.text(alphabet="abc…,. ", max_size=200)


@given(WORDS, st.integers(3, 40), st.integers(1, 5))
def test_lines_hold_all_words_and_are_cut_only_at_their_end(
    text: str, width: int, most: int
) -> None:
    lines = broken_into_lines(text, width, len)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= width or " " not in line for line in lines)
    kept = shortened(lines, most, width, len)
    assert len(kept) <= most
    assert all(len(line) <= width for line in kept)


def test_lines_are_of_about_one_length() -> None:
    lines = broken_into_lines("one two three four five six seven eight nine ten", 40, len)
    assert lines == ("one two three four five", "six seven eight nine ten")
