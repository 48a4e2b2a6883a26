"""Publishing into the folder that readers see, file by file, in an order that breaks no page."""

import contextlib
from collections.abc import Callable, Iterator

from ssg.deploy.batches import batches
from ssg.deploy.failures import (
    CannotRollBackError,
    CutOffError,
    DeployError,
    DeployLockedError,
)
from ssg.deploy.journal import Journal
from ssg.deploy.locking import TargetLock, refuse_if_another_came_first, target_lock
from ssg.deploy.model import (
    RECORD,
    Progress,
    Record,
    ReleaseFile,
    Remote,
    Shipment,
    Workplace,
)
from ssg.deploy.record import (
    read_record,
    record_meanwhile,
    with_deleted,
    with_times,
    write_record,
)
from ssg.deploy.store import Store

_MEANWHILE = "every page that readers can open is whole: nothing was deleted"
_ARRIVED = "readers see the new site; what is left is to clear away and to note what is there"


class InPlace:
    """A target whose files are replaced one by one (`Target`)."""

    def __init__(
        self,
        store: Store,
        work: Workplace,
        finish: Callable[[Shipment], None] | None = None,
    ) -> None:
        """Publish into `store`; `finish` is called once all is there, to empty caches."""
        self._store = store
        self._work = work
        self._finish = finish
        self._journal = Journal(work.private / "sent.jsonl")

    def look(self) -> Remote:
        """Return what lies there."""
        with contextlib.closing(self._store):
            record = read_record(self._store.read(RECORD))
            found = self._store.list_files()
        if record is None:
            return Remote(None, found)
        return Remote(self._journal.applied_to(record), found, record.release)

    def send(self, shipment: Shipment, progress: Progress) -> None:
        """Send what is needed before what needs it, then the record, then delete."""
        with (
            contextlib.closing(self._store),
            target_lock(self._store, self._work.holder) as lock,
        ):
            now = read_record(self._store.read(RECORD))
            refuse_if_another_came_first(now.release if now else "", shipment)
            meanwhile = record_meanwhile(shipment.record, shipment.before)
            self._store.write(RECORD, write_record(meanwhile))
            self._journal.begin(shipment.release)
            if shipment.obstacles:
                self._store.delete(shipment.obstacles)
            self._send_stages(shipment, progress, lock)
            with _told_as_arrived(shipment):
                self._end(shipment)
                if self._finish:
                    self._finish(shipment)
        self._journal.end()

    def roll_back(self) -> str:
        """Raise CannotRollBackError: what was there is replaced, and must be sent once more."""
        message = "the target keeps no earlier release"
        raise CannotRollBackError(message)

    def _end(self, shipment: Shipment) -> None:
        """Write the record, and delete: what is about to go is ours until it has gone."""
        after = with_times(shipment.record, shipment.uploads, self._store.mtime_of)
        gone = frozenset(shipment.obstacles)
        going = [path for path in shipment.deleted if path not in gone]
        if going:
            self._write(with_deleted(after, going, shipment.before))
            self._store.delete(going)
        self._write(after)

    def _write(self, record: Record) -> None:
        self._store.write(RECORD, write_record(record))

    def _send_stages(self, shipment: Shipment, progress: Progress, lock: TargetLock) -> None:
        sent: list[ReleaseFile] = []
        for stage in shipment.stages:
            for batch in batches(stage):
                lock.freshen()
                try:
                    self._store.put(batch, progress)
                except DeployError as error:
                    left = shipment.uploads[len(sent) :]
                    raise CutOffError(error, tuple(sent), left, _MEANWHILE) from error
                sent += batch
                self._journal.note(batch, self._mtimes(batch))

    def _mtimes(self, files: tuple[ReleaseFile, ...]) -> dict[str, int]:
        return {file.path: self._store.mtime_of(file) for file in files}


@contextlib.contextmanager
def _told_as_arrived(shipment: Shipment) -> Iterator[None]:
    """Say of a fault that comes after the last file that all of them are there."""
    try:
        yield
    except (CutOffError, DeployLockedError):
        raise
    except DeployError as error:
        raise CutOffError(error, shipment.uploads, (), _ARRIVED) from error
