"""The three themes before a reader: a sample here, every page at every width in `make themes`.

What is judged, and how, is in judging.py and judge.js; what is shown, in tests/themes/showroom.py.
"""

import gzip
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browsing import BROWSERS, open_browser
from tests.serving import served
from tests.themes.builtin import THEMES
from tests.themes.showroom import KINDS, PAGES, build_showroom
from tests.validators.judging import (
    HEIGHTS,
    SCHEMES,
    Sight,
    judge,
    opened,
    prepare_to_measure,
)
from tests.validators.test_markup import html_faults

LOADED_WITH_THE_PAGE = 14 * 1024
MOST_CSS = 6 * 1024
MOST_IN_A_YEAR = 60 * 1024
ONLY_WITH_SCRIPT = "[data-scripted]"
"""What a theme shows only where scripts run, such as results of a search while one types."""
HARD_CASES = tuple(name for name in PAGES if name not in KINDS)
ARABIC_POST = "2026/11/08/maqal-0/"

each_theme = pytest.mark.parametrize(
    "theme",
    [pytest.param(theme, marks=pytest.mark.xdist_group(f"theme-{theme}")) for theme in THEMES],
)


def in_the_long_run(*names: str) -> list[ParameterSet]:
    """Return parameters that only `make themes` looks at."""
    return [pytest.param(name, marks=pytest.mark.themes) for name in names]


@dataclass(frozen=True)
class Shown:
    """A built showroom: its output, and where it is served."""

    output: Path
    root: str

    def source(self, path: str) -> str:
        """Return the HTML of a page."""
        file = self.output / path
        return (file / "index.html" if file.is_dir() else file).read_text("utf-8")


Show = Callable[..., Shown]


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str], axe: str) -> Iterator[Browser]:
    assert axe
    with open_browser(require_program) as started:
        yield started


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    """Return a function that builds and serves a variant of the showroom in a theme, once."""
    built: dict[tuple[str, str], Shown] = {}
    with ExitStack() as servers:

        def get(theme: str, variant: str = "sample") -> Shown:
            if (theme, variant) not in built:
                folder = tmp_path_factory.mktemp(f"{theme}-{variant}")
                output = build_showroom(folder, theme, variant)
                built[theme, variant] = Shown(output, servers.enter_context(served(output)))
            return built[theme, variant]

        yield get


SAMPLE = ("home", "post")
ELSEWHERE = {
    "broadsheet": ("search", "long-headline", "author"),
    "quiet-page": ("category", "404", "archive"),
    "current": ("tag", "series", "follow"),
}
"""Further pages that the sample looks at in one theme each."""


@each_theme
@pytest.mark.parametrize("name", SAMPLE)
def test_a_page_stands_before_a_reader(
    theme: str, name: str, show: Show, browser: Browser, axe: str
) -> None:
    address = show(theme).root + PAGES[name]
    faults = [
        *judge(browser, address, Sight(390, "dark"), axe=axe, most_stops=40),
        *judge(browser, address, Sight(1440, "light"), axe=axe, most_stops=0),
    ]
    assert not faults, "\n".join(faults)


@each_theme
def test_further_pages_stand_before_a_reader(
    theme: str, show: Show, browser: Browser, axe: str
) -> None:
    root = show(theme).root
    faults = [
        fault
        for name in ELSEWHERE[theme]
        for fault in judge(browser, root + PAGES[name], Sight(390), axe=axe, most_stops=40)
    ]
    assert not faults, "\n".join(faults)


EVERY_SIGHT = tuple(Sight(width, scheme) for width in HEIGHTS for scheme in SCHEMES)
HARD_SIGHTS = (Sight(390, "light"), Sight(1440, "dark"))
"""How hard cases and other kinds of site are looked at."""


@pytest.mark.themes
@each_theme
@pytest.mark.parametrize(
    ("name", "sight"),
    [
        *(
            (name, Sight(width, scheme))
            for name in KINDS
            for width in HEIGHTS
            for scheme in SCHEMES
        ),
        *((name, sight) for name in HARD_CASES for sight in HARD_SIGHTS),
    ],
    ids=str,
)
def test_every_page_stands_before_a_reader(
    theme: str, name: str, sight: Sight, show: Show, browser: Browser, axe: str
) -> None:
    faults = judge(browser, show(theme, "full").root + PAGES[name], sight, axe=axe)
    assert not faults, "\n".join(faults)


