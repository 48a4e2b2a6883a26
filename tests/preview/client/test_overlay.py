"""Errors stand where the author looks: over the last good page, as text, until they are mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.blog import post
from tests.preview.client.seeing import (
    FOLLOWS,
    HEARS_OF_CHANGES,
    Previewed,
    expect_text,
    has_mark,
    open_tab,
    overlay,
    previewing,
    set_mark,
    write_small_blog,
)

pytestmark = pytest.mark.xdist_group("browser")

THREE = "/2018/01/05/three/"
FILE = "content/posts/three.md"
ATTACK = "<img src=x onerror='window.hacked = 1'>"


def three(date: str = "2018-01-05", body: str = "A quiet essay on lamps.") -> str:
    return post("Three", date, body)


@pytest.fixture
def mended(blog: Previewed) -> Iterator[Previewed]:
    """Return the blog, and mend it in the end."""
    yield blog
    blog.save(FILE, three())


def test_an_error_is_shown_over_the_last_good_page_until_it_is_mended(
    mended: Previewed, window: BrowserContext
) -> None:
    tab = open_tab(window, mended.url(THREE))
    set_mark(tab)
    mended.save(FILE, three("yesterdayish"))
    expect(overlay(tab)).to_be_visible(timeout=FOLLOWS)
    expect(overlay(tab).locator(".place").first).to_have_text(f"{FILE}:3:7")
    line, caret = overlay(tab).locator("pre").first.inner_text().split("\n")
    assert line[caret.index("^") :] == "yesterdayish"
    expect(overlay(tab).locator(".fix").first).to_contain_text("fix: ")
    expect_text(tab, "A quiet essay on lamps.")
    mended.save(FILE, three(body="A mended essay."))
    expect_text(tab, "A mended essay.")
    expect(overlay(tab)).to_be_hidden(timeout=FOLLOWS)
    assert has_mark(tab)


def test_a_dismissed_overlay_comes_back_with_another_error_and_not_before(
    mended: Previewed, window: BrowserContext
) -> None:
    tab = open_tab(window, mended.url(THREE))
    mended.save(FILE, three("yesterdayish"))
    expect(overlay(tab)).to_be_visible(timeout=FOLLOWS)
    badge = tab.locator("ssg-preview-bar .broken")
    tab.keyboard.press("Escape")
    expect(overlay(tab)).to_be_hidden()
    expect(badge).to_have_text("1 error")
    tab.evaluate(HEARS_OF_CHANGES)
    mended.save(FILE, three("yesterdayish", "More words, and the same slip."))
    tab.wait_for_function("window.heard > 0")
    tab.goto(mended.url("/2017/03/01/two/"))
    expect(badge).to_have_text("1 error")
    expect(overlay(tab)).to_be_hidden()
    mended.save(FILE, three("tomorrowish"))
    expect(overlay(tab).locator("pre").first).to_contain_text("tomorrowish", timeout=FOLLOWS)
    expect(overlay(tab)).to_be_visible()
    overlay(tab).get_by_role("button", name="Close").click()
    expect(overlay(tab)).to_be_hidden()
    badge.click()
    expect(overlay(tab)).to_be_visible()


def test_markup_in_names_and_front_matter_stays_text(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_tab(window, blog.url(THREE))
    name = "content/posts/<img src=x onerror=document.title=1>.md"
    blog.save(name, post("Four", f"{ATTACK}", "Text."))
    expect(overlay(tab)).to_be_visible(timeout=FOLLOWS)
    expect(overlay(tab).locator(".place").first).to_contain_text("<img src=x onerror")
    expect(overlay(tab)).to_contain_text(ATTACK)
    assert tab.locator("ssg-preview-overlay img").count() == 0
    assert tab.evaluate("window.hacked") is None
    (blog.folder / name).unlink()
    expect(overlay(tab)).to_be_hidden(timeout=FOLLOWS)


def test_an_error_in_a_template_is_shown_where_it_is(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_tab(window, blog.url(THREE))
    template = blog.folder / "themes/plain/templates/post.html"
    good = template.read_text(encoding="utf-8")
    blog.save("themes/plain/templates/post.html", good.replace("view.entry.title", "view.entrie"))
    expect(overlay(tab).locator(".place").first).to_contain_text("post.html:", timeout=FOLLOWS)
    blog.save("themes/plain/templates/post.html", good)
    expect(overlay(tab)).to_be_hidden(timeout=FOLLOWS)


def test_a_site_that_could_never_be_built_shows_why_and_then_itself(
    tmp_path: Path, window: BrowserContext
) -> None:
    folder = write_small_blog(tmp_path / "blog")
    settings = (folder / "site.yaml").read_text(encoding="utf-8")
    (folder / "site.yaml").write_text(f"{settings}titel: x\ntitle: [\n", encoding="utf-8")
    with previewing(folder) as previewed:
        tab = window.new_page()
        tab.goto(previewed.url(THREE))
        expect(overlay(tab)).to_be_visible(timeout=FOLLOWS)
        expect(overlay(tab).locator(".place").first).to_contain_text("site.yaml:")
        previewed.save("site.yaml", settings)
        expect_text(tab, "A quiet essay on lamps.")
        expect(overlay(tab)).to_be_hidden(timeout=FOLLOWS)
