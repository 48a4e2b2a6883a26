"""Publishing into the folder that readers see, file by file, in an order that breaks no page."""

import contextlib
from collections.abc import Callable

from ssg.deploy.failures import CannotRollBackError, CutOffError, DeployError
from ssg.deploy.journal import Journal
from ssg.deploy.locking import TargetLock, target_lock
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

_BATCH = 250
_MEANWHILE = "every page that readers can open is whole: nothing was deleted"


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
            meanwhile = record_meanwhile(shipment.record, shipment.before)
            self._store.write(RECORD, write_record(meanwhile))
            self._journal.begin(shipment.release)
            if shipment.obstacles:
                self._store.delete(shipment.obstacles)
            self._send_stages(shipment, progress, lock)
            after = with_times(shipment.record, shipment.uploads, self._store.mtime_of)
            self._end(shipment, after)
            if self._finish:
                self._finish(shipment)
        self._journal.end()

    def roll_back(self) -> str:
        """Raise CannotRollBackError: what was there is replaced, and must be sent once more."""
        message = "the target keeps no earlier release"
        raise CannotRollBackError(message)

    def _end(self, shipment: Shipment, after: Record) -> None:
        """Write the record, and delete: what is about to go is ours until it has gone."""
        if shipment.deleted:
            going = with_deleted(after, shipment.deleted, shipment.before)
            self._store.write(RECORD, write_record(going))
            gone = frozenset(shipment.obstacles)
            self._store.delete([path for path in shipment.deleted if path not in gone])
        self._store.write(RECORD, write_record(after))

    def _send_stages(self, shipment: Shipment, progress: Progress, lock: TargetLock) -> None:
        sent: list[ReleaseFile] = []
        for stage in shipment.stages:
            for first in range(0, len(stage), _BATCH):
                batch = stage[first : first + _BATCH]
                lock.freshen()
                try:
                    self._store.put(batch, shipment, progress)
                except DeployError as error:
                    left = shipment.uploads[len(sent) :]
                    raise CutOffError(error, tuple(sent), left, _MEANWHILE) from error
                sent += batch
                self._journal.note(batch, self._mtimes(batch))

    def _mtimes(self, files: tuple[ReleaseFile, ...]) -> dict[str, int]:
        return {file.path: self._store.mtime_of(file) for file in files}