VARIED = {
    "arabic": ("", ARABIC_POST, "archive/", "author/salma/", "series/رسائل/"),
    "without-pictures": ("", PAGES["post"], PAGES["author"]),
    "long-lead": ("",),
    "barest": ("", PAGES["post-without-picture"], "archive/", "author/ana/"),
    "switched": ("", PAGES["post"], PAGES["author"]),
}


@pytest.mark.themes
@each_theme
@pytest.mark.parametrize("variant", VARIED)
@pytest.mark.parametrize("sight", HARD_SIGHTS, ids=str)
def test_another_kind_of_site_stands_before_a_reader(
    theme: str, variant: str, sight: Sight, show: Show, browser: Browser, axe: str
) -> None:
    root = show(theme, variant).root
    faults = [
        fault
        for path in VARIED[variant]
        for fault in judge(browser, root + path, sight, axe=axe)
        # The other face of a theme is one that the test machine has, whose widths are chance.
        if variant != "switched" or "characters a line" not in fault
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("theme", [THEMES[0], *in_the_long_run(*THEMES[1:])])
@pytest.mark.xdist_group(f"theme-{THEMES[0]}")
def test_an_arabic_site_is_a_mirror(theme: str, show: Show, browser: Browser) -> None:
    def sides(address: str) -> dict[str, str]:
        with opened(browser, address, Sight(1440)) as (page, _):
            prepare_to_measure(page)
            found: dict[str, str] = page.evaluate("judge.sides()")
        return found

    arabic_root = show(theme, "arabic").root
    arabic, english = sides(arabic_root + ARABIC_POST), sides(show(theme).root + PAGES["post"])
    assert "notes" in english
    assert arabic == english
    for path in ("", ARABIC_POST):
        assert judge(browser, arabic_root + path, Sight(390), most_stops=0) == []
        with opened(browser, arabic_root + path, Sight(320)) as (page, _):
            prepare_to_measure(page)
            assert page.evaluate("judge.wide()") == []


@pytest.mark.xdist_group(f"theme-{THEMES[0]}")
def test_a_choice_of_light_or_dark_holds_on_the_next_page(show: Show, browser: Browser) -> None:
    root = show("broadsheet", "switched").root
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, root, Sight(1440, "light")) as (page, _):
        light = page.evaluate(paper)
        page.get_by_role("button", name="Light or dark").click()
        dark = page.evaluate(paper)
        page.goto(root + PAGES["post"])
        assert page.evaluate(paper) == dark != light
        page.get_by_role("button", name="Light or dark").click()
        assert page.evaluate(paper) == light


SAME = tuple(kind for kind in KINDS if kind != "search")
"""The search offers another way without a script: `test_search.py` looks at both."""


@each_theme
@pytest.mark.parametrize("name", ["post", *in_the_long_run(*SAME)])
def test_without_scripts_a_page_says_the_same(
    theme: str, name: str, show: Show, browser: Browser
) -> None:
    said = []
    for has_scripts in (True, False):
        sight = Sight(1440, "light", has_scripts=has_scripts)
        with opened(browser, show(theme).root + PAGES[name], sight) as (page, _):
            extra = {
                line for at in page.locator(ONLY_WITH_SCRIPT).all() for line in [at.inner_text()]
            }
            text = page.locator("body").inner_text().splitlines()
            said.append([line for line in text if line not in extra])
    assert said[0] == said[1]
    assert len(said[0]) > 20


@each_theme
def test_css_of_every_page_fits_in_six_kilobytes(theme: str, show: Show) -> None:
    weights = {}
    for name, path in PAGES.items():
        css = "".join(re.findall(r"<style>(.*?)</style>", show(theme).source(path), re.DOTALL))
        assert css
        weights[name] = len(gzip.compress(css.encode(), 9))
    assert {name: weight for name, weight in weights.items() if weight > MOST_CSS} == {}


@each_theme
def test_an_essay_of_2500_words_comes_in_one_round_trip(theme: str, show: Show) -> None:
    html = show(theme).source(PAGES["post-without-picture"])
    assert html.count(" ") > 2500
    assert len(gzip.compress(html.encode(), 6)) <= LOADED_WITH_THE_PAGE


