"""Letters as mail programs show them: valid, in one column, readable by day and by night."""

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ssg.cli import run
from tests.validators.judging import Sight, axe_faults
from tests.validators.reading import BuiltSite
from tests.validators.test_markup import html_faults

POSTS = ("the-price-of-ten-minutes", "free-to-all", "the-bridge-painters")
"""With a table; with notes; with pictures."""

SIGHTS = (Sight(390, "dark"), Sight(820, "light"))
OF_PAGES_ONLY = ("axe landmark-one-main", "axe region")
"""Landmarks are the mail program's: a letter is not the whole page."""
WIDEST = 600


@pytest.fixture(scope="module")
def letters(demo_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the HTML parts of letters of the demo blog."""
    folder = tmp_path_factory.mktemp("letters")
    for post in POSTS:
        file = folder / f"{post}.eml"
        site = str(demo_site.folder.parent)
        assert run(["newsletter", post, "--site", site, "--output", str(file), "--quiet"]) == 0
        body = message_from_bytes(file.read_bytes(), policy=policy.default).get_body(("html",))
        assert body is not None
        (folder / f"{post}.html").write_text(body.get_content(), "utf-8")
    return folder


def test_letters_are_valid_html(
    letters: Path, node_modules: Path, require_program: Callable[..., str]
) -> None:
    assert html_faults(require_program("java"), node_modules, letters) == []


@pytest.mark.parametrize("post", POSTS[:2])
def test_a_letter_is_read_on_every_screen(
    letters: Path, browser: Browser, axe: str, post: str
) -> None:
    faults = []
    for sight in SIGHTS:
        with browser.new_context(
            viewport={"width": sight.width, "height": 900},
            color_scheme="dark" if sight.scheme == "dark" else "light",
        ) as context:
            page = context.new_page()
            page.route("https://**", lambda route: route.abort())
            page.goto((letters / f"{post}.html").as_uri())
            widest = page.evaluate("document.documentElement.scrollWidth")
            column = page.evaluate("document.querySelector('table').offsetWidth")
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            found = [each for each in axe_faults(page, axe) if not each.startswith(OF_PAGES_ONLY)]
            if widest > sight.width or column > min(WIDEST, sight.width):
                found.append(f"{widest} pixels wide, its column {column}")
            if (sight.scheme == "dark") == ground.startswith("rgb(25"):
                found.append(f"the ground is {ground}")
            faults += [f"{sight}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
