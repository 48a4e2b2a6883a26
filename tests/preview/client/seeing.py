"""A real preview of a small blog, and a real browser that looks at it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.blog import post, write, write_blog

REPOSITORY = Path(__file__).resolve().parents[3]
BASE = "/blog"
FOLLOWS = 15_000
"""How long a browser may take to show what was saved, on a busy machine, in milliseconds."""
HEARS_OF_CHANGES = """() => {
  window.heard = 0;
  new BroadcastChannel("ssg-preview").onmessage = ({data}) => {
    window.heard += data.busy === false;
  };
}"""
"""Counts what is told of a finished plan, by a change or as a new leader is greeted, so that a test
can wait for news that a tab ignores."""
THEME = {
    "templates/layout.html": """\
        <!doctype html>
        <html lang="{{ view.site.language }}"><head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{% block title %}{{ view.site.title }}{% endblock %}</title>
        <style>{% include "look.css" %}</style>
        <link rel="stylesheet" href="{{ "/linked.css" | url }}">
        {% include "script.html" %}
        </head><body>
        <header><details id="more"><summary>More</summary><p>Fold</p></details>
        <input id="field" aria-label="field"></header>
        <main>{% block main %}{% endblock %}</main>
        </body></html>
        """,
    "templates/look.css": "h1 { color: rgb(1, 1, 1) }\n",
    "templates/script.html": "<!-- none -->\n",
}
FILES = {
    "content/static/linked.css": "body { background: rgb(250, 250, 250) }\n",
    "content/posts/draft.md": post("Unripe", "2018-02-01", "Not yet.").replace(
        "date:", "draft: true\ndate:"
    ),
    "content/posts/later.md": post("Later", "2099-03-01 09:30", "In time."),
}


def write_small_blog(folder: Path) -> Path:
    """Write the blog of three posts with a theme whose pages have something to lose."""
    write_blog(folder)
    write(folder, FILES | {f"themes/plain/{name}": text for name, text in THEME.items()})
    return folder


@dataclass(frozen=True, slots=True)
class Previewed:
    """A preview that runs: its site, and the address of its server without a slash."""

    folder: Path
    root: str
    process: subprocess.Popen[str]

    def url(self, path: str = "/") -> str:
        """Return the address of a page."""
        return f"{self.root}{BASE}{path}"

    def save(self, name: str, text: str) -> None:
        """Save a file of the site as many editors do: aside first, then in its place."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f".{file.name}.tmp")
        aside.write_text(text, encoding="utf-8")
        aside.replace(file)

    def save_post(self, name: str, *paragraphs: str, title: str = "", extra: str = "") -> None:
        """Save a post of 1 May 2019."""
        text = post(title or name.title(), "2019-05-01", "\n\n".join(paragraphs))
        self.save(f"content/posts/{name}.md", text.replace("date:", f"{extra}date:", 1))

    def begin_post(self, name: str, *paragraphs: str) -> None:
        """Save a new post and wait until the server has planned it and told every tab."""
        self.save_post(name, *paragraphs)
        deadline = time.monotonic() + FOLLOWS / 1000
        while time.monotonic() < deadline:
            with suppress(HTTPError), urlopen(self.url(address_of(name))) as page:  # noqa: S310
                if b'"busy": false' in page.read():
                    return
            time.sleep(0.05)
        pytest.fail(f"the preview never showed {name}")

    def stop(self) -> None:
        """End the server as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def address_of(name: str) -> str:
    """Return the address of a post that `save_post` saved."""
    return f"/2019/05/01/{name}/"


@contextmanager
def previewing(folder: Path, port: int = 0, **environment: str) -> Iterator[Previewed]:
    """Preview a site in a process of its own."""
    command = [sys.executable, "-m", "ssg", "preview", "--site", str(folder), "--port", str(port)]
    with (
        (folder.parent / f"{folder.name}.stderr").open("w", encoding="utf-8") as stderr,
        subprocess.Popen(
            [*command, "--json"],
            cwd=REPOSITORY,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):
        assert process.stdout
        line = process.stdout.readline()
        assert line, Path(stderr.name).read_text(encoding="utf-8")
        previewed = Previewed(folder, re.sub("/*$", "", json.loads(line)["url"]), process)
        root = previewed.root.removesuffix(BASE)
        try:
            yield Previewed(folder, root, process)
        finally:
            previewed.stop()


@contextmanager
def new_context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """Open a browser window that knows nothing of others; no script in it may fail."""
    context = browser.new_context(**options)
    context.set_default_timeout(FOLLOWS)
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    try:
        yield context
    finally:
        context.close()
    assert faults == []


def open_tab(context: BrowserContext, url: str) -> Page:
    """Open a tab at a page and wait until its preview runs."""
    tab = context.new_page()
    tab.goto(url)
    # What is saved before the stream is open takes nobody anywhere.
    tab.locator("ssg-preview-bar [data-state=live]").wait_for(state="attached")
    return tab


def bar(tab: Page) -> Locator:
    """Return the bar of a tab."""
    return tab.locator("ssg-preview-bar .bar")


def overlay(tab: Page) -> Locator:
    """Return the panel of errors of a tab."""
    return tab.locator("ssg-preview-overlay .panel")


def expect_text(tab: Page, text: str) -> None:
    """Wait until a text stands in the page."""
    expect(tab.locator("main")).to_contain_text(text, timeout=FOLLOWS)


def set_mark(tab: Page, selector: str = "body") -> None:
    """Leave a mark on a node and on the window, which no new page and no new node has."""
    script = "selector => { window.mark = document.querySelector(selector).mark = 'here' }"
    tab.evaluate(script, selector)


def has_mark(tab: Page, selector: str = "body") -> bool:
    """Tell whether window and node are the ones that were marked."""
    script = "s => window.mark === 'here' && document.querySelector(s)?.mark === 'here'"
    return bool(tab.evaluate(script, selector))
