"""The machine: which cores may be used, and what the figures depend on."""

import os
import sys
from collections.abc import Iterable


def usable_cores() -> int:
    """Return how many cores this process and those that it starts may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def keep_to_cores(count: int) -> None:
    """Let this process, and all that it starts, use so many cores at most, so that all are alike.

    Where the system has no such call (it is Linux's), programs use as many as they like.
    """
    if sys.platform == "linux":
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])
    else:
        print("note: this system cannot keep programs to some cores", file=sys.stderr)


def describe_machine(versions: Iterable[str]) -> str:
    """Return cores and versions as a line."""
    python = f"Python {sys.version.split()[0]}"
    return ", ".join([f"{usable_cores()} cores", python, *versions])
