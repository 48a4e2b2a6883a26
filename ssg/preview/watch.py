"""Hints that files of the site may have changed.

Nothing here knows what has changed: events are late, double, lost or wrong. They only tell when to
look; whoever is hinted at compares the files. Where there are no events, the clock hints.
"""

import errno
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from ssg.preview.events import identity_of
from ssg.preview.file_systems import silent_file_system
from ssg.preview.listening import Listener

Hint = Callable[[frozenset[str]], None]
"""Told which files may have changed: paths relative to the site with slashes, NFC; empty: anything
may have. Should return when the files have been compared, for polling measures that."""
Tell = Callable[[str], None]

_ANYTHING: frozenset[str] = frozenset()
_HEARTBEAT_SECONDS = 2.0
_POLL_SECONDS = 0.5
_REST_PER_WORK = 9
"""To compare all files is followed by so many times its own time of rest: a tenth of one core."""
_PATIENCE_SECONDS = 0.3
_POLLING = "ssg looks at all files about every half second instead"
_LIMITS = {
    errno.ENOSPC: (
        "the system's limit of watched folders is reached",
        "sudo sysctl fs.inotify.max_user_watches=524288",
    ),
    errno.EMFILE: (
        "the system's limit of watchers or of open files is reached",
        "sudo sysctl fs.inotify.max_user_instances=1024, or raise the limit that `ulimit -n` shows",
    ),
}


def watch(site: Path, output: Path, hint: Hint, tell: Tell, *, polls: bool) -> "Watching":
    """Return what calls `hint` when files of the site may have changed, as long as it is entered.

    The site's files are those that `ssg.disk.walk` finds; changes in `output` are none. Hints come
    from one thread, one at a time. `tell` gets notes for the author, in plain words. `polls` asks
    to go by the clock; that also happens where the system reports no changes.
    """
    return Watching(site, output, (hint, tell), None if polls else Observer)


class Watching:
    """A watch over a site; what changes after `__enter__` has returned leads to a hint."""

    def __init__(
        self,
        site: Path,
        output: Path,
        callers: tuple[Hint, Tell],
        make_observer: Callable[[], BaseObserver] | None,
    ) -> None:
        """Prepare; without `make_observer` the clock alone hints."""
        self._site, self._output = site, output
        self._hint, self._tell = callers
        self._make_observer = make_observer
        self._listener: Listener | None = None
        self._awake = threading.Condition(threading.RLock())
        self._has_ended = False
        self._has_failed = False
        self._next_heartbeat = 0.0
        self._thread = threading.Thread(target=self._work, name="watch", daemon=True)

    def __enter__(self) -> Self:
        """Begin to watch."""
        if self._make_observer:
            self._begin_to_listen(self._make_observer)
        self._next_heartbeat = time.monotonic() + _HEARTBEAT_SECONDS
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End; a hint that is being worked on is not waited for long."""
        with self._awake:
            self._has_ended = True
            self._awake.notify_all()
        self._thread.join(_PATIENCE_SECONDS)

    def _begin_to_listen(self, make_observer: Callable[[], BaseObserver]) -> None:
        tops = (self._site, self._site / "content", self._site / "themes")
        kind = next(filter(None, map(silent_file_system, tops)), "")
        if kind:
            self._tell(f"file systems of type {kind} do not report changes; {_POLLING}")
            return
        try:
            self._listener = Listener(self._site, self._output, make_observer, self._awake)
        except OSError as error:
            self._tell(_refusal(error))

    def _work(self) -> None:
        while not self._has_ended:
            if identity_of(self._site) is None:
                self._wait_for_the_site()
            elif self._listener:
                self._listen(self._listener)
            else:
                self._poll()
        if self._listener:
            self._listener.stop()

    def _wait_for_the_site(self) -> None:
        self._tell(f"the folder {self._site} is gone; ssg waits until it is back")
        while identity_of(self._site) is None:
            if not self._rests(_POLL_SECONDS):
                return
        self._tell(f"the folder {self._site} is back")
        if self._listener:
            self._listener.distrust()

    def _listen(self, listener: Listener) -> None:
        """Wait for events to come to rest, or for the next heartbeat, and hint."""
        with self._awake:
            seconds = min(self._next_heartbeat, listener.due) - time.monotonic()
            if seconds > 0 and not self._has_ended:
                self._awake.wait(seconds)
            if self._has_ended:
                return
        try:
            is_renewed = self._look_after(listener)
        except OSError as error:
            self._tell(_refusal(error))
            listener.stop()
            self._listener = None  # To poll begins with a hint of anything.
            return
        if is_renewed is None:
            return
        paths = listener.take()
        if paths is not None or is_renewed:
            self._give(_ANYTHING if is_renewed or paths is None else paths)

    def _look_after(self, listener: Listener) -> bool | None:
        """Check what is watched; once it is time for a hint, tell whether anything was renewed."""
        now = time.monotonic()
        if now >= self._next_heartbeat:
            self._next_heartbeat = now + _HEARTBEAT_SECONDS
            listener.check()
        return listener.renew() if now >= listener.due else None

    def _poll(self) -> None:
        began = time.monotonic()
        self._give(_ANYTHING)
        took = time.monotonic() - began
        self._rests(max(_POLL_SECONDS, took * _REST_PER_WORK))

    def _give(self, paths: frozenset[str]) -> None:
        """Hint; after a failure of anything, for then nobody has looked at what changed."""
        try:
            self._hint(_ANYTHING if self._has_failed else paths)
        except Exception as error:  # noqa: BLE001 - a failed look must not end the looking
            self._tell(f"error: looking at changed files failed: {type(error).__name__}: {error}")
            self._has_failed = True
        else:
            self._has_failed = False

    def _rests(self, seconds: float) -> bool:
        """Rest, unless it is to end; tell whether to go on."""
        with self._awake:
            self._awake.wait_for(lambda: self._has_ended, seconds)
        return not self._has_ended


def _refusal(error: OSError) -> str:
    """Return what to tell when the system refuses to watch."""
    if error.errno in _LIMITS:
        what, fix = _LIMITS[error.errno]
        return f"{what}; {_POLLING}\nfix: {fix}"
    return f"the system refuses to watch the site ({error}); {_POLLING}"
