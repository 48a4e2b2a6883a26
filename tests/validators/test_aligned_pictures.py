"""Pictures that an author or an old blog has at the side of a text stand there, in all themes."""

from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.blog import build, write
from tests.services import png
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.validators.judging import HEIGHTS, Sight, opened, prepare_to_measure

pytestmark = pytest.mark.xdist_group("aligned-pictures")

SITE = """\
title: Sides
url: https://sides.example/
author: ana
theme: {theme}
search: false
"""
WORDS = "The dredgers came back in March, and the clerk wrote it down. "
POST = f"""\
---
title: Sides
date: 2026-11-11
slug: sides
---
{WORDS}Before ![A crane](/media/small.png){{.align-right width=150 height=100}} after. {WORDS * 9}

![A quay](/media/large.png "A caption that is longer than its picture is wide, and names the quay")
{{: .align-left }}

{WORDS * 9}

[![A ship](/media/large.png)](/media/large.png)
{{: .align-right }}

{WORDS * 9}

In the middle: ![A lamp](/media/small.png){{.align-center width=150 height=100}}

In a line ![A sign](/media/small.png){{width=18 height=12}} of words.

![A barge](/media/small.png){{width=150 height=100}}

<div style="display: grid; grid-template-columns: 1fr 1fr 1fr">
<img src="/media/photo.jpg" alt="First"><img src="/media/photo.jpg" alt="Second"><img
src="/media/photo.jpg" alt="Third"></div>
"""
MEASURE = """() => {
  const box = (element) => {
    const {left, right, top, bottom, width} = element.getBoundingClientRect();
    return {left, right, top, bottom, width};
  };
  const lines = document.createRange();
  const [words, more] = [...document.querySelector(".text > p").childNodes]
    .filter((node) => node.nodeType === 3);
  const at = (node, word) => {
    const start = node.data.indexOf(word);
    lines.setStart(node, start);
    lines.setEnd(node, start + word.length);
    return box(lines);
  };
  const sign = [...document.images].find((image) => image.alt === "A sign");
  return {
    line: at(sign.closest("p").firstChild, "line"),
    column: box(document.querySelector(".text")),
    before: at(words, "Before"),
    after: at(more, "after"),
    caption: box(document.querySelector("figcaption")),
    after_figure: box(document.querySelector("figure + p")),
    foot: box(document.querySelector(".entry > .text ~ *, .text ~ *")),
    ...Object.fromEntries([...document.images].map((image) => [image.alt, box(image)])),
  };
}"""
Boxes = dict[str, dict[str, float]]


@pytest.fixture(scope="module", params=THEMES)
def shown(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, Boxes]:
    """Return by width where the parts of a post with such pictures stand."""
    site = tmp_path_factory.mktemp(request.param)
    write(
        site,
        {
            "site.yaml": SITE.format(theme=request.param),
            "content/authors/ana.yaml": "name: Ana\n",
            "content/posts/sides.md": POST,
        },
    )
    media = site / "content" / "media"
    media.mkdir(parents=True)
    (media / "small.png").write_bytes(png(450, 300))
    (media / "large.png").write_bytes(png(1600, 1000))
    # One that has smaller copies, as all have that show something.
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(media / "photo.jpg")
    result = build(site)
    assert not result.has_failed, result.diagnostics
    assert "<source" in (site / "output/2026/11/11/sides/index.html").read_text("utf-8")
    with served(site / "output") as root:
        return boxes_by_width(browser, f"{root}2026/11/11/sides/")


def boxes_by_width(browser: Browser, address: str) -> dict[int, Any]:
    """Measure a page at each width; no page may scroll sideways."""
    measured = {}
    with opened(browser, address, Sight(320)) as (page, _):
        prepare_to_measure(page)
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("judge.wide()") == []
            measured[width] = page.evaluate(MEASURE)
    return measured


def near(one: float, other: float) -> bool:
    return abs(one - other) < 2


@pytest.mark.parametrize("width", HEIGHTS)
def test_a_picture_tears_no_sentence_and_keeps_its_side(
    shown: dict[int, Boxes], width: int
) -> None:
    at = shown[width]
    column = at["column"]
    room = column["right"] - at["before"]["right"]
    assert near(at["before"]["top"], at["after"]["top"]) or room < at["after"]["width"] + 20
    assert near(at["A crane"]["right"], column["right"])
    assert near(at["A crane"]["width"], 150)
    assert near(at["A quay"]["left"], column["left"])
    assert near(at["A ship"]["right"], column["right"])
    lamp = at["A lamp"]
    assert near(lamp["left"] - column["left"], column["right"] - lamp["right"])


@pytest.mark.parametrize("width", HEIGHTS)
def test_a_picture_in_a_sentence_stays_in_its_line_and_one_alone_in_the_middle(
    shown: dict[int, Boxes], width: int
) -> None:
    at = shown[width]
    assert at["line"]["top"] <= at["A sign"]["bottom"] <= at["line"]["bottom"]
    assert at["A sign"]["left"] > at["line"]["left"]
    barge, column = at["A barge"], at["column"]
    assert near(barge["left"] - column["left"], column["right"] - barge["right"])


@pytest.mark.parametrize("width", HEIGHTS)
def test_a_large_picture_takes_half_of_the_column_or_on_a_phone_all(
    shown: dict[int, Boxes], width: int
) -> None:
    at = shown[width]
    share = 1 if width in {320, 390} else 0.5
    for name in ("A quay", "A ship"):
        assert near(at[name]["width"], at["column"]["width"] * share)
    stands_beside = at["after_figure"]["top"] < at["A quay"]["bottom"]
    assert stands_beside == (share < 1)


@pytest.mark.parametrize("width", HEIGHTS)
def test_a_caption_stays_with_its_picture(shown: dict[int, Boxes], width: int) -> None:
    at = shown[width]
    assert near(at["caption"]["width"], at["A quay"]["width"])
    assert near(at["caption"]["left"], at["A quay"]["left"])
    assert 0 <= at["caption"]["top"] - at["A quay"]["bottom"] < 30
    assert at["foot"]["top"] >= at["A lamp"]["bottom"]


@pytest.mark.parametrize("width", HEIGHTS)
def test_pictures_of_a_grid_stand_beside_each_other(shown: dict[int, Boxes], width: int) -> None:
    first, second, third = (shown[width][name] for name in ("First", "Second", "Third"))
    assert near(first["top"], second["top"])
    assert near(first["top"], third["top"])
    assert first["right"] <= second["left"] + 1
    assert second["right"] <= third["left"] + 1
