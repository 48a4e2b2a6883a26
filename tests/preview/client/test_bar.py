"""The bar: what this page is, what is wrong with it, where its source is."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.preview.client.seeing import (
    FOLLOWS,
    Previewed,
    address_of,
    bar,
    expect_text,
    new_context,
    open_tab,
    previewing,
    write_small_blog,
)

pytestmark = pytest.mark.xdist_group("second browser")

DRAFT = "/2018/02/01/draft/"
LATER = "/2099/03/01/later/"


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    """Return a preview whose author has an editor that writes down what it opens."""
    folder = tmp_path_factory.mktemp("site")
    editor = folder / "code"
    editor.write_text('#!/bin/sh\nprintf "%s" "$*" > "$0.opened"\n', encoding="utf-8")
    editor.chmod(0o755)
    site = write_small_blog(folder / "blog")
    with previewing(site, VISUAL=str(editor), PATH=str(folder)) as previewed:
        yield previewed


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_the_bar_counts_words_and_minutes(blog: Previewed, window: BrowserContext) -> None:
    blog.save_post("counted", words(1200))
    tab = open_tab(window, blog.url())
    tab.goto(blog.url(address_of("counted")))
    expect(bar(tab)).to_contain_text("1,200 words · 5 min", timeout=FOLLOWS)
    blog.save_post("counted", words(1201))
    expect(bar(tab)).to_contain_text("1,201 words", timeout=FOLLOWS)


def test_the_bar_tells_what_readers_do_not_see(blog: Previewed, window: BrowserContext) -> None:
    tab = open_tab(window, blog.url(DRAFT))
    expect(bar(tab).locator(".badge")).to_have_text("Draft")
    tab.goto(blog.url(LATER))
    expect(bar(tab).locator(".badge")).to_contain_text("Scheduled for Sun 1 Mar 2099 09:30")
    tab.goto(blog.url("/2018/01/05/three/"))
    expect(bar(tab)).to_contain_text("word")
    expect(bar(tab).locator(".badge")).to_be_hidden()


def test_links_to_what_readers_do_not_see_are_marked(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_tab(window, blog.url("/archive/"))
    marked = """() => Object.fromEntries([...document.querySelectorAll("main a")].map(a =>
      [a.textContent.trim(), getComputedStyle(a, "::after").content]))"""
    marks = tab.evaluate(marked)
    assert marks["Unripe"] == '"draft"'
    assert marks["Later"] == '"scheduled"'
    assert marks["Three"] == "none"


def test_problems_of_the_page_are_listed_with_place_and_fix(
    blog: Previewed, window: BrowserContext
) -> None:
    blog.save_post("troubled", "Text.", "See [this](/nowhere/).")
    tab = open_tab(window, blog.url())
    tab.goto(blog.url(address_of("troubled")))
    bar(tab).get_by_role("button", name="1 warning").click(timeout=FOLLOWS)
    panel = tab.locator("ssg-preview-bar .panel")
    expect(panel).to_contain_text("content/posts/troubled.md:9")
    expect(panel.locator(".fix")).to_be_visible()
    expect(panel.locator("pre")).to_contain_text("See [this](/nowhere/).\n")
    line, caret = panel.locator("pre").inner_text().split("\n")
    assert line[caret.index("^") :].startswith(("[this]", "this", "/nowhere/"))
    tab.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    blog.save_post("troubled", "Text.", "See nothing.")
    expect(bar(tab).locator(".count")).to_be_hidden(timeout=FOLLOWS)


def test_edit_opens_the_source_in_the_authors_editor(
    blog: Previewed, window: BrowserContext
) -> None:
    editor = blog.folder.parent / "code"
    opened = editor.with_name("code.opened")
    opened.unlink(missing_ok=True)
    tab = open_tab(window, blog.url("/2018/01/05/three/"))
    with tab.expect_response("**/__ssg/open") as answer:
        bar(tab).get_by_role("button", name="Edit").click()
    assert answer.value.status == 204
    for _ in range(100):
        if opened.exists() and opened.read_text(encoding="utf-8"):
            break
        tab.wait_for_timeout(50)
    assert opened.read_text(encoding="utf-8").endswith("content/posts/three.md:1")
    expect(tab.locator("ssg-preview-bar .panel")).to_be_hidden()


def test_without_an_editor_the_path_is_there_to_be_copied(
    blog: Previewed, window: BrowserContext
) -> None:
    editor = blog.folder.parent / "code"
    aside = editor.rename(editor.with_name("elsewhere"))
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = open_tab(window, blog.url("/2018/01/05/three/"))
    bar(tab).get_by_role("button", name="Edit").click()
    panel = tab.locator("ssg-preview-bar .panel")
    expect(panel).to_contain_text("fix: ")
    panel.get_by_role("button", name="Copy the path").click()
    expect(panel.get_by_role("button")).to_have_text("Copied")
    assert tab.evaluate("navigator.clipboard.readText()") == "content/posts/three.md"
    aside.rename(editor)


def test_a_page_without_a_source_has_neither_words_nor_edit(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_tab(window, blog.url("/archive/"))
    expect(bar(tab).get_by_label("Follow edits")).to_be_visible()
    expect(bar(tab).get_by_role("button", name="Edit")).to_be_hidden()
    expect(bar(tab).locator(".words")).to_be_hidden()


def test_the_bar_folds_to_a_dot_and_stays_folded(blog: Previewed, window: BrowserContext) -> None:
    tab = open_tab(window, blog.url(DRAFT))
    tab.get_by_role("button", name="Hide the preview bar").press("Enter")
    expect(bar(tab).locator(".rest")).to_be_hidden()
    tab.goto(blog.url(LATER))
    expect(bar(tab).locator(".rest")).to_be_hidden()
    tab.get_by_role("button", name="Show the preview bar").press("Enter")
    expect(bar(tab).locator(".rest")).to_be_visible()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_on_a_phone_the_bar_is_one_line_that_covers_no_text(
    browser: Browser, blog: Previewed, direction: str
) -> None:
    blog.save_post("long", *["Word. " * 40] * 20, extra="draft: true\n")
    with new_context(browser, viewport={"width": 390, "height": 700}) as window:
        tab = open_tab(window, blog.url())
        tab.goto(blog.url(address_of("long")))
        expect(tab.locator("h1")).to_have_text("Long", timeout=FOLLOWS)
        tab.evaluate("way => { document.documentElement.dir = way }", direction)
        expect(bar(tab).locator(".badge")).to_be_visible()
        tab.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        box, last = bar(tab).bounding_box(), tab.locator("main > :last-child").bounding_box()
        assert box
        assert last
        assert box["height"] < 45
        assert 0 < last["y"] + last["height"] <= box["y"]
        parts = bar(tab).locator(".rest > :visible, .fold").all()
        edges = [part.bounding_box() for part in parts]
        assert all(edge and edge["x"] >= 0 for edge in edges)
        assert all(edge and edge["x"] + edge["width"] <= 390 for edge in edges)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_styles_of_the_site_do_not_reach_the_bar(blog: Previewed, window: BrowserContext) -> None:
    tab = open_tab(window, blog.url(DRAFT))
    css = "* { color: red !important; display: block; position: static } html > * { opacity: 0 }"
    tab.add_style_tag(content=css)
    expect(bar(tab)).to_have_css("position", "fixed")
    expect(bar(tab)).to_have_css("display", "flex")
    host = tab.locator("ssg-preview-bar")
    expect(host).to_have_css("opacity", "1")
    expect(bar(tab).get_by_role("button", name="Edit")).not_to_have_css("color", "rgb(255, 0, 0)")


def test_the_bar_is_not_printed(blog: Previewed, window: BrowserContext) -> None:
    tab = open_tab(window, blog.url(DRAFT))
    tab.emulate_media(media="print")
    expect(bar(tab)).to_be_hidden()
    assert tab.evaluate("getComputedStyle(document.documentElement).paddingBottom") == "0px"


def test_the_bar_stands_outside_of_the_body(blog: Previewed, window: BrowserContext) -> None:
    blog.save_post("pure", "Pure text.")
    tab = open_tab(window, blog.url())
    tab.goto(blog.url(address_of("pure")))
    expect_text(tab, "Pure text.")
    told = json.loads(tab.locator("#ssg-preview-page").text_content() or "{}")
    assert told["source"] == "content/posts/pure.md"
    assert tab.locator("body ssg-preview-bar").count() == 0
