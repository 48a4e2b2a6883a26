"""What the attacks share: a process in which ssg is loaded, and the moments at which it is killed."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.launching import Launcher, launcher


@pytest.fixture(scope="module")
def ssg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """Yield what runs ssg in processes that may be killed."""
    with launcher(tmp_path_factory.mktemp("launcher")) as made:
        yield made


@pytest.fixture
def chance() -> Iterator[random.Random]:
    """Yield what decides when to kill; its seed is printed where the test fails.

    Set SSG_SEED to it and the same moments come again.
    """
    seed = int(os.environ.get("SSG_SEED") or random.getrandbits(32))
    print(f"SSG_SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    yield random.Random(seed)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for all tests of a file."""
    return tmp_path_factory.mktemp("place")
