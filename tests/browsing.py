"""A real browser for tests that look at pages as readers do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

BROWSERS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome",
)  # fmt: skip
"""The names of the programs that will do, Debian's first.

Without windows and all that belongs to them, the first shows the same pages in a third of the time.
"""


@contextmanager
def open_browser(
    require_program: Callable[..., str], *options: str, has_bars: bool = False
) -> Iterator[Browser]:
    """Start Debian's Chromium, or another of its kind; it ends with the block.

    Without windows it shows no scroll bars, but where they are what is looked at (`has_bars`).
    """
    chromium = require_program(*BROWSERS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", *options],
            ignore_default_args=["--hide-scrollbars"] if has_bars else None,
        )
        yield started
        started.close()
