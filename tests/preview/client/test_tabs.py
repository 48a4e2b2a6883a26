"""Many tabs, one stream: all follow, none stalls, whatever becomes of the one that leads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.preview.client.seeing import (
    FOLLOWS,
    HEARS_OF_CHANGES,
    Previewed,
    address_of,
    bar,
    expect_text,
    has_mark,
    new_context,
    open_tab,
    previewing,
    set_mark,
    write_small_blog,
)

pytestmark = pytest.mark.xdist_group("second browser")

WITHOUT_LOCKS = "delete Navigator.prototype.locks"
HIDEABLE = """
let isHidden = false;
Object.defineProperty(document, "hidden", {get: () => isHidden});
Object.defineProperty(document, "visibilityState", {get: () => isHidden ? "hidden" : "visible"});
window.hide = is => { isHidden = is; document.dispatchEvent(new Event("visibilitychange")) };
"""
ONE = "/2016/10/29/one/"
TWO = "/2017/03/01/two/"


def one_and(more: str) -> str:
    return f"The harbour wakes. See [[Two]]. {more}"


def save_one(blog: Previewed, more: str) -> None:
    blog.save("content/posts/one.md", f"---\ntitle: One\ndate: 2016-10-29\n---\n{one_and(more)}\n")


def is_at(tab: Page, path: str) -> bool:
    return urlsplit(tab.url).path == f"/blog{path}"


def wait_until_at(tab: Page, path: str) -> None:
    tab.wait_for_url(f"**/blog{path}", timeout=FOLLOWS)


@contextmanager
def eight_tabs(window: BrowserContext, blog: Previewed) -> Iterator[list[Page]]:
    yield [open_tab(window, blog.url(ONE)) for _ in range(8)]


def test_eight_tabs_all_follow_and_none_stalls(blog: Previewed, window: BrowserContext) -> None:
    with eight_tabs(window, blog) as tabs:
        save_one(blog, "Eight read this.")
        for tab in tabs:
            expect_text(tab, "Eight read this.")
        # A browser has six connections to a server: one more page must come at once.
        tabs[7].goto(blog.url(TWO), timeout=FOLLOWS)
        expect(tabs[7].locator("h1")).to_have_text("Two")


def test_the_lead_passes_on_when_tabs_close(blog: Previewed, window: BrowserContext) -> None:
    with eight_tabs(window, blog) as tabs:
        # Whoever leads is among these: the tab that came to the front last, and some others.
        for tab in (tabs[7], tabs[6], tabs[0]):
            tab.close()
        save_one(blog, "Five are left.")
        for tab in tabs[1:6]:
            expect_text(tab, "Five are left.")


def test_tabs_have_one_stream_together(blog: Previewed, window: BrowserContext) -> None:
    tabs = [open_tab(window, blog.url(ONE)) for _ in range(3)]
    held = "async () => (await navigator.locks.query()).held.map(lock => lock.name)"
    waiting = "async () => (await navigator.locks.query()).pending.length"
    assert tabs[0].evaluate(held) == ["ssg-preview"]
    assert tabs[0].evaluate(waiting) == 2


def test_without_locks_every_tab_follows_by_itself(browser: Browser, blog: Previewed) -> None:
    with new_context(browser) as window:
        window.add_init_script(WITHOUT_LOCKS)
        tabs = [open_tab(window, blog.url(ONE)) for _ in range(2)]
        assert tabs[0].evaluate("navigator.locks") is None
        save_one(blog, "Alone.")
        for tab in tabs:
            expect_text(tab, "Alone.")


def test_a_hidden_tab_fetches_nothing_and_catches_up_when_seen(
    browser: Browser, blog: Previewed
) -> None:
    with new_context(browser) as window:
        window.add_init_script(HIDEABLE)
        hidden, seen = (open_tab(window, blog.url(ONE)) for _ in range(2))
        hidden.evaluate("hide(true)")
        asked: list[str] = []
        hidden.on("request", lambda request: asked.append(request.url))
        hidden.evaluate(HEARS_OF_CHANGES)
        save_one(blog, "Behind the curtain.")
        expect_text(seen, "Behind the curtain.")
        hidden.wait_for_function("window.heard > 0")
        assert [url for url in asked if "/__ssg/" not in url] == []
        hidden.evaluate("hide(false)")
        expect_text(hidden, "Behind the curtain.")


def test_tabs_catch_up_after_a_restart(tmp_path: Path, window: BrowserContext) -> None:
    folder = write_small_blog(tmp_path / "blog")
    with previewing(folder) as before:
        tabs = [open_tab(window, before.url(ONE)) for _ in range(2)]
        for tab in tabs:
            set_mark(tab, "main")
    said = "preview stopped – run ssg preview"
    for tab in tabs:
        expect(bar(tab)).to_contain_text(said, timeout=FOLLOWS)
    save_one(before, "While you were away.")
    with previewing(folder, urlsplit(before.root).port or 0) as after:
        assert after.root == before.root
        for tab in tabs:
            expect_text(tab, "While you were away.")
            expect(bar(tab)).not_to_contain_text(said)
            assert has_mark(tab, "main")


def test_only_tabs_that_follow_edits_go_to_the_entry_that_is_saved(
    blog: Previewed, window: BrowserContext
) -> None:
    blog.begin_post("saved", "Text.")
    stays, goes = (open_tab(window, blog.url(TWO)) for _ in range(2))
    goes.get_by_label("Follow edits").check()
    stays.evaluate(HEARS_OF_CHANGES)
    blog.save_post("saved", "Text that changed.")
    wait_until_at(goes, address_of("saved"))
    stays.wait_for_function("window.heard > 0")
    assert is_at(stays, TWO)
    # The tick is the tab's own and outlives the way to another page.
    expect(goes.get_by_label("Follow edits")).to_be_checked()
    expect(stays.get_by_label("Follow edits")).not_to_be_checked()


def test_a_hidden_tab_that_follows_edits_goes_when_it_is_seen(
    browser: Browser, blog: Previewed
) -> None:
    blog.begin_post("unseen", "Text.")
    with new_context(browser) as window:
        window.add_init_script(HIDEABLE)
        hidden, seen = (open_tab(window, blog.url(TWO)) for _ in range(2))
        for tab in (hidden, seen):
            tab.get_by_label("Follow edits").check()
        hidden.evaluate("hide(true)")
        hidden.evaluate(HEARS_OF_CHANGES)
        blog.save_post("unseen", "Text that changed.")
        wait_until_at(seen, address_of("unseen"))
        hidden.wait_for_function("window.heard > 0")
        assert is_at(hidden, TWO)
        hidden.evaluate("hide(false)")
        wait_until_at(hidden, address_of("unseen"))


def test_a_tab_goes_along_when_its_own_entry_gets_another_address(
    blog: Previewed, window: BrowserContext
) -> None:
    tab, other = open_tab(window, blog.url(TWO)), open_tab(window, blog.url(ONE))
    saved = {"name": "goto", "address": "/blog/2018/01/05/three/", "isNew": False}
    saved["source"] = "content/posts/two.md"
    other.evaluate("told => new BroadcastChannel('ssg-preview').postMessage(told)", saved)
    wait_until_at(tab, "/2018/01/05/three/")
    assert is_at(other, ONE)


def test_a_stream_that_was_refused_is_opened_again(blog: Previewed, window: BrowserContext) -> None:
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=503)

    window.route("**/__ssg/events", refuse, times=1)
    tab = open_tab(window, blog.url(ONE))
    save_one(blog, "After all.")
    expect_text(tab, "After all.")
    assert refused


def test_a_new_post_opens_in_the_tab_that_was_used_last(
    blog: Previewed, window: BrowserContext
) -> None:
    first, last, third = (open_tab(window, blog.url(TWO)) for _ in range(3))
    third.evaluate(HEARS_OF_CHANGES)
    last.locator("h1").click()
    blog.save_post("brand-new", "Fresh.")
    wait_until_at(last, address_of("brand-new"))
    third.wait_for_function("window.heard > 0")
    assert is_at(first, TWO)
    assert is_at(third, TWO)


def test_nobody_who_types_is_taken_elsewhere(blog: Previewed, window: BrowserContext) -> None:
    tab = open_tab(window, blog.url(TWO))
    tab.get_by_label("Follow edits").check()
    tab.locator("#field").press_sequentially("my tho")
    tab.evaluate(HEARS_OF_CHANGES)
    other = open_tab(window, blog.url(TWO))
    other.get_by_label("Follow edits").check()
    blog.save_post("interruption", "Text.")
    wait_until_at(other, address_of("interruption"))
    tab.wait_for_function("window.heard > 0")
    assert is_at(tab, TWO)
    assert tab.input_value("#field") == "my tho"
