"""Sending what a shipment brings to a store: in portions, noted as they arrive."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ssg.deploy.batches import batches
from ssg.deploy.failures import CutOffError, DeployError, DeployLockedError
from ssg.deploy.journal import Journal
from ssg.deploy.locking import TargetLock
from ssg.deploy.model import Progress, ReleaseFile
from ssg.deploy.store import Store


def send_stages(  # noqa: PLR0913 - what sending takes
    stages: Sequence[Sequence[ReleaseFile]],
    store: Store,
    progress: Progress,
    *,
    below: str,
    journal: Journal,
    lock: TargetLock,
    meanwhile: str,
) -> None:
    """Send the files of `stages`, one stage after the other, below the folder `below`.

    Raises CutOffError where that breaks off; `meanwhile` says what readers see then.
    """
    to_send = [file for stage in stages for file in stage]
    sent = 0
    for batch in (batch for stage in stages for batch in batches(stage)):
        lock.freshen()
        journal.intend(batch)
        with told_as(to_send[:sent], to_send[sent:], meanwhile):
            store.put(batch, progress, below)
        sent += len(batch)
        journal.note(batch, {file.path: store.mtime_of(file) for file in batch})


@contextmanager
def told_as(
    sent: Sequence[ReleaseFile], left: Sequence[ReleaseFile], meanwhile: str
) -> Iterator[None]:
    """Say of a fault what was sent until then, what was not, and what readers see."""
    try:
        yield
    except (CutOffError, DeployLockedError):
        raise
    except DeployError as error:
        raise CutOffError(error, tuple(sent), tuple(left), meanwhile) from error
