"""When a reader's eyes would see what was saved: a real browser that looks out for marks."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page, sync_playwright

_PATIENCE_SECONDS = 600.0
_LOOK_MILLISECONDS = 10
# Runs in every document before anything of it is parsed. The times are taken here, so that it does
# not matter how quickly Playwright hears of them.
_WATCH = """
(() => {
  const told = new Set();
  const tell = (mark) => {
    if (told.has(mark)) return;
    told.add(mark);
    window.tellMark(mark, Date.now());
  };
  const readText = () => {
    for (const [mark] of (document.body?.textContent ?? "").matchAll(/mark\\d+x/g)) tell(mark);
  };
  const readStyle = () => {
    const root = document.documentElement;
    const mark = root && getComputedStyle(root).getPropertyValue("--mark").trim();
    if (mark) tell(mark);
    requestAnimationFrame(readStyle);
  };
  const all = { childList: true, characterData: true, subtree: true };
  new MutationObserver(readText).observe(document, all);
  readStyle();
})();
"""


class Eyes:
    """A tab, and when each mark first stood in its text or its style."""

    def __init__(self, context: BrowserContext) -> None:
        """Open the tab."""
        self._seen: dict[str, float] = {}
        context.expose_function("tellMark", self._note)
        context.add_init_script(_WATCH)
        self.context = context
        self.tab: Page = context.new_page()

    def visit(self, url: str) -> None:
        """Go to a page and wait until it is parsed."""
        self.tab.goto(url, wait_until="domcontentloaded", timeout=_PATIENCE_SECONDS * 1000)

    def forget(self) -> None:
        """Forget all marks: another site may have the same."""
        self._seen.clear()

    def wait_for(self, mark: str) -> float:
        """Return when `mark` was seen, in seconds since the epoch."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while mark not in self._seen:
            if time.monotonic() > until:
                sys.exit(f"{mark} was not seen at {self.tab.url}")
            self.tab.wait_for_timeout(_LOOK_MILLISECONDS)
        return self._seen[mark]

    def rest(self, seconds: float) -> None:
        """Let time pass, in which the browser works on."""
        self.tab.wait_for_timeout(seconds * 1000)

    def _note(self, mark: str, milliseconds: float) -> None:
        self._seen.setdefault(mark, milliseconds / 1000)


@contextmanager
def open_eyes(chromium: str) -> Iterator[Eyes]:
    """Open a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with browser, browser.new_context() as context:
            yield Eyes(context)
