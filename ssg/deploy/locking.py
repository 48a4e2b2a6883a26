"""One deploy to a target at a time, whatever machines they come from."""

import contextlib
import datetime as dt
import json
import time
from collections.abc import Iterator

from ssg.deploy.failures import DeployLockedError
from ssg.deploy.model import LOCK
from ssg.deploy.store import Store

_STALE_SECONDS = 30 * 60
_FRESHEN_SECONDS = 60.0
_WRITING_SECONDS = 2.0


class TargetLock:
    """The lock on a target while it is held; `freshen` tells others that we are still at it."""

    def __init__(self, store: Store, holder: str) -> None:
        """Hold the lock of `store` as `holder`."""
        self._store = store
        self._holder = holder
        self._freshened = time.monotonic()

    def freshen(self) -> None:
        """Write the time into the lock, now and then: one that is not freshened becomes stale."""
        if time.monotonic() - self._freshened >= _FRESHEN_SECONDS:
            self._store.write(LOCK, _content(self._holder))
            self._freshened = time.monotonic()


@contextlib.contextmanager
def target_lock(store: Store, holder: str) -> Iterator[TargetLock]:
    """Keep other deploys out of `store`.

    A lock that this copy of the site left behind is taken over: no other deploy runs here. So is
    one that nobody has freshened for half an hour. Raises DeployLockedError.
    """
    if not store.create(LOCK, _content(holder)):
        _refuse_unless_stale(_whole_lock(store), holder)
        store.write(LOCK, _content(holder))
    lock = TargetLock(store, holder)
    try:
        yield lock
    finally:
        # Where the way to the target is cut there is nobody to tell; we know our own lock again.
        with contextlib.suppress(Exception):
            store.delete([LOCK])


def _content(holder: str) -> bytes:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return (json.dumps({"holder": holder, "at": now}) + "\n").encode()


def _whole_lock(store: Store) -> bytes | None:
    """Return the lock, None where there is none, or one whose writer was cut off at it."""
    until = time.monotonic() + _WRITING_SECONDS
    while (content := store.read(LOCK)) is not None:
        try:
            json.loads(content)
        except ValueError:
            if time.monotonic() > until:
                return None
            time.sleep(_WRITING_SECONDS / 10)
        else:
            return content
    return None


def _refuse_unless_stale(content: bytes | None, holder: str) -> None:
    if content is None:
        return  # It has gone in this moment.
    try:
        lock = json.loads(content)
        held_by, at = str(lock["holder"]), dt.datetime.fromisoformat(lock["at"])
        age = (dt.datetime.now(dt.UTC) - at).total_seconds()
    except (ValueError, TypeError, KeyError):
        held_by, age = "", 0.0
    if held_by == holder or age > _STALE_SECONDS:
        return
    message = "another deploy to this target is running"
    fix = (
        f"wait until it has ended; if none runs, remove the file {LOCK} there,"
        " or wait half an hour: then it no longer counts"
    )
    raise DeployLockedError(message, fix)
