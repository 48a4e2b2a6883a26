"""One word that is longer than a line, in titles, on all kinds of listing: it breaks."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.blog import build, write
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.validators.judging import HEIGHTS, Sight, opened, prepare_to_measure

pytestmark = pytest.mark.xdist_group("long-words")

LAW = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
HILL = "Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenuakitanatahu"
CAPTAIN = "Donaudampfschifffahrtsgesellschaftskapitän"
SITE = """\
title: Lange Worte
url: https://words.example/
author: ana
theme: {theme}
posts_per_page: 8
search: false
"""
POST = """\
---
title: {title}
date: 2026-{month:02}-11
slug: word-{number}
categories: [{category}]
tags: [words]
series: {{name: Letters, part: {number}}}
---
{text}
"""
LISTINGS = (
    *("", "page/2/", "archive/", "2026/", "2026/11/", "category/law/", "category/law/captains/"),
    *("tag/words/", "author/ana/", "series/letters/"),
)
WIDTHS = (320, 390, 1440)


def files(theme: str) -> dict[str, str]:
    """Return a site in which a title has one long word, be it by itself or among others."""
    titles = (f"On the {LAW}, again", f"“{HILL}”", f"{HILL} and {LAW}, or how to call a hill")
    posts = {
        f"content/posts/word-{number}.md": POST.format(
            title=titles[number % 3],
            month=11 - number % 2,
            number=number,
            category=("law", "captains")[number % 2],
            text=f"It is the {LAW}, in short.",
        )
        for number in range(1, 15)
    }
    return {
        "site.yaml": SITE.format(theme=theme),
        "content/authors/ana.yaml": f"name: Ana {CAPTAIN}\nbio: From {HILL}.\n",
        "content/categories.yaml": f"- {{slug: captains, name: Of {CAPTAIN}, parent: law}}\n"
        "- {slug: law, name: Law}\n",
        **posts,
    }


def sideways(browser: Browser, address: str) -> list[str]:
    """Return what makes a page scroll sideways at some width."""
    faults = []
    with opened(browser, address, Sight(WIDTHS[0])) as (page, _):
        prepare_to_measure(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            faults += [f"{width}: {fault}" for fault in page.evaluate("judge.wide()")]
    return faults


@pytest.mark.parametrize("theme", THEMES)
def test_a_word_longer_than_a_line_breaks_in_every_listing(
    theme: str, browser: Browser, tmp_path: Path
) -> None:
    write(tmp_path, files(theme))
    result = build(tmp_path)
    assert not result.has_failed, result.diagnostics
    pages = (*LISTINGS, "2026/11/11/word-2/", "404.html")
    assert [path for path in pages if not (tmp_path / "output" / path).exists()] == []
    with served(tmp_path / "output") as root:
        faults = {path: sideways(browser, root + path) for path in pages}
    assert {path: found for path, found in faults.items() if found} == {}
