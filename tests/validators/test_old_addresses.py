"""Old addresses on a host of plain files, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.blog import build, write
from tests.browsing import open_browser
from tests.serving import at_work

SITE = "title: Lamp\nurl: https://new.example/blog/\nauthor: ana\nredirects: [html]\n"
POST = '---\ntitle: Words\ndate: 2016-10-29\nguid: "https://old.example/?p=73"\n---\nText.\n'
PATIENCE = 15_000
"""Milliseconds; whoever waits goes on at once when it has come."""


class PlainHost(SimpleHTTPRequestHandler):
    """Serves files below /blog/, and 404.html for all that is missing, as hosts of pages do."""

    def do_GET(self) -> None:
        """Answer, and note what was asked."""
        asked: list[str] = self.server.asked  # type: ignore[attr-defined]
        asked.append(self.path)
        self.path = self.path.removeprefix("/blog")
        super().do_GET()

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        """Show the page for lost readers."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    handler = partial(PlainHost, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    asked: list[str] = []
    server.asked = asked  # type: ignore[attr-defined]
    with at_work(server) as port:
        yield f"http://127.0.0.1:{port}/blog", asked


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def built(folder: Path, guid: str = "https://old.example/?p=73") -> Path:
    files = {
        "site.yaml": SITE,
        "content/authors/ana.yaml": "name: Ana\n",
        "content/posts/words.md": POST.replace("https://old.example/?p=73", guid),
        "content/redirects.yaml": "- {from: '/?cat=5&paged=2', to: /archive/}\n",
    }
    if not guid.startswith("http"):
        del files["content/redirects.yaml"]
    write(folder, files)
    result = build(folder)
    assert not result.has_failed, result.diagnostics
    return folder / "output"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/?p=73", "/2016/10/29/words/"),
        ("/?utm_source=x&p=73#comments", "/2016/10/29/words/#comments"),
        ("/?paged=2&cat=5", "/archive/"),
        ("/?feed=rss2", "/feed.xml"),
        ("/2016/10/29/words/amp/", "/2016/10/29/words/"),
        ("/2016/10/29/words/comment-page-2/#comment-7", "/2016/10/29/words/#comment-7"),
        ("/2016/10/29/words/2/", "/2016/10/29/words/"),
    ],
)
def test_a_reader_is_sent_on(page: Page, tmp_path: Path, old: str, new: str) -> None:
    with served(built(tmp_path)) as (root, _):
        page.goto(root + old)
        page.wait_for_url(root + new, timeout=PATIENCE)


@pytest.mark.parametrize("address", ["/?p=74", "/?cat=5", "/?s=words", "/nowhere/", "/1999/12/"])
def test_a_reader_whom_nobody_expects_stays(page: Page, tmp_path: Path, address: str) -> None:
    with served(built(tmp_path)) as (root, _):
        page.goto(root + address, wait_until="networkidle")
        assert page.url == root + address


def test_the_map_is_fetched_only_by_those_who_may_need_it(page: Page, tmp_path: Path) -> None:
    with served(built(tmp_path)) as (root, asked):
        for address in ("/", "/?utm_source=x", "/?s=p"):
            page.goto(root + address, wait_until="networkidle")
        assert not any("old-addresses" in address for address in asked)
        page.goto(f"{root}/?p=1", wait_until="networkidle")
        assert any("old-addresses" in address for address in asked)


def test_without_script_the_front_page_is_there(browser: Browser, tmp_path: Path) -> None:
    with (
        served(built(tmp_path)) as (root, _),
        browser.new_context(java_script_enabled=False) as bare,
    ):
        page = bare.new_page()
        page.goto(f"{root}/?p=73")
        assert page.get_by_role("link", name="Words").count() > 0


def test_a_site_without_such_addresses_has_no_script(tmp_path: Path) -> None:
    output = built(tmp_path, guid="tag:old.example,2016:73")
    scripts = [
        (output / name).read_text("utf-8").count("<script>") for name in ("index.html", "404.html")
    ]
    assert scripts == [0, 0]
    assert not (output / "old-addresses.json").exists()
