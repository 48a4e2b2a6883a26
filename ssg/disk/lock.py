"""One build of a site at a time."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ssg.disk.cache import FOLDER
from ssg.disk.cache_folder import make_cache_folder
from ssg.disk.switch import recover

_PAUSE_SECONDS = 0.05


class LockedError(Exception):
    """Another build, or deploy, of the site is running; `process` is its id, 0 where unknown."""

    def __init__(self, process: int, doing: str = "building") -> None:
        """Name the process, and what it does."""
        who = f" (process {process})" if process else ""
        super().__init__(f"another ssg{who} is {doing} this site; try again when it has finished")
        self.process = process
        self.doing = doing


@contextlib.contextmanager
def deploy_lock(site_folder: Path) -> Iterator[None]:
    """Keep other deploys of the site out, from this copy of it. Raises LockedError at once."""
    folder = site_folder / FOLDER
    make_cache_folder(folder)
    with (folder / "deploy-lock").open("a+b") as file:
        if not _take(file.fileno()):
            raise LockedError(0, "deploying")
        try:
            yield
        finally:
            _let_go(file.fileno())


@contextlib.contextmanager
def build_lock(site_folder: Path, patience_seconds: float = 10) -> Iterator[None]:
    """Keep other builds of the site out, waiting a while for one that is running.

    The system lets go of the lock when the process ends, however it ends, so none is ever stale.
    Whoever gets the lock finds the output whole: a switch that was cut off is carried through
    first. Raises LockedError.
    """
    folder = site_folder / FOLDER
    make_cache_folder(folder)
    with (folder / "lock").open("a+b") as file:
        deadline = time.monotonic() + patience_seconds
        while not _take(file.fileno()):
            if time.monotonic() >= deadline:
                raise LockedError(_read_process(folder))
            time.sleep(_PAUSE_SECONDS)
        (folder / "lock-holder").write_text(str(os.getpid()), encoding="ascii")
        try:
            recover(site_folder)
            yield
        finally:
            _let_go(file.fileno())


def _read_process(folder: Path) -> int:
    # Beside the lock and not in it: Windows does not let others read a locked file.
    try:
        return int((folder / "lock-holder").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


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
