"""The search in a real browser, as readers use it, under the policy that a deploy sends along."""

import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from benchmarks.corpus import invent_corpus, write_site
from tests.blog import build, write
from tests.serving import served
from tests.validators import judging
from tests.validators.judging import Sight, judge, shifts
from tests.validators.test_content_security import opened, policed, policy_for

pytestmark = pytest.mark.xdist_group("search")

SETTINGS = """\
title: Drei Häfen
url: https://ports.example/blog/
language: {language}
author: ana
check: {{off: [empty-post]}}
"""
TEXTS = {
    "en": "The dredgers came back in March, and the clerk wrote *quayside* in a book. " * 3,
    "de": "Am Kai liegen Drehbrückenwärter und Möwen.\n\n## Über die Kräne\n\nEin Wippdrehkran.",
    "ru": "В порту поутру стояли ледоколы, и грузчики пили чай.",
    "ar": "في الميناء القديم كانت المنارة تضيء البحر كل مساء.",
    "zh": "港口的夜晚很安静，只有灯塔还亮着。老船长坐在码头上喝茶。",
}
UNIQUE = {
    "Drehbrückenwärter": "Text 1 (de)",
    "wippdrehkran": "Text 1 (de)",
    "ледокол": "Text 2 (ru)",
    "المنارة": "Text 3 (ar)",
    "老船长": "Text 4 (zh)",
    "灯塔还亮": "Text 4 (zh)",
}
"""Words that only one post has, the first in another form, and whose they are."""


@dataclass(frozen=True)
class Served:
    """A built site in its own policy, and the address of its search."""

    folder: Path
    search: str


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = tmp_path_factory.mktemp("ports")
    posts = {
        f"content/posts/text-{number}.md": front_matter(number, language) + text
        for number, (language, text) in enumerate([*TEXTS.items(), *[("en", TEXTS["en"])] * 12])
    }
    authors = {f"content/authors/{name.lower()}.yaml": f"name: {name}\n" for name in ("Ana", "Bo")}
    page = {"content/pages/about.md": "---\ntitle: Über uns\n---\nZwei Leute am Kai.\n"}
    write(site, {"site.yaml": SETTINGS.format(language="de"), **authors, **posts, **page})
    result = build(site)
    assert not result.has_failed, result.diagnostics
    assert not [problem for problem in result.diagnostics if problem.rule == "no-search"]
    root = site / "www"
    shutil.move(site / "output", root / "blog")
    policy = policy_for(root)
    assert policy.notes == ()
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-" in policy.text
    with policed(root, policy.text) as address:
        yield Served(root / "blog", f"{address}blog/search/")


def front_matter(number: int, language: str) -> str:
    day = dt.date(2010 + number % 5, 3, 1 + number)
    return (
        f"---\ntitle: Text {number} ({language})\ndate: {day}\nlanguage: {language}\n"
        f"authors: [{'bo' if number % 3 else 'ana'}]\n"
        f"categories: [{'Häfen/Kräne' if number % 2 else 'Leute'}]\n---\n"
    )


def titles(page: Page) -> list[str]:
    return page.locator(".hit h2").all_inner_texts()


def look_for(page: Page, words: str) -> None:
    """Type words and wait for what is found."""
    field = page.get_by_role("searchbox")
    field.press("Escape")
    expect(page.locator(".found-count")).to_be_empty()
    field.press_sequentially(words)
    expect(page.locator(".found-count")).not_to_be_empty()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_words_that_one_post_has_are_found_in_five_languages(
    browser: Browser, ports: Served
) -> None:
    with opened(browser, ports.search) as (page, heard):
        for word, title in UNIQUE.items():
            look_for(page, word)
            expect(page.locator(".found-count")).to_have_text("Gefunden: 1")
            assert titles(page) == [title], word
            assert page.locator(".excerpt mark").count() >= 1
        # Letters of Chinese stand together again, and what is around them is marked as Chinese.
        excerpt = page.locator(".excerpt")
        assert "只有灯塔还亮着。" in excerpt.inner_text()
        assert excerpt.get_attribute("lang") == "zh"
        # Pagefind alone would take "a" for the second, and find it in twelve posts.
        for word in ("塔灯", "aaaaaaaa"):
            look_for(page, word)
            assert titles(page) == [], word
        # What leads to a heading says so.
        look_for(page, "Wippdrehkran")
        page.locator(".hit-places a").click()
        page.wait_for_url("**/blog/2011/03/02/text-1/#*")
        assert heard.of(page) == []


