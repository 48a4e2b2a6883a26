"""Words to which an author once gave a colour can be read in the dark, in all themes."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from ssg.text.colours import contrast
from tests.blog import build, write
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.validators.judging import Sight, opened

pytestmark = pytest.mark.xdist_group("coloured-words")

SITE = """\
title: Colours
url: https://colours.example/
author: ana
theme: {theme}
search: false
"""
POST = """\
---
title: Colours
date: 2026-11-11
slug: colours
---
A plain start, and <span id="lone" style="color: #1e0566">words in a dark colour, with
<a id="link" href="/">a link</a> in them</span>, and <span id="grounded"
style="color: #ffff66; background-color: #123456">words on a ground of their own</span>.
<span id="quoted" style='font-weight: 700; color: #1e0566'>Other quotation marks</span>,
<font id="font" color="#1e0566">an old element</font>, and
<span id="marked" style="background-color: #ffff00">a marked word</span>.

<span id="none" style="color: #1e0566; background: none">No ground</span>, <span id="transparent"
style="background-color: transparent; color: #1e0566">nor here</span>,
<span id="named" style="background: yellow">a ground by name</span>,
<span id="rgb" style="background-color: rgb(255, 255, 0)">one in numbers</span>, and
<span id="both" style="color: rgb(255, 255, 204); background: navy">both</span>.

<div style="background-color: #102040"><p><span id="within" style="color: #ffffcc">Light
words on the dark ground around them.</span></p></div>

<span id="white" style="color: #fff">Light words alone</span> and
<font id="pale" color="#ffff99">pale ones</font>.
"""
MEASURE = """() => Object.fromEntries(IDS.map((id) => {
  const element = document.getElementById(id);
  const grounds = [];
  for (let at = element; at; at = at.parentElement) {
    grounds.push(getComputedStyle(at).backgroundColor);
  }
  const own = grounds[0];
  const ground = grounds.find((each) => each !== "rgba(0, 0, 0, 0)" && !each.endsWith("/ 0)"));
  return [id, {colour: getComputedStyle(element).color, own, ground}];
}))"""
IDS = (
    "lone",
    "link",
    "grounded",
    "quoted",
    "font",
    "marked",
    "within",
    "none",
    "transparent",
    "named",
    "rgb",
    "both",
)
LIGHT = ("white", "pale")
"""Words that an author meant for a dark page: on a light one nobody could ever read them."""
READABLE = 4.5
"""The contrast that WCAG 2 wants of text."""


@pytest.fixture(scope="module", params=THEMES)
def seen(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Return by scheme in which colours the words stand."""
    site = tmp_path_factory.mktemp(request.param)
    files = {"site.yaml": SITE.format(theme=request.param), "content/posts/colours.md": POST}
    write(site, {**files, "content/authors/ana.yaml": "name: Ana\n"})
    result = build(site)
    assert not result.has_failed, result.diagnostics
    found = {}
    with served(site / "output") as root:
        for scheme in ("light", "dark"):
            with opened(browser, f"{root}2026/11/11/colours/", Sight(390, scheme)) as (page, _):
                found[scheme] = page.evaluate(MEASURE.replace("IDS", str([*IDS, *LIGHT])))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", IDS)
def test_coloured_words_are_readable(seen: dict[str, Any], scheme: str, words: str) -> None:
    at = seen[scheme][words]
    ratio = contrast(at["colour"], at["ground"])
    assert ratio is not None
    assert ratio >= READABLE, at


@pytest.mark.parametrize("words", LIGHT)
def test_light_words_alone_are_readable_on_a_dark_page(seen: dict[str, Any], words: str) -> None:
    at = seen["dark"][words]
    ratio = contrast(at["colour"], at["ground"])
    assert ratio is not None
    assert ratio >= READABLE, at


def test_colours_stay_those_of_the_author(seen: dict[str, Any]) -> None:
    for scheme in ("light", "dark"):
        assert seen[scheme]["lone"]["colour"] == "rgb(30, 5, 102)"
        assert seen[scheme]["grounded"]["colour"] == "rgb(255, 255, 102)"
        assert seen[scheme]["grounded"]["own"] == "rgb(18, 52, 86)"


def test_on_a_light_page_there_is_no_patch(seen: dict[str, Any]) -> None:
    assert seen["light"]["lone"]["own"] == "rgba(0, 0, 0, 0)"
