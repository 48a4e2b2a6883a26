"""What the attacks share: a process in which ssg is loaded, a blog, and the dice."""

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.versions import World, lay, put_foreign, versions
from tests.importing.running import files_below
from tests.launching import Launcher, launcher


@pytest.fixture(scope="session")
def ssg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """Yield what runs ssg in processes that may be killed."""
    with launcher(tmp_path_factory.mktemp("launcher")) as made:
        yield made


@pytest.fixture
def chance() -> random.Random:
    """Return what decides when to kill; its seed is printed where the test fails.

    Set SSG_SEED to it and the same moments come again.
    """
    seed = int(os.environ.get("SSG_SEED") or random.getrandbits(32))
    print(f"SSG_SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    return random.Random(seed)  # noqa: S311 - it keeps no secrets


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for all tests."""
    return tmp_path_factory.mktemp("place")


@pytest.fixture(scope="session")
def world(ssg: Launcher, place: Path) -> World:
    """Build every version of the blog from nothing."""
    made, built, seconds = versions(place / "first"), {}, 0.0
    for name, files in made.items():
        site = place / name
        site.mkdir()
        lay(site, files)
        began = time.monotonic()
        done = ssg.run("build", "--jobs", 2, folder=site)
        seconds = max(seconds, time.monotonic() - began)
        assert done.code == 0, done.said
        built[name] = files_below(site / "output")
    return World(made, built, seconds)


@pytest.fixture
def site(
    world: World,  # noqa: ARG001 - its sites are there then
    place: Path,
    tmp_path: Path,
) -> Path:
    """Return a site that was built, with somebody else's files in its output."""
    shutil.copytree(place / "base", tmp_path / "site", symlinks=True)
    put_foreign(tmp_path / "site/output")
    return tmp_path / "site"
