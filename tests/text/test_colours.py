"""Colours as CSS writes them: what is one, and shades that can be read."""

import math

import pytest
from coloraide import Color
from hypothesis import assume, given
from hypothesis import strategies as st

from ssg.text.colours import contrast, has_contrasts, is_colour, nearest_shade, told_ratio

PAPERS = [("#fbfaf7", 7.0), ("#f2efe8", 7.0)]
NIGHTS = [("#161614", 7.0), ("#201f1c", 7.0)]

hex_colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    "text",
    [
        *("#8a1c1c", "#FFF", "#8a1c1c80", "teal", "RebeccaPurple", "transparent", "currentColor"),
        *("CanvasText", "rgb(10 20 30 / 50%)", "rgba(1, 2, 3, .4)", "hsl(0.1turn 20% 30%)"),
        *("hwb(30 10% 20%)", "lab(50% 20 30)", "oklch(60% none 30)", "color(display-p3 1 0.2 0)"),
    ],
)
def test_what_css_knows_is_a_colour(text: str) -> None:
    assert is_colour(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "#12", "#12345", "bluish", "rgb(1 2)", "rgb(1,2,3", "url(x)", "var(--page)"),
        *("color(--okhsl 30 0.5 0.5)", "red;}", "red\n", " red", "hsl(30 20% 30%)}", "</style>"),
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_colour(text)


@given(st.text())
def test_no_text_makes_reading_a_colour_fail_or_leave_its_place(text: str) -> None:
    if is_colour(text):
        assert not set(text) & set(";{}<>\"'\\\n")


@pytest.mark.parametrize(
    ("text", "background", "ratio"),
    [
        ("#000", "white", 21.0),
        ("#777", "#fff", 4.478),
        ("rgb(0 0 0 / 50%)", "#fff", 3.977),
        ("#fff", "#fff", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(text: str, background: str, ratio: float) -> None:
    assert contrast(text, background) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(
    ("text", "background"), [("currentcolor", "#fff"), ("#000", "rgb(0 0 0 / 50%)"), ("#000", "")]
)
def test_what_depends_on_other_things_is_not_judged(text: str, background: str) -> None:
    assert contrast(text, background) is None


def test_a_ratio_is_never_told_higher_than_it_is() -> None:
    assert [told_ratio(ratio) for ratio in (6.99, 7.0, 2.149)] == ["6.9:1", "7:1", "2.1:1"]


@pytest.mark.parametrize("wanted", [PAPERS, NIGHTS])
@given(text=hex_colours)
def test_a_shade_can_be_read_and_keeps_its_hue(wanted: list[tuple[str, float]], text: str) -> None:
    shade = nearest_shade(text, wanted)
    assert has_contrasts(shade, wanted)
    before, after = Color(text).convert("oklch"), Color(shade).convert("oklch")
    assume(min(before["chroma"], after["chroma"]) > 0.04)
    turned = math.remainder(before["hue"] - after["hue"], 360)
    assert abs(turned) < 3


@given(hex_colours)
def test_what_can_be_read_already_stays(text: str) -> None:
    assume(has_contrasts(text, PAPERS))
    assert Color(nearest_shade(text, PAPERS)).delta_e(text, method="2000") < 1


def test_a_shade_is_hardly_darker_than_it_must_be() -> None:
    ratio = contrast(nearest_shade("#e0a0a0", PAPERS), PAPERS[1][0])
    assert ratio is not None
    assert 7 <= ratio < 7.2


def test_there_is_not_always_a_shade() -> None:
    assert nearest_shade("teal", [("#777", 7.0)]) == ""
    assert nearest_shade("teal", [("#fff", 4.5), ("#000", 7.0)]) == ""
    assert nearest_shade("no colour", PAPERS) == ""
