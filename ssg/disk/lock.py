"""One build of a site at a time."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from ssg.disk.cache import FOLDER
from ssg.disk.cache_folder import make_cache_folder
from ssg.disk.holding import HeldError, held
from ssg.disk.switch import recover


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
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(held(folder / "deploy-lock", 0))
        except HeldError:
            raise LockedError(0, "deploying") from None
        yield


@contextlib.contextmanager
def build_lock(site_folder: Path, patience_seconds: float = 10) -> Iterator[None]:
    """Keep other builds of the site out, waiting a while for one that is running.

    Whoever gets the lock finds the output whole: a switch that was cut off is carried through
    first. Raises LockedError.
    """
    folder = site_folder / FOLDER
    make_cache_folder(folder)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(held(folder / "lock", patience_seconds))
        except HeldError:
            raise LockedError(_read_process(folder)) from None
        (folder / "lock-holder").write_text(str(os.getpid()), encoding="ascii")
        try:
            recover(site_folder)
        except HeldError:
            raise LockedError(0) from None
        yield


def _read_process(folder: Path) -> int:
    # Beside the lock and not in it: Windows does not let others read a locked file.
    try:
        return int((folder / "lock-holder").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
