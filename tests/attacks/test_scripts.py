"""No field of front matter, records, comments or settings runs a script or asks another host.

Each vector stands in every field that takes it, and a real Chromium opens the pages. What calls
`pwn` or asks for anything of another host is found, as is what waits for a click.
"""

import mimetypes
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from playwright.sync_api import Browser, Dialog, Page, Route

from ssg.parse.entries.table import ENTRY_TABLE
from tests.attacks.fields import Poisoned, names_of
from tests.attacks.in_memory import Made, Store, make
from tests.attacks.judging import faults_of, scripts_in
from tests.attacks.poisoned import NOT_WORDS, poisoned
from tests.attacks.test_any_input import BASE
from tests.attacks.vectors import ALL
from tests.browsing import open_browser
from tests.serving import QuietServer, at_work
from tests.themes.builtin import THEMES

FEW = list(range(0, len(ALL), 24))
LISTEN = """
window.pwned = [];
window.pwn = (number) => { window.pwned.push(number); };
addEventListener('securitypolicyviolation', (event) => window.pwned.push(event.blockedURI));
"""
LOOK = """() => {
  const found = [...window.pwned, ...(document.contentType === 'text/html' ? [] : ['no page'])];
  for (const element of document.querySelectorAll('*')) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith('on') && /pw/.test(value)) found.push(`<${element.localName} ${name}>`);
      if (!['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'poster'].includes(name)) continue;
      let protocol = '';
      try { protocol = new URL(value, document.baseURI).protocol; } catch { continue; }
      if (['javascript:', 'vbscript:', 'data:'].includes(protocol) && !value.startsWith('data:image/')) {
        found.push(`<${element.localName} ${name}=${value}>`);
      }
    }
  }
  if (document.querySelector('base, object, embed, frame, iframe, marquee, math')) found.push('a strange element');
  return found;
}"""


@contextmanager
def served(outputs: Mapping[str, bytes]) -> Iterator[str]:
    """Serve outputs from memory on this computer alone."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            name = f"{path}index.html" if path.endswith("/") or not path else path
            content = outputs.get(name)
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if "t" in kind else kind)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with at_work(QuietServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program) as started:
        yield started


class Watch:
    """What pages of one tab do that no reader asked for."""

    def __init__(self, page: Page, root: str) -> None:
        """Watch a tab that shows pages below `root`."""
        self.page, self.root = page, root
        self.found: list[str] = []
        page.add_init_script(LISTEN)
        page.on("dialog", self._dismiss)
        page.on("popup", lambda at: self.found.append(f"a window: {at.url}"))
        page.context.route(lambda url: not url.startswith(root), self._refuse)

    def _dismiss(self, dialog: Dialog) -> None:
        self.found.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _refuse(self, route: Route) -> None:
        address = route.request.url
        # A picture at a whole address is one that its author wants from there.
        if not address.startswith(("data:image/", "https://x.example/")):
            self.found.append(f"asks {address}")
        route.abort()

    def faults(self, path: str) -> list[str]:
        """Open a page, and return what it does."""
        self.found = []
        self.page.goto(self.root + path, wait_until="load")
        self.found += map(str, self.page.evaluate(LOOK))
        return [f"/{path}: {each}" for each in self.found]


def pages_of(made: Made) -> list[str]:
    """Return the addresses of all pages but those that only lead on."""
    return [
        "".join(
            f"%{byte:02x}" if byte in b"%#? " or byte > 126 else chr(byte) for byte in path.encode()
        ).removesuffix("index.html")
        for path, content in made.outputs.items()
        if path.endswith(".html")
        and b'http-equiv="refresh"' not in content
        # Days and years show what other listings show.
        and not re.match(r"(?:page|category|tag)/.*/page/|\d{4}/(?:\d\d/)?index", path)
    ]


def look_at(made: Made, browser: Browser, *, most: int = 10_000) -> list[str]:
    """Open pages in one tab, at most so many of a kind, and return what is wrong."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for path in pages_of(made):
        kinds[re.sub(r"\d", "", path.partition("/")[0])].append(path)
    chosen = [path for paths in kinds.values() for path in paths[-most:]]
    with served(made.outputs) as root:
        context = browser.new_context()
        watch = Watch(context.new_page(), root)
        faults = [fault for path in chosen for fault in watch.faults(path)]
        context.close()
    return faults


