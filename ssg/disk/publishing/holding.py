"""A file that one process at a time can hold, on every system."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PAUSE_SECONDS = 0.05


class LockedError(Exception):
    """Another build, or deploy, of the site is running; `process` is its id, 0 where unknown."""

    def __init__(self, process: int, doing: str = "building") -> None:
        """Name the process, and what it does."""
        who = f" (process {process})" if process else ""
        super().__init__(f"another ssg{who} is {doing} this site; try again when it has finished")
        self.process = process
        self.doing = doing


def _nobody_known() -> int:
    return 0


@contextlib.contextmanager
def held(
    file: Path,
    patience_seconds: float,
    holder: Callable[[], int] = _nobody_known,
    doing: str = "building",
) -> Iterator[None]:
    """Hold `file`, which is made where it is missing; wait so long for another who holds it.

    The system lets go of it when the process ends, however it ends, so none is ever stale. A
    process that is forked meanwhile holds nothing. Raises LockedError, with the id of the process
    that `holder` tells, and what it is `doing`.
    """
    with file.open("a+b") as opened:
        deadline = time.monotonic() + patience_seconds
        while not _take(opened.fileno()):
            if time.monotonic() >= deadline:
                raise LockedError(holder(), doing)
            time.sleep(_PAUSE_SECONDS)
        try:
            yield
        finally:
            _let_go(opened.fileno())


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> bool:
        try:
            os.lseek(file, 0, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: int) -> bool:
        try:
            # Not flock: its locks pass on to worker processes, which may outlive a killed build.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _let_go(file: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_UN)
