"""The demo blog in a real browser: axe-core finds nothing, and nothing scrolls sideways."""

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.validators.reading import BuiltSite

HERE = Path(__file__).parent
Look = Callable[[Path, str, list[str]], dict[str, list[dict[str, Any]]]]


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder below the path of the site, and says nothing."""

    def __init__(self, *arguments: Any, base_path: str, **options: Any) -> None:
        self.base_path = base_path
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        """Return the file for an address; what lies outside of the site does not exist."""
        rest = path.removeprefix(self.base_path)
        inside = path.startswith(self.base_path)
        return super().translate_path(f"/{rest}" if inside else "/outside-of-the-site")

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, base_path: str) -> Iterator[str]:
    handler = partial(QuietHandler, directory=str(folder), base_path=base_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base_path}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def look(require_program: Callable[..., str], node_modules: Path) -> Look:
    """Return a function that opens addresses of a folder in Chromium and tells what it saw."""
    assert node_modules
    node = require_program("node")
    chromium = require_program("chromium", "chromium-browser", "google-chrome", "chrome")

    def look_at(folder: Path, base_path: str, paths: list[str]) -> dict[str, list[dict[str, Any]]]:
        with served(folder, base_path) as root:
            shown = subprocess.run(
                [node, HERE / "browser.mjs", chromium, *(root + path for path in paths)],
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
        assert shown.returncode == 0, shown.stderr
        read: dict[str, list[dict[str, Any]]] = json.loads(shown.stdout)
        return read

    return look_at


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


@pytest.fixture(scope="module")
def seen(demo_site: BuiltSite, look: Look) -> dict[str, list[dict[str, Any]]]:
    """Return what the browser saw of the demo blog."""
    paths = kinds_of_pages(demo_site)
    assert len(paths) > 8
    return look(demo_site.folder, urlsplit(demo_site.url).path, paths)


def test_axe_finds_nothing_in_light_or_dark(seen: dict[str, list[dict[str, Any]]]) -> None:
    faults = [
        f"{fault['address']} ({fault['colorScheme']}): {fault['id']}: {fault['html'][:160]}\n"
        f"    {fault['why']}"
        for fault in seen["violations"]
    ]
    assert not faults, "\n".join(faults)


def test_no_page_scrolls_sideways_on_a_small_phone(
    seen: dict[str, list[dict[str, Any]]],
) -> None:
    faults = [
        f"{fault['address']}: {fault['width']} px: {fault['wide']}" for fault in seen["overflows"]
    ]
    assert not faults, "\n".join(faults)


def test_the_browser_asks_no_other_host(seen: dict[str, list[dict[str, Any]]]) -> None:
    assert seen["requests"] == []


def test_no_script_of_a_page_fails(seen: dict[str, list[dict[str, Any]]]) -> None:
    assert seen["errors"] == []


def test_faults_of_a_bad_page_are_named(look: Look, tmp_path: Path) -> None:
    start = "<!doctype html><html lang='en'><head><title>x</title></head><body><main><h1>x</h1>"
    wide = "<img src='x.png' width=600 height=10><p style='color:#bbb;background:#fff'>pale</p>"
    (tmp_path / "bad.html").write_text(f"{start}{wide}<script>throw 1</script></main>", "utf-8")
    (tmp_path / "good.html").write_text(f"{start}<p>dark</p></main>", "utf-8")
    (tmp_path / "favicon.ico").write_bytes(b"")
    seen = look(tmp_path, "/", ["bad.html", "good.html"])
    assert {"image-alt", "color-contrast"} <= {fault["id"] for fault in seen["violations"]}
    assert [fault["width"] > 600 for fault in seen["overflows"]] == [True]
    assert seen["errors"]
    bad = [fault["address"].endswith("bad.html") for kind in seen.values() for fault in kind]
    assert all(bad)
