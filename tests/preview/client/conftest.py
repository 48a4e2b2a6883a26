"""One browser and one preview for all tests of a file."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browsing import open_browser
from tests.preview.client.seeing import Previewed, new_context, previewing, write_small_blog


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    """Return a browser. It ends with the file, for its event loop would be in others' way."""
    with open_browser(require_program) as browser:
        yield browser


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    """Return a preview of a small blog; a test leaves it without errors."""
    with previewing(write_small_blog(tmp_path_factory.mktemp("site") / "blog")) as previewed:
        yield previewed


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser window of its own."""
    with new_context(browser) as context:
        yield context
