"""The front page of Current: no row with a lone section, no card that is mostly empty."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.blog import build, write
from tests.serving import served
from tests.validators.judging import Sight, opened

pytestmark = pytest.mark.xdist_group("front-rows")

SITE = """\
title: Rows
url: https://rows.example/
author: ana
theme: current
search: false
sharing_pictures: none
"""
SHORT = "The tide"
LONG = "The council that closed a library because nobody could find the key to the cupboard"
ON_TOP = 10
"""So many posts the front page has above its sections."""
MEASURE = """() => ({
  sections: [...document.querySelectorAll('.front-section')].map((each) => {
    const box = each.getBoundingClientRect();
    return {row: Math.round(box.top), share: box.width / each.parentElement.clientWidth};
  }),
  empty: [...document.querySelectorAll('.seconds .card:not(.with-picture)')].map((card) => {
    const inside = [...card.children].map((child) => child.getBoundingClientRect());
    const words = inside.reduce((sum, box) => sum + box.height, 0);
    return 1 - words / card.getBoundingClientRect().height;
  }),
})"""


def measured(browser: Browser, site: Path, sections: int, width: int) -> dict[str, Any]:
    """Build a front page of short and long headlines, every other with a picture, and look."""
    picture = site / "content/media/a.jpg"
    picture.parent.mkdir(parents=True)
    Image.new("RGB", (640, 400), (90, 120, 150)).save(picture)
    files = {"site.yaml": SITE, "content/authors/ana.yaml": "name: Ana\n"}
    for number in range(ON_TOP + 2 * sections):
        title = f"{LONG if number % 3 == 1 else SHORT} {number}"
        lead = "image: {src: /media/a.jpg, alt: A}\n" if number % 2 == 0 else ""
        files[f"content/posts/{number}.md"] = (
            f"---\ntitle: {title}\ndate: 2026-{10 - number // 25:02}-{25 - number % 25:02}\n"
            f"categories: [C{number % sections}]\n{lead}---\nWords.\n"
        )
    write(site, files)
    result = build(site)
    assert not result.has_failed, result.diagnostics
    with (
        served(site / "output") as root,
        opened(browser, root, Sight(width, "light")) as (page, _),
    ):
        seen: dict[str, Any] = page.evaluate(MEASURE)
    return seen


@pytest.mark.parametrize("width", [820, 1440])
@pytest.mark.parametrize("sections", [1, 2, 3, 4, 5, 6])
def test_rows_are_full(browser: Browser, tmp_path: Path, sections: int, width: int) -> None:
    seen = measured(browser, tmp_path, sections, width)
    assert len(seen["sections"]) == sections
    share_by_row: dict[int, float] = {}
    for section in seen["sections"]:
        share_by_row[section["row"]] = share_by_row.get(section["row"], 0) + section["share"]
    assert all(share > 0.85 for share in share_by_row.values()), share_by_row
    assert seen["empty"]
    assert max(seen["empty"]) < 0.4
