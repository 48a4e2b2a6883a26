"""A table that is wider than the screen shows at its sides that it goes on, in all themes."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.blog import build, write
from tests.browsing import open_browser
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.validators.judging import Sight, opened

pytestmark = pytest.mark.xdist_group("wide-tables")

ROW = "| First | 52,000 | 20,000 | 45,000 | Seven of them | Chicago |\n"
HEAD = "| Ward | People | Houses | Income | Schools | City |\n|---|--:|--:|--:|---|---|\n"
RAW = '<table id="raw"><tr>' + "<td>Population</td>" * 8 + "</tr></table>"
POST = f"---\ntitle: Wards\ndate: 2026-11-11\nslug: wards\n---\n{HEAD}{ROW * 3}"
RAW_POST = f"---\ntitle: Raw\ndate: 2026-11-10\nslug: raw\n---\n{RAW}\n"
NARROW, WIDE = Sight(360), Sight(1440)


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program) as started:
        yield started


@pytest.fixture(scope="module", params=THEMES)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site: Path = tmp_path_factory.mktemp(request.param)
    settings = f"title: Wards\nurl: https://w.example/\ntheme: {request.param}\nsearch: false\n"
    write(
        site,
        {
            "site.yaml": settings,
            "content/posts/wards.md": POST,
            "content/posts/raw.md": RAW_POST,
        },
    )
    assert not build(site).has_failed
    with served(site / "output") as address:
        yield address


def shaded_sides(page: Page, selector: str, scrolled: int) -> tuple[bool, bool]:
    """Tell of the left and of the right side whether the ground is another than the page's."""
    frame = page.locator(selector)
    frame.evaluate(f"element => element.scrollLeft = {scrolled}")
    frame.evaluate("element => element.style.color = 'transparent'")
    image = Image.open(BytesIO(frame.screenshot())).convert("RGB")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if ground == "rgba(0, 0, 0, 0)":
        ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    plain = tuple(int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(","))

    def is_shaded(x: int) -> bool:
        # Rules between rows cross the ground, and the picture may hold a line above and below it.
        lines = [image.getpixel((x, y)) for y in range(image.height)]
        return lines.count(plain) < image.height / 4

    return is_shaded(1), is_shaded(image.width - 2)


@pytest.mark.parametrize(("path", "selector"), [("11/wards/", ".table"), ("10/raw/", "#raw")])
def test_a_side_is_shaded_behind_which_the_table_goes_on(
    root: str, browser: Browser, path: str, selector: str
) -> None:
    with opened(browser, f"{root}2026/11/{path}", NARROW) as (page, _):
        assert shaded_sides(page, selector, 0) == (False, True)
        assert shaded_sides(page, selector, 60) == (True, True)
        assert shaded_sides(page, selector, 10_000) == (True, False)


def test_a_table_that_is_all_there_has_no_shade(root: str, browser: Browser) -> None:
    with opened(browser, f"{root}2026/11/11/wards/", WIDE) as (page, _):
        assert shaded_sides(page, ".table", 0) == (False, False)