def test_results_are_narrowed_ordered_and_linked_to(browser: Browser, ports: Served) -> None:
    with opened(browser, ports.search) as (page, heard):
        look_for(page, "dredgers quayside")
        expect(page.locator(".found-count")).to_have_text("Gefunden: 13")
        assert len(titles(page)) == 8
        page.get_by_role("button", name="Weitere Treffer").click()
        expect(page.locator(".hit")).to_have_count(13)
        assert page.evaluate(
            "document.activeElement.closest('.hit') === document.querySelectorAll('.hit')[8]"
        )
        page.get_by_text("Eingrenzen und sortieren").click()
        page.get_by_label("Autor").select_option(label="Ana (5)")
        expect(page.locator(".found-count")).to_have_text("Gefunden: 5")
        page.get_by_label("Rubrik").select_option("Häfen › Kräne")
        page.get_by_label("Reihenfolge").select_option("newest")
        expect(page.locator(".found-count")).to_have_text("Gefunden: 2")
        expect(page.locator(".hit").first).to_contain_text("Text 9")
        assert titles(page) == ["Text 9 (en)", "Text 15 (en)"]
        assert page.locator(".hit time").first.get_attribute("datetime") == "2014-03-10"
        assert page.locator(".hit-facts").first.inner_text() == "10. März 2014 Ana"
        assert asked(page) == {
            "q": ["dredgers quayside"],
            "author": ["Ana"],
            "category": ["Häfen › Kräne"],
            "sort": ["newest"],
        }
        linked = page.url
        page.get_by_label("Reihenfolge").select_option("oldest")
        expect(page.locator(".hit").first).to_contain_text("Text 15")
        page.go_back()
        expect(page.locator(".hit").first).to_contain_text("Text 9")
        assert heard.of(page) == []
    with opened(browser, linked) as (page, heard):
        expect(page.locator(".hit")).to_have_count(2)
        assert titles(page) == ["Text 9 (en)", "Text 15 (en)"]
        assert page.get_by_role("searchbox").input_value() == "dredgers quayside"
        # A year without words finds all of the year.
        page.goto(f"{ports.search}?year=2011")
        expect(page.locator(".found-count")).to_have_text("Gefunden: 4")
        assert heard.of(page) == []


def test_the_keyboard_is_enough(browser: Browser, ports: Served) -> None:
    with opened(browser, ports.search) as (page, _):
        focused = "document.activeElement.name || document.activeElement.textContent"
        page.keyboard.press("/")
        assert page.evaluate(focused) == "q"
        page.keyboard.type("kai")
        page.keyboard.press("Enter")
        expect(page.locator(".hit")).to_have_count(2)
        page.keyboard.press("ArrowDown")
        assert page.evaluate(focused) in {"Text 1 (de)", "Über uns"}
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert page.evaluate(focused) == "q"
        page.keyboard.press("Escape")
        expect(page.locator(".hit")).to_have_count(0)
        assert asked(page) == {}
        assert page.locator(".found-count").get_attribute("role") == "status"


def test_without_a_script_or_an_index_a_search_engine_is_asked(
    browser: Browser, ports: Served
) -> None:
    with opened(browser, ports.search) as (page, _):
        assert not page.locator(".search-note").is_visible()
        page.route("**/pagefind/**", lambda route: route.abort())
        page.get_by_role("searchbox").fill("kai")
        expect(page.locator(".found-count")).to_contain_text("antwortet nicht")
        assert page.locator(".search-note").is_visible()
        with page.expect_request("https://duckduckgo.com/*") as sent:
            page.keyboard.press("Enter")
        assert "sites=ports.example%2Fblog&q=kai" in sent.value.url
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(ports.search)
    assert page.locator(".search-note").is_visible()
    assert page.locator("form.search-form").get_attribute("action") == "https://duckduckgo.com/"
    assert page.locator(".year-links a").count() == 5
    assert not page.locator(".facets").is_visible()
    context.close()


@pytest.mark.parametrize("sight", [Sight(390, "dark"), Sight(1440)], ids=str)
def test_what_is_found_stands_before_a_reader(
    browser: Browser, ports: Served, axe: str, sight: Sight
) -> None:
    address = f"{ports.search}?q=dredgers"
    assert judge(browser, address, sight, axe=axe) == []
    with judging.opened(browser, address, sight) as (page, _):
        page.locator(".hit").first.wait_for()
        assert shifts(page) == []
        assert page.locator(".recent").is_visible()
        assert page.locator(".site-footer").is_visible()


def bytes_of_a_search(browser: Browser, address: str, word: str) -> int:
    """Search for a word as the first thing one does, and return how many bytes that loads."""
    asked: list[Request] = []

    def hear(request: Request) -> None:
        asked.append(request)

    page = browser.new_context().new_page()
    page.on("requestfinished", hear)
    page.goto(address)
    page.get_by_role("searchbox").press_sequentially(word, delay=60)
    expect(page.locator(".hit").first).to_be_visible(timeout=60_000)
    loaded = sum(request.sizes()["responseBodySize"] for request in asked)
    page.context.close()
    return loaded


@pytest.mark.torture
def test_a_first_search_in_thousands_of_posts_loads_little(
    browser: Browser, tmp_path: Path
) -> None:
    corpus = invent_corpus(2_000)
    write_site(corpus, tmp_path)
    settings = (tmp_path / "site.yaml").read_text("utf-8").replace("search: false", "search: true")
    write(tmp_path, {"site.yaml": settings.replace("theme: bench", "theme: broadsheet")})
    assert not build(tmp_path, jobs=0).has_failed
    counts = Counter(re.findall(r"[a-z]{4,}", (tmp_path / "output/feed.xml").read_text("utf-8")))
    words = [word for word, _ in counts.most_common()]
    with served(tmp_path / "output") as root:
        for word in (words[200], words[len(words) // 2], words[-1]):
            assert bytes_of_a_search(browser, f"{root}search/", word) < 300_000, word
