"""From a comment on the page to the same comment in the HTML: a real Isso, a real browser."""

import http.client
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from ssg.cli import run
from ssg.deploy.headers.policy import policy_of, scan_file
from tests.blog import build, post, write
from tests.browsing import BROWSERS
from tests.replies.isso_server import Isso, running_isso
from tests.serving import served

HOSTILE = (
    "<script>window.hacked = 1</script> <img src=x onerror='window.hacked = 1'> "
    "[press](javascript:window.hacked=1) ![see](https://stranger.example/spy.png) **truly**"
)
SITE = """\
title: The Small Lamp
url: {url}
timezone: Europe/Berlin
author: ana
comments: {{provider: isso, server: "{server}"}}
"""
ADDRESS = "2016/10/29/caf%C3%A9-of-words/"
FILE = "content/comments/cafe.yaml"
OLD = """\
post: {permalink: /2016/10/29/café-of-words/}
comments:
# The first of all, from the old blog.
- id: wp-7
  author: {name: Bo}
  date: 2016-11-01T10:00:00+01:00
  body: Well said.
"""


@dataclass(frozen=True)
class Blog:
    """A site with Isso, built and served, and a browser."""

    folder: Path
    root: str
    isso: Isso
    browser: Browser

    def open(self, fragment: str = "") -> tuple[Page, list[str]]:
        """Open the post in a new window, under the policy that a deploy makes of the site.

        Also returns what is asked of other hosts and what the policy forbids, as it happens.
        """
        files = [file for file in (self.folder / "output").rglob("*") if file.is_file()]
        policy = policy_of([scan_file(file.name, file.read_bytes()) for file in files]).text
        heard: list[str] = []
        page = self.browser.new_page()
        page.on("request", lambda request: heard.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))

        def with_policy(route: Route) -> None:
            answer = route.fetch()
            headers = {**answer.headers, "content-security-policy": policy}
            route.fulfill(response=answer, headers=headers)

        page.route(f"{self.root}{ADDRESS}", with_policy)
        page.goto(f"{self.root}{ADDRESS}{fragment}")
        return page, heard

    def strange(self, heard: Sequence[str]) -> list[str]:
        """Return what neither the site nor Isso was asked, and what was complained of."""
        return [each for each in heard if not each.startswith((self.root, self.isso.server))]

    def pull(self, *options: str) -> dict[str, object]:
        """Pull, and return what the command reports."""
        output = io.StringIO()
        with redirect_stdout(output):
            code = run(["comments", "pull", "--json", "--site", str(self.folder), *options])
        assert code == 0, output.getvalue()
        told = json.loads(output.getvalue())
        return {name: told[name] for name in ("new", "changed", "removed")}

    def html(self) -> str:
        """Build, and return the page of the post."""
        build(self.folder)
        return (self.folder / "output" / unquote(ADDRESS) / "index.html").read_text("utf-8")

    def comments(self) -> str:
        return (self.folder / FILE).read_text("utf-8")


@pytest.fixture(scope="module")
def blog(
    tmp_path_factory: pytest.TempPathFactory, require_program: Callable[..., str]
) -> Iterator[Blog]:
    """A long post with one old comment, in a folder of its host, and Isso beside it."""
    folder = tmp_path_factory.mktemp("isso")
    site = folder / "site"
    output = site / "output"
    output.mkdir(parents=True)
    text = "The harbour wakes.\n\n" + "A line of it.\n\n" * 200
    files = {
        "content/authors/ana.yaml": "name: Ana Ruiz\nemail: ana@small.example\n",
        "content/posts/one.md": post("Café “of” Words", "2016-10-29", text).replace(
            "date:", "slug: café-of-words\ndate:"
        ),
        FILE: OLD,
    }
    chromium = require_program(*BROWSERS)
    with (
        served(output, "/blog/") as root,
        running_isso(folder, root.removesuffix("blog/")) as isso,
        sync_playwright() as playwright,
    ):
        write(site, {"site.yaml": SITE.format(url=root, server=isso.server), **files})
        assert not build(site).diagnostics
        # Of an answer that a test has changed, the browser no longer knows that it is from here.
        options = ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield Blog(site, root, isso, browser)
        browser.close()


def say(page: Page, name: str, text: str, email: str = "") -> None:
    """Write a comment as a reader does."""
    page.fill("#isso-thread > .isso-postbox textarea", text)
    page.fill("#isso-postbox-author", name)
    page.fill("#isso-postbox-email", email)
    page.click("#isso-thread > .isso-postbox [type=submit]")
    page.wait_for_selector(".isso-comment >> text=" + text.rsplit(maxsplit=1)[-1].strip("*"))


