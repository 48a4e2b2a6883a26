"""Headings of every level in a text: none smaller than its words, each nearer to what it heads."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.blog import build, write
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.validators.judging import Sight, opened

pytestmark = pytest.mark.xdist_group("headings")

POST = "---\ntitle: Levels\ndate: 2026-11-11\n---\nWords.\n\n" + "\n\n".join(
    f"{'#' * level} Level {level}\n\nWords." for level in range(2, 7)
)
SITE = "title: Headings\nurl: https://headings.example/\ntheme: {theme}\nsearch: false\n"
MEASURES = """heads => heads.map(head => {
  const box = head.getBoundingClientRect()
  return {
    size: parseFloat(getComputedStyle(head).fontSize),
    words: parseFloat(getComputedStyle(head.nextElementSibling).fontSize),
    above: box.top - head.previousElementSibling.getBoundingClientRect().bottom,
    below: head.nextElementSibling.getBoundingClientRect().top - box.bottom,
  }
})"""


@pytest.mark.parametrize("theme", THEMES)
def test_a_heading_of_any_level_belongs_to_the_words_below_it(
    theme: str, browser: Browser, tmp_path: Path
) -> None:
    write(tmp_path, {"site.yaml": SITE.format(theme=theme), "content/posts/h.md": POST})
    assert not build(tmp_path).has_failed
    with served(tmp_path / "output") as address:
        for width in (390, 1440):
            with opened(browser, f"{address}2026/11/11/h/", Sight(width)) as (page, _):
                heads = page.locator(".text :is(h2,h3,h4,h5,h6)").evaluate_all(MEASURES)
            assert len(heads) == len("23456")
            assert all(head["size"] >= head["words"] for head in heads)
            assert all(above["size"] >= below["size"] for above, below in pairwise(heads))
            assert all(head["above"] > head["below"] for head in heads)
