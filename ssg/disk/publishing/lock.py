"""One build of a site at a time."""

import contextlib
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ssg.disk.cache.folder import make_cache_folder
from ssg.disk.cache.store import FOLDER
from ssg.disk.publishing.holding import held
from ssg.disk.publishing.switch import recover

PUBLISHING = "deploying, or sending a letter of,"


@contextlib.contextmanager
def deploy_lock(site_folder: Path) -> Iterator[None]:
    """Keep other deploys and letters of this copy of the site out. Raises LockedError at once."""
    folder = site_folder / FOLDER
    make_cache_folder(folder)
    with held(folder / "deploy-lock", 0, doing=PUBLISHING):
        yield


@contextlib.contextmanager
def build_lock(site_folder: Path, patience_seconds: float = 10) -> Iterator[None]:
    """Keep other builds of the site out, waiting a while for one that is running.

    Whoever gets the lock finds the output whole: a switch that was cut off is carried through
    first. Raises LockedError.
    """
    folder = site_folder / FOLDER
    make_cache_folder(folder)
    with held(folder / "lock", patience_seconds, partial(_read_process, folder)):
        (folder / "lock-holder").write_text(str(os.getpid()), encoding="ascii")
        recover(site_folder)
        yield


def _read_process(folder: Path) -> int:
    # Beside the lock and not in it: Windows does not let others read a locked file.
    try:
        return int((folder / "lock-holder").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