Poison = tuple[Mapping[str, str | bytes], Made, list[Poisoned]]


@pytest.fixture(scope="module")
def few() -> Poison:
    return poisoned(THEMES[0], FEW, Store())


def test_the_words_of_an_attacker_reach_every_field_that_takes_text(few: Poison) -> None:
    took = {sheet.path.rpartition("/")[0]: set[str]() for sheet in few[2]}
    for sheet in few[2]:
        took[sheet.path.rpartition("/")[0]] |= sheet.took()
    plain = {name for name in names_of(ENTRY_TABLE) if name.split(".")[0] not in NOT_WORDS}
    typed = {"date", "updated", "id", "comments.mastodon", "comments.bluesky", "language", "likes",
             "series.part", "corrections.date", "sources.accessed", "authors.email"}  # fmt: skip
    missing = plain - took["content/posts"] - typed
    assert {name for name in missing if not name.startswith("audio.")} <= {
        "sources.url", "sources.archived", "links.url", "authors.links.url", "aliases[]", "slug", "permalink"
    }  # fmt: skip
    assert {"name", "bio", "role", "links.title"} <= took["content/authors"]
    assert {"author.name", "author.url", "body"} <= took["content/comments"]


def test_no_page_of_a_poisoned_site_holds_what_would_run(few: Poison) -> None:
    files, made, _ = few
    assert faults_of(made, files) == []


def test_no_page_of_a_poisoned_site_runs_anything(few: Poison, browser: Browser) -> None:
    faults = look_at(few[1], browser, most=2)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "service",
    [
        'analytics: {provider: goatcounter, code: a, "x onload=pwn(1) y": "1"}',
        'comments: {provider: isso, server: "https://x.example", "x onload=pwn(1) y": "1"}',
        'comments: {provider: script, src: "https://x.example/a.js", "x onload=pwn(1) y": "1"}',
        'comments: {provider: utterances, repo: a/b, "x onload=pwn(1) y": "1"}',
    ],
)
def test_the_name_of_an_option_is_one(service: str) -> None:
    site = f"title: Lamp\nurl: https://lamp.example/\nauthor: ana\n{service}\n"
    made = make({**BASE, "site.yaml": site}, Store())
    assert [(each.rule, each.line) for each in made.errors] == [("unknown-key", 4)]


def test_no_feed_of_a_poisoned_site_brings_a_script(few: Poison) -> None:
    assert faults_of_feeds(few[1]) == []


def faults_of_feeds(made: Made) -> list[str]:
    """Return what would run of what feed readers show as HTML, before any of them cleans it."""
    feedparser.SANITIZE_HTML = 0
    faults: list[str] = []
    for path, content in made.outputs.items():
        if not path.endswith(".xml") or "sitemap" in path:
            continue
        read = feedparser.parse(content)
        faults += [f"{path}: {read.bozo_exception}"] if read.bozo else []
        for entry in read.entries:
            parts = [*entry.get("content", ()), entry.get("summary_detail", {})]
            shown = [part.get("value", "") for part in parts if part.get("type") != "text/plain"]
            faults += [f"{path}: {each}" for part in shown for each in scripts_in(part)]
    return faults


@pytest.mark.torture
@pytest.mark.parametrize("theme", THEMES)
def test_every_vector_in_every_field_of_every_theme_is_words(theme: str, browser: Browser) -> None:
    files, made, _ = poisoned(theme, list(ALL), Store())
    faults = [*faults_of(made, files), *faults_of_feeds(made), *look_at(made, browser, most=16)]
    assert not faults, "\n".join(faults)
