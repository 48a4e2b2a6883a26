"""Patience with faults that may pass."""

import contextlib
import time
from collections.abc import Callable
from typing import TypeVar

from ssg.deploy.failures import TransientError
from ssg.deploy.model import Patience

T = TypeVar("T")


def tried(patience: Patience, attempt: Callable[[], T], again: Callable[[], None]) -> T:
    """Return what `attempt` does, tried again after a TransientError as `patience` allows.

    `again` comes before each further try, to open a new connection, for example. Raises the last
    TransientError, and every other error at once.
    """
    wait = patience.first_wait
    for remaining in reversed(range(patience.tries)):
        try:
            return attempt()
        except TransientError:
            if not remaining:
                raise
        time.sleep(wait)
        wait *= 2
        with contextlib.suppress(TransientError):
            again()
    raise AssertionError  # pragma: no cover - the last try returns or raises
