"""What the system reports of folders: watchdog, and what it keeps to itself."""

import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.utils import BaseThread

from ssg.preview.ground import Folder

_WANTED: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent,
    FileAttribEvent,  # who may read a file is part of what a build sees
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
"""Not what tells of reading, for we read; nor of a changed folder: its files tell themselves."""

Identity = tuple[int, int]


class _Kept(NamedTuple):
    """A folder that is being watched, and what it was when that began."""

    watch: ObservedWatch
    identity: Identity


class Events:
    """Watches folders. All but `hear` and `lose` happens in the caller's thread."""

    def __init__(
        self,
        make_observer: Callable[[], BaseObserver],
        hear: Callable[[FileSystemEvent], None],
        lose: Callable[[], None],
    ) -> None:
        """Begin; OSError if the system refuses.

        `hear` is told of each event and `lose` of lost ones, both from threads of watchdog.
        """
        self._handler = _Handler(hear)
        self._kept: dict[Folder, _Kept] = {}
        # Watchdog tells of an overflowing queue only in its log.
        self._log = _Log(lose)
        logging.getLogger("watchdog").addHandler(self._log)
        # It warns where a folder was found twice, which happens to new folders in new folders.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        others = _threads()
        try:
            self._observer = make_observer()
            self._observer.start()
        except OSError:
            logging.getLogger("watchdog").removeHandler(self._log)
            raise
        self._threads = _threads() - others

    def keep(self, folders: Iterable[Folder]) -> bool:
        """Watch exactly `folders`, newly those that are no longer what they were.

        Tells whether anything had to be done. OSError if the system refuses.
        """
        wanted = frozenset(folders)
        dropped = [
            folder for folder in self._kept if folder not in wanted or not self._holds(folder)
        ]
        for folder in dropped:
            self._observer.unschedule(self._kept.pop(folder).watch)
        added = [folder for folder in wanted if folder not in self._kept and self._add(folder)]
        return bool(dropped or added)

    def are_whole(self, tops: Iterable[Folder]) -> bool:
        """Tell whether `tops` are watched, and all watched folders are still what they were."""
        return self._kept.keys() >= set(tops) and all(map(self._holds, self._kept))

    def prove_alive(self) -> None:
        """Raise OSError if a thread that reads events has ended, for then none will ever come."""
        if not all(thread.is_alive() for thread in self._threads):
            msg = "its watcher has ended"
            raise OSError(msg)

    def prove_room(self) -> None:
        """Raise OSError if the system lets us watch no more folders.

        Watchdog passes over folders that it could not watch, unless they are the first of a tree.
        """
        if sys.platform == "linux":
            root = self._observer.schedule(self._handler, os.sep, event_filter=[DirDeletedEvent])
            self._observer.unschedule(root)

    def stop(self) -> None:
        """End all threads."""
        self._observer.stop()
        self._observer.join()
        logging.getLogger("watchdog").removeHandler(self._log)

    def _add(self, folder: Folder) -> bool:
        identity = identity_of(folder.real)
        if identity is None:
            return False
        try:
            watch = self._observer.schedule(
                self._handler, folder.real, recursive=folder.is_deep, event_filter=_WANTED
            )
        except (FileNotFoundError, NotADirectoryError):
            return False  # Gone in this very moment.
        self._kept[folder] = _Kept(watch, identity)
        return True

    def _holds(self, folder: Folder) -> bool:
        """Tell whether `folder` is still the one that is watched, by a thread that lives."""
        kept = self._kept[folder]
        is_heard = any(
            emitter.watch == kept.watch and emitter.is_alive()
            for emitter in self._observer.emitters
        )
        return is_heard and identity_of(folder.real) == kept.identity


def _threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if isinstance(thread, BaseThread)}


def identity_of(folder: str | Path) -> Identity | None:
    """Return what tells a folder from another one of its name, None if there is no folder."""
    try:
        status = os.stat(os.path.join(folder, ""))  # noqa: PTH116, PTH118 - names stay strings
    except OSError:
        return None
    return status.st_dev, status.st_ino


class _Handler(FileSystemEventHandler):
    """Passes every event on."""

    def __init__(self, hear: Callable[[FileSystemEvent], None]) -> None:
        self._hear = hear

    def dispatch(self, event: FileSystemEvent) -> None:
        self._hear(event)


class _Log(logging.Handler):
    """Hears watchdog's warnings, which would otherwise be printed."""

    def __init__(self, lose: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._lose = lose

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - whatever it says
        self._lose()
