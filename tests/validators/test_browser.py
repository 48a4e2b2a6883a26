"""The demo blog in a real browser, and whether the judge notices what is bad."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browsing import open_browser
from tests.serving import served
from tests.validators.judging import Sight, judge, opened, walk
from tests.validators.reading import BuiltSite


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str], axe: str) -> Iterator[Browser]:
    assert axe
    with open_browser(require_program) as started:
        yield started


def kinds_of_pages(site: BuiltSite) -> list[str]:
    """One address of each kind of page, and the posts with the most and the strangest in them."""
    by_length = sorted(site.posts, key=lambda path: len(site.posts[path].text))
    with_comments = [path for path, page in site.posts.items() if 'id="comment-' in page.text]
    right_to_left = [
        path for path, page in site.posts.items() if re.search("<html[^>]*rtl", page.text)
    ]
    paths = [
        by_length[-1],
        by_length[0],
        *with_comments[:1],
        *right_to_left[:1],
        *first_of(site, "author/"),
        *first_of(site, "category/"),
        *first_of(site, "tag/"),
        *first_of(site, "series/"),
        "about/index.html",
        "archive/index.html",
        "search/index.html",
        "404.html",
    ]
    return ["", *dict.fromkeys(path.removesuffix("index.html") for path in paths)]


def first_of(site: BuiltSite, start: str) -> list[str]:
    return [path for path in site.reading_pages if path.startswith(start)][:1]


@pytest.mark.themes
@pytest.mark.parametrize("sight", [Sight(390, "light"), Sight(1440, "dark")], ids=str)
def test_the_demo_blog_stands_before_a_reader(
    demo_site: BuiltSite, browser: Browser, axe: str, sight: Sight
) -> None:
    paths = kinds_of_pages(demo_site)
    assert len(paths) > 8
    with served(demo_site.folder, urlsplit(demo_site.url).path) as root:
        faults = [fault for path in paths for fault in judge(browser, root + path, sight, axe=axe)]
    assert not faults, "\n".join(faults)


def page(body: str, style: str = "", script: str = "") -> str:
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>x</title>"
        "<link rel=icon href=data:,>"
        f"<style>body{{margin:0;font:20px/30px Charter;background:#fff;color:#000}}"
        f":focus-visible{{outline:3px solid #00f}}.skip:not(:focus){{position:absolute;top:-99px}}"
        f"a{{display:inline-block;min-height:24px}}{style}</style>"
        f"<body class=post-page><a class=skip href=#m>Skip</a><main id=m tabindex=-1>{body}</main>"
        f"<script>{script}</script>"
    )


WORDS = "The council met on a Tuesday, as it always does, and closed the library. " * 8
ESSAY = f"<h1>Bread</h1><div class=text><p>{WORDS}</p></div>"
COLUMN = ".text{width:31em}@media(max-width:500px){.text{width:auto;margin:0 10px}}"

BAD_PAGES = {
    ("characters a line", "the first paragraph begins", "px wide on", "is not underlined"): page(
        f"{ESSAY}<div class=text><p>A <a href=#m>link</a></p></div><div class=wide>wide</div>",
        ".text{width:50em}h1{margin-top:900px}a{text-decoration:none}.wide{width:3000px}",
    ),
    (
        *("contrast of words", "contrast of a control", "words are cut", "sizes of headlines"),
        *("has no width and height", "axe image-alt"),
    ): page(
        "<h1>x</h1><p class=pale>pale</p><label>w <input></label>"
        "<p class=cut>A rather long line</p>"
        "<div class=front><p class=headline>a</p><p class='headline two'>b</p></div>"
        "<img src=/x.svg>",
        ".pale{color:#777}input{border:1px solid #ccc;background:#fff}.two{font-size:1.2em}"
        ".cut{width:5em;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}",
    ),
    (
        *("not go to the skip link first", "no focus ring", "the focus ring has a contrast"),
        *("it is off the screen", "covers it", "px, not 24"),
    ): page(
        "<h1>x</h1><a class=ringless href=#m>word</a><a class=pale href=#m>word</a>"
        "<a class=gone href=#m>word</a><nav><a href=#m>a</a></nav>"
        "<p class=under><a href=#m>under</a></p><p class=lid>a</p>",
        ".skip{display:none}.ringless:focus-visible{outline:0}.pale:focus-visible{outline-color:#ddd}"
        ".gone{position:absolute;left:-500px}nav a{min-height:0;font-size:9px}"
        ".lid{position:relative;margin-top:-60px;height:90px;background:#fff}",
    ),
    ("begins before the screen",): page(
        f"{ESSAY}<p class=left>These words begin too early</p>",
        f"{COLUMN}.left{{margin-left:-3em}}",
    ),
    ("lies over", "lines, not 4", "at depth 9", "words lie over a picture"): page(
        f"<img alt=x width=90 height=90 src=/x.svg><h1 class=entry-title>{WORDS[:95]}</h1>"
        "<div class=footnotes><ol><li>one<li>two</ol></div><div class=depth-9>"
        f"<article class=comment><div class=comment-text><p>{WORDS}</p></div></article></div>",
        "h1{width:8em;margin-top:-60px}.comment-text{width:9em}"
        ".footnotes li{position:absolute;top:50px;left:500px}",
    ),
    ("the layout shifts", "an error", "asks another host"): page(
        "<div id=late></div><h1>x</h1><p>word</p>",
        script="fetch('http://127.0.0.2:9/').catch(() => 0);"
        "new PerformanceObserver(() => late.style.height = '300px')"
        ".observe({type: 'paint', buffered: true});"
        "setTimeout(() => { throw new Error('no') });"
        "const until = performance.now() + 30; while (performance.now() < until);",
    ),
}


@pytest.mark.parametrize("faults", BAD_PAGES, ids="; ".join)
def test_faults_are_named(
    faults: tuple[str, ...], browser: Browser, axe: str, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(BAD_PAGES[faults], "utf-8")
    (tmp_path / "x.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "utf-8"
    )
    with served(tmp_path) as root:
        found = "\n".join(judge(browser, root, Sight(1440), axe=axe))
    assert [fault for fault in faults if fault not in found] == [], found


def test_a_good_page_has_no_fault(browser: Browser, axe: str, tmp_path: Path) -> None:
    button = "button{border:0;background:none;font:inherit;color:inherit}"
    text = page(f"{ESSAY}<button>word</button>", COLUMN + button)
    (tmp_path / "index.html").write_text(text, "utf-8")
    with served(tmp_path) as root:
        assert judge(browser, root, Sight(1440), axe=axe) == []
        assert judge(browser, root, Sight(390, "dark"), axe=axe) == []


def test_a_page_without_a_way_in_is_noticed(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><p>word", "utf-8")
    with served(tmp_path) as root, opened(browser, root, Sight()) as (seen, _):
        seen.evaluate("window.judge = {stop: () => null, unreached: () => []}")
        assert walk(seen) == ["Tab goes nowhere"]
