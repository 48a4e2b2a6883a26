"""Tables that are wider than their column: they scroll by themselves, and show that they do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

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
BAR = 8
BARS = "frames => frames.map(frame => frame.offsetHeight - frame.clientHeight)"


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program, has_bars=True) as started:
        yield started


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_table_that_is_cut_scrolls_by_itself_and_has_a_bar_at_all_times(
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
                assert page.locator(".table").evaluate_all(BARS) == [BAR, BAR, 0]
