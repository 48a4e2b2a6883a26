"""Publishing into the folder that readers see, file by file, in an order that breaks no page."""

import contextlib
from collections.abc import Callable

from ssg.deploy.failures import CannotRollBackError
from ssg.deploy.journal import Journal
from ssg.deploy.locking import refuse_if_another_came_first, target_lock
from ssg.deploy.model import (
    RECORD,
    Progress,
    Record,
    Remote,
    Shipment,
    Workplace,
    is_left_over,
)
from ssg.deploy.record import (
    read_record,
    record_meanwhile,
    with_deleted,
    with_times,
    write_record,
)
from ssg.deploy.sending import send_stages, told_as
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
            listed = self._store.list_files()
        found = {path: file for path, file in listed.items() if not is_left_over(path)}
        left_over = tuple(path for path in listed if path not in found)
        if record is None:
            return Remote(None, found, left_over=left_over)
        known = self._journal.applied_to(record)
        return Remote(known, found, record.release, left_over=left_over)

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
            if blocking := (*shipment.left_over, *shipment.obstacles):
                self._store.delete(blocking)
            send_stages(
                shipment.stages,
                self._store,
                progress,
                below="",
                journal=self._journal,
                lock=lock,
                meanwhile=_MEANWHILE,
            )
            with told_as(shipment.uploads, (), _ARRIVED):
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
