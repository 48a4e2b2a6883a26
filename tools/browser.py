"""The browser that takes pictures for the tools of this folder."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.browsing import BROWSERS


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start a browser of this machine; it ends with the block."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit(f"error: there is no browser here; looked for {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
