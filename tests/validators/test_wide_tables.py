"""Tables that are wider than their column: they scroll by themselves, and show that they do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.blog import build, write
from tests.browsing import open_browser
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.validators.judging import HEIGHTS, Sight, opened, prepare_to_measure

pytestmark = pytest.mark.xdist_group("wide-tables")

CELLS = "<td>1,234,567</td>" * 16
ROW = "| 1,234,567 " * 16 + "|\n"
POST = f"""\
---
title: A table
date: 2026-11-11
language: {{language}}
---
{ROW}{"|---" * 16}|
{ROW}
<table class="prices"><tr>{CELLS}</tr></table>

| a |
|---|
| 1 |
"""
SITE = "title: Tables\nurl: https://tables.example/\ntheme: {theme}\nsearch: false\n"
LINES = (
    "frames => frames.map(frame => parseFloat(getComputedStyle(frame).borderInlineEndWidth) > 0)"
)


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program) as started:
        yield started


def lines_at_ends(page: Page) -> list[bool]:
    """Return of each table whether there is a line where it is cut."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    lines: list[bool] = page.locator(".table").evaluate_all(LINES)
    return lines


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_table_that_is_cut_has_a_line_at_its_edge_until_its_end_is_reached(
    theme: str, language: str, browser: Browser, tmp_path: Path
) -> None:
    write(
        tmp_path,
        {
            "site.yaml": SITE.format(theme=theme),
            "content/posts/t.md": POST.format(language=language),
        },
    )
    assert not build(tmp_path).has_failed
    with served(tmp_path / "output") as address:
        for width in (320, 1440):
            with opened(browser, f"{address}2026/11/11/t/", Sight(width)) as (page, _):
                prepare_to_measure(page)
                page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
                assert page.evaluate("judge.wide()") == []
                assert lines_at_ends(page) == [True, True, False]
                sideways = -9999 if language == "ar" else 9999
                page.locator(".table").evaluate_all(
                    f"frames => frames.forEach(frame => frame.scrollLeft = {sideways})"
                )
                assert lines_at_ends(page) == [False, False, False]
