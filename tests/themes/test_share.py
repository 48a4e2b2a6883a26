"""How readers pass an essay on, or one sentence of it: links, and two buttons that may work."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.blog import build, post, write, write_blog
from tests.browsing import open_browser
from tests.serving import served

PLACES = (
    *("email", "copy", "device", "mastodon", "bluesky", "threads", "whatsapp", "telegram"),
    *("linkedin", "reddit", "hackernews", "facebook", "x"),
)
PAGE = "https://small.example/blog/2024/06/01/said/"
BODY = """\
Words before.

::: pull-quote
The harbor *does not* wait & nobody asks it to.
:::

Words between.

{{< pullquote "The harbor does not wait & nobody asks it to." >}}
"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    blog = write_blog(tmp_path_factory.mktemp("said"))
    settings = (blog / "site.yaml").read_text("utf-8").replace("theme: plain", "theme: broadsheet")
    share = f"theme_settings: {{share: [{', '.join(PLACES)}]}}\n"
    said = post("Said & done", "2024-06-01", BODY).replace("date:", "slug: said\nlikes: 12\ndate:")
    write(blog, {"site.yaml": settings + share, "content/posts/said.md": said})
    assert build(blog).diagnostics == ()
    return blog


def page_of(blog: Path) -> str:
    return (blog / "output/2024/06/01/said/index.html").read_text("utf-8")


def test_each_place_gets_title_and_address_without_a_script(blog: Path) -> None:
    line = page_of(blog).partition('<p class="share">')[2].partition("</p>")[0]
    assert "12 readers liked this" in line
    addresses = re.findall(r'<a href="([^"]+)">', line)
    assert len(addresses) == len(PLACES) - 2
    for address in addresses:
        assert PAGE in unquote(address), address
    mail = parse_qs(urlsplit(addresses[0].replace("&amp;", "&")).query)
    assert mail == {"subject": ["Said & done"], "body": [PAGE]}


def test_each_pull_quote_has_an_address_and_a_link_that_passes_it_on(blog: Path) -> None:
    page = page_of(blog)
    name = "quote-the-harbor-does-not-wait"
    assert re.findall(r'role="none" id="([^"]+)"', page) == [name, f"{name}-2"]
    (first, _) = re.findall(r'class="share-quotation" href="([^"]+)"', page)
    mail = parse_qs(urlsplit(first.replace("&amp;", "&")).query)
    quoted = "“The harbor does not wait & nobody asks it to.”"
    assert mail == {"subject": ["Said & done"], "body": [f"{quoted}\n\n{PAGE}#{name}"]}


def test_feeds_say_a_sentence_once(blog: Path) -> None:
    feed = (blog / "output/feed.xml").read_text("utf-8")
    assert "Words between" in feed
    assert "The harbor" not in feed.partition("<content:encoded>")[2]


def test_the_buttons_stand_only_where_they_work(
    blog: Path, require_program: Callable[..., str]
) -> None:
    with served(blog / "output", "/blog/") as root, open_browser(require_program) as browser:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{root}2024/06/01/said/")
        page.get_by_text("Copy the link").click()
        page.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == PAGE
        can_share = page.evaluate("'share' in navigator")
        assert page.get_by_text("With an app").is_visible() is can_share
        without = browser.new_context(java_script_enabled=False).new_page()
        without.goto(f"{root}2024/06/01/said/")
        assert not without.get_by_text("Copy the link").is_visible()
        assert without.get_by_text("Mastodon").is_visible()
