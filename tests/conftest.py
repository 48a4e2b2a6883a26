"""What all tests share: the outside world that they may need, and how much hypothesis tries."""

import os
import shutil
from collections.abc import Callable
from itertools import compress
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
LONG = ("torture", "themes", "lighthouse")
"""The marks of tests that run only when somebody asks for them."""
IS_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

# A deadline would be an absolute time, and this may run on a busy machine.
settings.register_profile("everyday", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("torture", deadline=None, max_examples=2_000)
settings.load_profile("ci" if IS_CI else "everyday")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites what golden sites expect; the difference is to be reviewed."""
    parser.addoption("--update", action="store_true", help="rewrite what golden sites expect")


def pytest_configure(config: pytest.Config) -> None:
    """`-m torture` also tries more examples of each property."""
    if "torture" in (config.option.markexpr or ""):
        settings.load_profile("torture")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long versions unless someone asks for them with `-m`."""
    if config.option.markexpr:
        return
    is_long = [any(map(item.get_closest_marker, LONG)) for item in items]
    config.hook.pytest_deselected(items=list(compress(items, is_long)))
    items[:] = compress(items, [not each for each in is_long])


def miss(what: str) -> NoReturn:
    """Skip by name at home; fail in CI, where a skipped test would be a test that no one runs."""
    if IS_CI:
        pytest.fail(f"{what} is missing, and CI may not skip", pytrace=False)
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def require_program() -> Callable[..., str]:
    """Return the path of the first of some programs that is installed, or skip (in CI: fail)."""

    def find(*names: str) -> str:
        search = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
        for name in names:
            if found := shutil.which(name, path=search):
                return found
        miss(" or ".join(names))

    return find


@pytest.fixture(scope="session")
def require_path() -> Callable[[str, str], Path]:
    """Return the path that a variable names, else a default beside the repository, or skip."""

    def find(variable: str, default: str) -> Path:
        path = Path(os.environ.get(variable) or REPOSITORY / default)
        if not path.exists():
            miss(f"{variable} ({path.name})")
        return path.resolve()

    return find


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the folder of the project, which is itself a site."""
    return REPOSITORY


@pytest.fixture(scope="session")
def exports(require_path: Callable[[str, str], Path]) -> Path:
    """Return the folder of real exports (read only); SSG_EXPORTS names another."""
    return require_path("SSG_EXPORTS", "../shared/exports")


@pytest.fixture(scope="session")
def realblog(require_path: Callable[[str, str], Path]) -> Path:
    """Return a real archive in our layout (read only: copy it); SSG_REALBLOG names another."""
    return require_path("SSG_REALBLOG", "../shared/realblog")