def test_a_comment_on_the_page_becomes_a_part_of_the_page(blog: Blog) -> None:
    page, heard = blog.open()
    page.wait_for_timeout(300)
    assert [each for each in heard if not each.startswith(blog.root)] == []
    page.locator(".answer").scroll_into_view_if_needed()
    page.wait_for_selector("#isso-thread textarea")
    say(page, "Cy <b>", "Two *lines*\nof praise", "cy@reader.example")
    say(page, "Mallory", HOSTILE)
    assert blog.strange(heard) == []
    page.close()
    assert blog.pull() == {"new": 0, "changed": 0, "removed": 0}, "nothing was approved yet"
    before = blog.comments()
    assert before == OLD

    blog.isso.approve_all()
    assert blog.pull("--dry-run") == {"new": 2, "changed": 0, "removed": 0}
    assert blog.comments() == OLD
    assert blog.pull() == {"new": 2, "changed": 0, "removed": 0}
    pulled = blog.comments()
    assert pulled.startswith(OLD), "what stood there stands there, its remark too"
    assert "reader.example" not in pulled
    assert "127.0.0" not in pulled
    assert blog.pull() == {"new": 0, "changed": 0, "removed": 0}
    by_file = blog.pull("--from", str(blog.isso.database))
    assert by_file == {"new": 0, "changed": 0, "removed": 0}, "both ways tell the same"
    assert blog.comments() == pulled

    html = blog.html()
    assert re.search(
        r'id="comment-1"[^>]*>.*?Cy &lt;b&gt;.*?<p>Two <em>lines</em><br>', html, re.DOTALL
    )
    assert 'id="comment-7"' in html
    assert "&lt;script&gt;" in html
    see_that_the_hostile_one_does_nothing(blog)
    see_that_what_changes_there_changes_here(blog)


def see_that_the_hostile_one_does_nothing(blog: Blog) -> None:
    page, heard = blog.open("#isso-thread")
    page.wait_for_selector("#isso-2.stands-above")
    written = page.locator("#comment-2 .comment-text")
    assert written.locator("strong").inner_text() == "truly"
    assert written.locator("script, img, a").count() == 0
    assert page.evaluate("window.hacked") is None
    assert blog.strange(heard) == []
    assert not page.locator("#isso-2 .isso-text").first.is_visible(), "its words stand above"
    assert page.locator("#isso-2 .isso-reply").first.is_visible(), "it can still be answered"
    page.close()


def see_that_what_changes_there_changes_here(blog: Blog) -> None:
    answer = {"text": "My own answer", "author": "Ana Ruiz", "email": "ana@small.example"}
    uri = quote(f"/blog/{ADDRESS}", safe="")
    post_json(f"{blog.isso.server}/new?uri={uri}", {**answer, "parent": 1, "title": "x"})
    blog.isso.approve_all()
    blog.isso.change("UPDATE comments SET text = 'Said otherwise' WHERE id = 2")
    assert blog.pull() == {"new": 1, "changed": 1, "removed": 0}
    comments = blog.comments()
    assert re.search(r"- id: isso-3\n  parent: isso-1\n", comments)
    assert "Said otherwise" in comments
    assert "user: ana" not in comments, "anybody can type a name"

    hand = comments.replace("Said otherwise", "Said [shortened]").replace(
        "- id: isso-3\n", "- id: isso-3\n  # mine\n"
    )
    (blog.folder / FILE).write_text(hand, "utf-8")
    assert blog.pull() == {"new": 0, "changed": 0, "removed": 0}, "edits by hand stay"
    assert blog.comments() == hand

    blog.isso.change("DELETE FROM comments WHERE id IN (1, 2)")
    assert blog.pull("--from", str(blog.isso.database))["removed"] == 2
    comments = blog.comments()
    assert "isso-1\n" not in comments
    assert "isso-2" not in comments
    html = blog.html()
    assert "My own answer" in html
    assert "shortened" not in html
    assert 'id="comment-7"' in html


def post_json(url: str, value: object) -> None:
    place = urlsplit(url)
    headers = {"Content-Type": "application/json"}
    with closing(http.client.HTTPConnection(place.netloc)) as connection:
        connection.request("POST", f"/new?{place.query}", json.dumps(value), headers)
        assert connection.getresponse().status == 202