def source_before(fold: dict[str, Any] | None, html: str) -> str:
    """Return the source down to an element; all of it where the first screen holds the page."""
    if fold is None:
        return html
    body = html.index("<body")
    starts = [at.start() for at in re.finditer(rf"<{fold['tag']}[\s>]", html[body:])]
    return html[: body + starts[fold["before"]]]


@each_theme
@pytest.mark.parametrize("name", ["home", *in_the_long_run(*KINDS)])
def test_the_first_screen_comes_in_one_request(
    theme: str, name: str, show: Show, browser: Browser
) -> None:
    """The head, all CSS, and the source down to where the first screen of 900 pixels ends."""
    shown = show(theme)
    with opened(browser, shown.root + PAGES[name], Sight(1440)) as (page, heard):
        prepare_to_measure(page)
        fold = page.evaluate("judge.fold()")
        assert heard.before_pictures() == []
    first_view = source_before(fold, shown.source(PAGES[name]))
    assert len(gzip.compress(first_view.encode(), 6)) <= LOADED_WITH_THE_PAGE


@each_theme
def test_an_essay_on_paper_is_an_essay_and_says_where_it_stands(
    theme: str, show: Show, browser: Browser
) -> None:
    with opened(browser, show(theme).root + PAGES["print"], Sight(1440)) as (page, _):
        menu = page.locator("nav a").all_inner_texts()
        aside = [page.locator(at).all_inner_texts() for at in (".newsletter label", ".skip")]
        paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    lines = {line.strip() for line in text.splitlines()}
    assert len(paper.pages) <= 2
    assert f"https://lamplighter.example/{PAGES['print']}" in text.replace("\n", "")
    assert "Nine Hundred Words" in text
    assert menu
    assert lines & {*menu, *(word for words in aside for word in words)} == set()


@each_theme
def test_html_of_every_theme_is_valid(
    theme: str,
    show: Show,
    node_modules: Path,
    require_program: Callable[..., str],
    tmp_path: Path,
) -> None:
    for name, path in PAGES.items():
        (tmp_path / f"{name}.html").write_text(show(theme).source(path), "utf-8")
    assert html_faults(require_program("java"), node_modules, tmp_path) == []


@pytest.mark.themes
@each_theme
@pytest.mark.parametrize("variant", ["full", "switched", "arabic", "without-pictures", "barest"])
def test_all_html_of_a_theme_is_valid(
    theme: str,
    variant: str,
    show: Show,
    node_modules: Path,
    require_program: Callable[..., str],
) -> None:
    output = show(theme, variant).output
    assert html_faults(require_program("java"), node_modules, output) == []


@pytest.mark.themes
@each_theme
def test_a_year_of_hundreds_of_posts_is_light(theme: str, show: Show) -> None:
    shown = show(theme, "large")
    years = [
        folder.name for folder in shown.output.iterdir() if re.fullmatch(r"\d{4}", folder.name)
    ]
    weights = {
        year: len(gzip.compress(shown.source(f"{year}/").encode(), 6)) for year in sorted(years)
    }
    assert len(weights) > 10
    assert {year: weight for year, weight in weights.items() if weight > MOST_IN_A_YEAR} == {}


@pytest.mark.themes
@each_theme
def test_two_thousand_posts_are_shown_by_year_and_whole(
    theme: str, show: Show, browser: Browser
) -> None:
    root = show(theme, "large").root
    faults = [
        fault
        for path in ("archive/", "2018/", "tag/libraries/")
        for sight in (Sight(390), Sight(1440, "dark"))
        for fault in judge(browser, root + path, sight, most_stops=0)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.lighthouse
@each_theme
@pytest.mark.parametrize("name", KINDS)
def test_lighthouse_gives_all_points(
    theme: str,
    name: str,
    show: Show,
    node_modules: Path,
    require_program: Callable[..., str],
) -> None:
    """On a telephone, as Lighthouse simulates it; a page may ask search engines to stay away."""
    shown = show(theme, "full")
    chromium = require_program(*BROWSERS)
    mark = "noindex:" if '"robots" content="noindex"' in shown.source(PAGES[name]) else ""
    looked = subprocess.run(
        [
            *(require_program("node"), node_modules.parent / "lighthouse.mjs", chromium),
            f"{mark}{shown.root}{PAGES[name]}",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert looked.returncode == 0, looked.stderr
    ((_, found),) = json.loads(looked.stdout).items()
    perfect = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert found["scores"] == perfect, "\n".join(found["lost"])
