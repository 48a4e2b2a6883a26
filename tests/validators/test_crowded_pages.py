"""Pages that hold more than a theme expects: deep answers, long names, frames, marked code."""

from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.blog import build, write
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.themes.showroom import many_comments, write_comments
from tests.validators.judging import Sight, opened

pytestmark = pytest.mark.xdist_group("crowded-pages")

SITE = """\
title: Crowds
url: https://crowds.example/
author: ana
theme: {theme}
search: false
newsletter: {{action: "https://post.example/subscribe"}}
"""
POST = """\
---
title: A Title of a Few Words
date: 2026-11-11
slug: crowd
authors: [ana, ben]
tags: [harbours, lamps, libraries, ledgers, monuments, newspapers, printing, statistics, elections]
---
Words.

<iframe src="about:blank" width="400" height="450" title="A map"></iframe>

```python hl_lines="2"
quay = 1
crane = "two"
lamp = 3
```

```diff
- a crane
+ two cranes
```

https://www.youtube.com/watch?v=abcdefghijk

https://social.example/@ana/123456

![A clock tower](/media/tower.png)

![A chimney](/media/tower.png)

<details><summary>A question</summary><p>The answer.</p></details>

The end.
"""
NAMES = {
    "ana": "Professor Ana Wilhelmina Leutheusser-Schnarrenberger",
    "ben": "Benedict Featherstonehaugh-Cholmondeley the Younger",
}
DEEPEST = 40


@pytest.fixture(scope="module", params=THEMES)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve such a blog in each theme."""
    site = tmp_path_factory.mktemp(request.param)
    write(
        site,
        {
            "site.yaml": SITE.format(theme=request.param),
            "content/posts/crowd.md": POST,
            **{f"content/authors/{key}.yaml": f"name: {name}\n" for key, name in NAMES.items()},
        },
    )
    (site / "content" / "media").mkdir()
    Image.new("RGB", (60, 200)).resize((900, 3000)).save(site / "content" / "media" / "tower.png")
    write_comments(site, "/2026/11/11/crowd/", many_comments(DEEPEST, DEEPEST))
    result = build(site)
    assert not result.has_failed, result.diagnostics
    with served(site / "output") as address:
        yield address


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_answers_that_never_end_keep_their_lines(root: str, width: int, browser: Browser) -> None:
    with opened(browser, f"{root}2026/11/11/crowd/", Sight(width)) as (page, _):
        whole, text, deepest = page.evaluate("""() => [
            document.documentElement.scrollWidth,
            document.querySelector(".thread").clientWidth,
            [...document.querySelectorAll(".comment")].at(-1).clientWidth]""")
    assert whole <= width
    assert deepest > text * 0.6


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_long_names_leave_a_title_its_place_in_the_archive(
    root: str, width: int, browser: Browser
) -> None:
    with opened(browser, f"{root}archive/", Sight(width)) as (page, _):
        whole, lines = page.evaluate("""() => {
            const title = document.querySelector(".archive-lines a");
            const line = parseFloat(getComputedStyle(title).lineHeight);
            return [document.documentElement.scrollWidth, title.offsetHeight / line];
        }""")
    assert whole <= width
    assert lines < 2


def test_lines_of_code_that_are_marked_can_be_told_from_others(root: str, browser: Browser) -> None:
    with opened(browser, f"{root}2026/11/11/crowd/", Sight(768)) as (page, _):
        code, line, heights, coloured = page.evaluate("""() => {
            const marked = document.querySelector(".hll"), code = marked.closest("pre");
            const look = (element) => getComputedStyle(element);
            const words = look(code).color;
            return [[code.clientWidth, look(code).backgroundColor],
                    [marked.offsetWidth, look(marked).backgroundColor],
                    [code.clientHeight, parseFloat(look(code).lineHeight)],
                    [...document.querySelectorAll(".gd, .gi")].map(
                        (at) => look(at).color !== words)];
        }""")
    assert line[0] == code[0]
    assert line[1] != code[1]
    assert 3 * heights[1] < heights[0] < 6 * heights[1]  # Three lines and the space around them.
    assert coloured == [True, True]


@pytest.mark.parametrize("width", [320, 1440])
def test_a_frame_is_as_high_as_it_says(root: str, width: int, browser: Browser) -> None:
    with opened(browser, f"{root}2026/11/11/crowd/", Sight(width)) as (page, _):
        box = page.locator("iframe").bounding_box()
        column = page.locator(".text").bounding_box()
    assert box
    assert column
    assert box["width"] == min(400, column["width"])
    assert box["height"] == 450


def test_cards_of_things_elsewhere_stand_apart(root: str, browser: Browser) -> None:
    with opened(browser, f"{root}2026/11/11/crowd/", Sight(768)) as (page, _):
        edges = page.evaluate("""() => [...document.querySelectorAll("a.embed")].map(
            (card) => [card.getBoundingClientRect(), getComputedStyle(card).textIndent])""")
    (film, _), (post, indent) = edges
    assert post["y"] - film["bottom"] > 20
    assert indent == "0px"


@pytest.mark.parametrize("path", ["", "2026/11/11/crowd/", "follow/"])
def test_words_of_the_newsletter_keep_their_place_where_letters_are_twice_as_large(
    root: str, path: str, browser: Browser
) -> None:
    with opened(browser, root + path, Sight(768)) as (page, _):
        page.add_style_tag(content="html{font-size:200%}")
        words, form = page.evaluate("""() => [".newsletter > p", ".newsletter > form"].map(
            (each) => document.querySelector(each).getBoundingClientRect().width)""")
    assert words > 0.9 * form


PAPER = Sight(650)
"""What stands between the margins of a sheet."""
A_SHEET = 971  # 25.7 cm


def test_a_sheet_of_paper_has_all_words_and_whole_pictures(root: str, browser: Browser) -> None:
    with opened(browser, f"{root}2026/11/11/crowd/", PAPER) as (page, _):
        page.emulate_media(media="print")
        tower, chimney = (image.bounding_box() for image in page.locator(".text img").all())
        answer = page.get_by_text("The answer.").is_visible()
        has_menu = page.locator("nav").first.is_visible()
    assert answer
    assert not has_menu
    assert tower
    assert chimney
    assert tower["height"] <= A_SHEET
    assert chimney["y"] > tower["y"] + tower["height"] + 10


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_tags_of_a_second_line_stand_below_those_of_the_first(
    root: str, width: int, browser: Browser
) -> None:
    with opened(browser, f"{root}2026/11/11/crowd/", Sight(width)) as (page, _):
        label = page.locator(".filed-under .label").bounding_box()
        tags = [tag.bounding_box() for tag in page.locator(".filed-under a").all()]
        column = page.locator(".text").bounding_box()
    assert label
    assert column
    assert label["x"] == pytest.approx(column["x"], abs=1)
    starts = sorted({round(tag["x"]) for tag in tags if tag})
    lines = {round(tag["y"]) for tag in tags if tag}
    assert len(lines) > 1
    assert starts[0] >= label["x"] + label["width"]
    assert sum(round(tag["x"]) == starts[0] for tag in tags if tag) == len(lines)
