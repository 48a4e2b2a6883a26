"""Pictures as readers get them from a browser, and authors from the preview."""

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser

from ssg.disk.cache.store import FOLDER
from tests.browsing import open_browser
from tests.pictures.photographs import place_in
from tests.preview.serving import Serving, serving
from tests.serving import served

pytestmark = pytest.mark.xdist_group("pictures")

LOAD = """() => [...document.images].map(each => {
    each.setAttribute("data-loading", each.loading); each.loading = "eager"})"""
SHOWN = """() => Object.fromEntries([...document.images].filter(each => each.alt).map(
    each => [each.alt, [each.currentSrc, each.naturalWidth > 0, each.dataset.loading]]))"""


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program) as started:
        yield started


@pytest.fixture(scope="module")
def address(original: Path) -> Iterator[str]:
    with served(original / "output", "/blog/") as root:
        yield root


def shown(
    browser: Browser, address: str, width: int, density: float
) -> dict[str, tuple[str, bool, str]]:
    """Return of each picture with words what the browser took, whether it is there, and when."""
    page = browser.new_page(viewport={"width": width, "height": 900}, device_scale_factor=density)
    page.goto(address)
    page.evaluate(LOAD)
    page.wait_for_function("[...document.images].every(each => each.complete)")
    found = page.evaluate(SHOWN)
    page.close()
    return {alt: (urlsplit(taken[0]).path, *taken[1:]) for alt, taken in found.items()}


@pytest.mark.parametrize(
    ("width", "density", "harbour", "tower"),
    [(390, 1, 480, 480), (390, 3, 1000, 1200), (1440, 1, 800, 800), (1440, 2, 1000, 1600)],
)
def test_a_browser_takes_the_copy_that_fits_its_screen(
    browser: Browser, address: str, width: int, density: float, harbour: int, tower: int
) -> None:
    pictures = shown(browser, f"{address}2016/10/29/one/", width, density)
    assert all(is_there for _, is_there, _ in pictures.values())
    assert f"/harbour-{harbour}." in pictures["A harbour"][0]
    assert pictures["A harbour"][0].endswith(".avif")
    assert pictures["A harbour"][2] == "lazy"
    assert pictures["Waves"][0].endswith("/media/waves.gif")
    lead = shown(browser, f"{address}2017/03/01/two/", width, density)["A tower"]
    assert f"/tower-{tower}." in lead[0]
    assert lead[1:] == (True, "auto")


@pytest.fixture(scope="module")
def preview(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Preview a copy of the blog that remembers nothing."""
    site = tmp_path_factory.mktemp("preview") / "site"
    shutil.copytree(original, site, ignore=shutil.ignore_patterns(FOLDER, "output"))
    with serving(site) as running:
        yield running


def test_the_preview_makes_a_picture_when_it_is_asked_for(preview: Serving, original: Path) -> None:
    remembered = preview.folder / FOLDER / "pictures"
    assert preview.ask("/blog/2016/10/29/one/").status == 200
    assert not remembered.exists()
    copy = next((original / "output/assets/pictures").glob("harbour-480.*.avif"))
    for _ in range(2):  # Made, then remembered.
        answer = preview.ask(f"/blog/assets/pictures/{copy.name}")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/avif")
        assert answer.body == copy.read_bytes()
        assert len(list(remembered.iterdir())) == 1
    poster = next((original / "output/assets/sharing").glob("one.*.png"))
    assert preview.ask(f"/blog/assets/sharing/{poster.name}").body == poster.read_bytes()


def test_the_preview_shows_pictures_without_their_place(preview: Serving) -> None:
    answer = preview.ask("/blog/media/harbour.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    assert place_in(answer.body) is None
    assert Image.open(BytesIO(answer.body)).size == (2000, 1000)
