"""One deploy to a target at a time, whatever machines they come from."""

import contextlib
import datetime as dt
import json
import time
from collections.abc import Iterator

from ssg.deploy.failures import DeployLockedError
from ssg.deploy.model import LOCK, Shipment
from ssg.deploy.store import Store

_STALE_SECONDS = 60 * 60
_FRESHEN_SECONDS = 60.0
_MAKING_SECONDS = 1.0
"""So long a lock may be there and still empty, while the deploy that makes it writes it."""


class TargetLock:
    """The lock on a target while it is held; `freshen` tells others that we are still at it."""

    def __init__(self, store: Store, holder: str) -> None:
        """Hold the lock of `store` as `holder`."""
        self._store = store
        self._holder = holder
        self._freshened = time.monotonic()

    def freshen(self) -> None:
        """Write the time into the lock, now and then: one that is not freshened becomes stale.

        Raises DeployLockedError where another deploy has taken it.
        """
        if time.monotonic() - self._freshened < _FRESHEN_SECONDS:
            return
        if not self.is_ours():
            message = "another deploy has taken this one for dead, and goes on in its place"
            raise DeployLockedError(message, "wait until it has ended, and deploy again")
        self._store.write(LOCK, _content(self._holder))
        self._freshened = time.monotonic()

    def is_ours(self) -> bool:
        """Tell whether nobody else holds the lock now."""
        held = _parse_lock(self._store.read(LOCK))
        return held is None or held[0] == self._holder


@contextlib.contextmanager
def target_lock(store: Store, holder: str) -> Iterator[TargetLock]:
    """Keep other deploys out of `store`.

    A lock that this copy of the site left behind is taken over: no other deploy runs here. So is
    one that nobody has freshened for an hour. Raises DeployLockedError.
    """
    if not store.create(LOCK, _content(holder)):
        _refuse_unless_stale(_read_lock(store), holder)
        store.write(LOCK, _content(holder))
    lock = TargetLock(store, holder)
    try:
        yield lock
    finally:
        # Where the way to the target is cut there is nobody to tell; we know our own lock again.
        with contextlib.suppress(Exception):
            if lock.is_ours():
                store.delete([LOCK])


def refuse_if_another_came_first(release: str, shipment: Shipment) -> None:
    """Raise DeployLockedError where `release`, which readers see, is not what was looked at.

    To be asked under the lock: between the look and the lock somebody may have thought for long.
    """
    if release != shipment.base:
        message = "another deploy has come first: the site there is not the one that was looked at"
        raise DeployLockedError(message, "deploy again: it compares anew")


def _content(holder: str) -> bytes:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return (json.dumps({"holder": holder, "at": now}) + "\n").encode()


def _read_lock(store: Store) -> tuple[str, dt.datetime] | None:
    """Return who holds the lock since when; None where nobody does.

    One that stays unreadable was left by a deploy that was cut off while it made it.
    """
    lock = _parse_lock(store.read(LOCK))
    if lock is None:
        time.sleep(_MAKING_SECONDS)
        lock = _parse_lock(store.read(LOCK))
    return lock


def _parse_lock(content: bytes | None) -> tuple[str, dt.datetime] | None:
    try:
        lock = json.loads(content or b"")
        return str(lock["holder"]), dt.datetime.fromisoformat(lock["at"]).astimezone(dt.UTC)
    except (ValueError, TypeError, KeyError):
        return None


def _refuse_unless_stale(lock: tuple[str, dt.datetime] | None, holder: str) -> None:
    if lock is None:
        return
    held_by, at = lock
    age = (dt.datetime.now(dt.UTC) - at).total_seconds()
    if held_by == holder or age > _STALE_SECONDS:
        return
    message = "another deploy to this target is running"
    fix = (
        f"wait until it has ended; if none runs, remove the file {LOCK} there,"
        " or wait an hour: then it no longer counts"
    )
    raise DeployLockedError(message, fix)
