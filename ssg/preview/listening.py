"""From events to hints: which files of the site an event is about, and what it says of them."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
)
from watchdog.observers.api import BaseObserver

from ssg.preview.events import Events
from ssg.preview.ground import Ground, survey, top_folders
from ssg.preview.quiet import Unrest

_COMING_AND_GOING = (EVENT_TYPE_CREATED, EVENT_TYPE_MOVED, EVENT_TYPE_DELETED)


class Listener:
    """Listens to what changes in a site; all but its hearing happens in the caller's thread."""

    def __init__(
        self,
        site: Path,
        output: Path,
        make_observer: Callable[[], BaseObserver],
        awake: threading.Condition,
    ) -> None:
        """Begin; OSError if the system refuses. `awake` guards it and wakes who waits."""
        self._site, self._output = site, output
        self._awake = awake
        self._unrest = Unrest()
        self._must_survey = False
        self._ground = survey(site, output)
        self._events = Events(make_observer, self._hear, self.distrust)
        try:
            self._watch(self._ground)
        except OSError:
            self._events.stop()
            raise

    @property
    def due(self) -> float:
        """Return when to take what has changed."""
        with self._awake:
            return self._unrest.due

    def take(self) -> frozenset[str] | None:
        """Return what has changed; nothing named: anything; None: nothing."""
        with self._awake:
            unrest, self._unrest = self._unrest, Unrest()
        return unrest.paths

    def distrust(self) -> None:
        """Suppose that events were lost."""
        with self._awake:
            self._must_survey = True
            self._unrest.spread(time.monotonic())
            self._awake.notify_all()

    def check(self) -> None:
        """Look, at little cost, whether what is watched is still what it was.

        OSError if nothing is watched any more.
        """
        self._events.prove_alive()
        if not self._events.are_whole(top_folders(self._site)):
            self.distrust()

    def renew(self) -> bool:
        """Watch what there is now, if that is in doubt; tell whether it is not what it was.

        OSError if the system refuses.
        """
        with self._awake:
            if not self._must_survey:
                return False
            self._must_survey = False
        before, self._ground = self._ground, survey(self._site, self._output)
        return self._watch(self._ground) or before != self._ground

    def stop(self) -> None:
        """End all threads."""
        self._events.stop()

    def _watch(self, ground: Ground) -> bool:
        is_new = self._events.keep(ground.folders)
        self._events.prove_room()
        return is_new

    def _hear(self, event: FileSystemEvent) -> None:
        with self._awake:
            due = self._unrest.due
            self._note(event, time.monotonic())
            if self._unrest.due < due:
                self._awake.notify_all()

    def _note(self, event: FileSystemEvent, now: float) -> None:
        ends = [os.fsdecode(end) for end in (event.src_path, event.dest_path) if end]
        names = [self._ground.names_of(end, is_folder=event.is_directory) for end in ends]
        if event.event_type in _COMING_AND_GOING and self._is_ground_touched(event, ends, names):
            self._must_survey = True
            self._unrest.stir(now)
        if not any(names):
            return
        if not event.is_directory:
            self._note_files(event.event_type, names, now)
        elif event.event_type != EVENT_TYPE_CREATED:  # Files in a new folder tell themselves.
            self._unrest.spread(now)

    def _note_files(self, kind: str, names: list[tuple[str, ...]], now: float) -> None:
        for name in names[0]:
            if kind == EVENT_TYPE_CREATED:
                self._unrest.come(name, now)
            elif kind in {EVENT_TYPE_DELETED, EVENT_TYPE_MOVED}:
                self._unrest.go(name, now)
            else:
                self._unrest.change(name, now, is_whole=kind == EVENT_TYPE_CLOSED)
        for name in (name for others in names[1:] for name in others):
            self._unrest.change(name, now, is_whole=True)

    def _is_ground_touched(
        self, event: FileSystemEvent, ends: list[str], names: list[tuple[str, ...]]
    ) -> bool:
        """Tell whether other folders than before may have to be watched."""
        if not self._ground.pillars.isdisjoint(ends):
            return True
        links = {place.name for place in self._ground.places}
        return any(
            here and (event.is_directory or not links.isdisjoint(here) or Path(end).is_symlink())
            for end, here in zip(ends, names, strict=True)
        )
