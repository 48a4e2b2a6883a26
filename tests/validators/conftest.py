"""The demo blog, built once through the command line as a reader of the README would."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import open_browser
from tests.validators.reading import BuiltSite


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Send all tests of the demo blog to one worker, so that it is built and seen once."""
    for item in items:
        if "demo_site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    """Start a browser for the tests of one file, none of which leaves anything behind in it."""
    with open_browser(require_program) as started:
        yield started


@pytest.fixture(scope="session")
def demo_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return the output of the repository's own content, built in a copy of it."""
    site = tmp_path_factory.mktemp("demo") / "site"
    for name in ("content", "themes"):
        shutil.copytree(repository / name, site / name)
    shutil.copy(repository / "site.yaml", site)
    built = subprocess.run(
        [sys.executable, "-m", "ssg", "build", "--site", str(site)],
        capture_output=True,
        text=True,
        check=False,
        cwd=repository,
    )
    assert built.returncode == 0, built.stderr
    settings = (site / "site.yaml").read_text("utf-8")
    url = re.search(r"(?m)^url: *(\S+)", settings)
    assert url
    return BuiltSite(site / "output", url[1].rstrip("/") + "/")


@pytest.fixture(scope="session")
def node_modules(require_path: Callable[[str, str], Path]) -> Path:
    """Return the folder of the validators that `make test` installs for Node, or skip."""
    return require_path("SSG_NODE_MODULES", "tests/validators/node_modules")


@pytest.fixture(scope="session")
def axe(node_modules: Path) -> str:
    """Return the source of axe-core."""
    return (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
