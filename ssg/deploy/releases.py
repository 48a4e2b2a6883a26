"""Publishing as releases: the new site grows beside the old one, and one link shows it.

releases/20261127T155030123Z/   what was shown before
releases/20261127T161512007Z/   what is shown
current -> releases/20261127T161512007Z
"""

import contextlib
import re
from collections.abc import Mapping, Sequence

from ssg.deploy.failures import (
    CannotRollBackError,
    DeployError,
)
from ssg.deploy.journal import Journal
from ssg.deploy.locking import refuse_if_another_came_first, target_lock
from ssg.deploy.model import (
    ARRIVING,
    LOCK,
    OURS,
    RECORD,
    Found,
    Progress,
    ReleaseFile,
    Remote,
    Shipment,
    Workplace,
    is_left_over,
)
from ssg.deploy.record import key_of, read_record, with_times, write_record
from ssg.deploy.sending import send_stages, told_as
from ssg.deploy.store import Shelf

CURRENT = "current"
_RELEASES = "releases"
_NAME = re.compile(r"\d{8}T\d{9}Z")
_GROWING = ".partial"
_UNDONE = ".undone"
_COPYING = ".copying"
_KEPT = 5
_MEANWHILE = "readers still see the site as it was"


class Releases:
    """A target that shows one of several releases (`Target`)."""

    def __init__(self, shelf: Shelf, work: Workplace) -> None:
        """Publish onto `shelf`."""
        self._shelf = shelf
        self._work = work
        self._journal = Journal(work.private / "sent.jsonl")

    def look(self) -> Remote:
        """Return what is shown."""
        current = self._current()
        if not current:
            names = set(self._shelf.list_names("")) - {_RELEASES, LOCK}
            return Remote(None, {}, has_strangers=not all(map(is_left_over, names)))
        folder = f"{_RELEASES}/{current}"
        record = read_record(self._shelf.read(f"{folder}/{RECORD}"))
        listed = self._shelf.list_files(folder)
        found = {path: file for path, file in listed.items() if not is_left_over(path)}
        return Remote(record, found, current)

    def send(self, shipment: Shipment, progress: Progress) -> None:
        """Let the new release grow, compare it with what it is to be, and show it."""
        with target_lock(self._shelf, self._work.holder) as lock:
            refuse_if_another_came_first(self._current(), shipment)
            with told_as((), shipment.uploads, _MEANWHILE):
                growing = self._growing_release(shipment)
                noted = self._journal.sent()
                found = self._shelf.list_files(growing) if noted else {}
                left_over = filter(is_left_over, found)
                if blocking := (*left_over, *shipment.obstacles):
                    self._shelf.delete([f"{growing}/{path}" for path in blocking])
                send_stages(
                    _missing(shipment, noted, found, progress),
                    self._shelf,
                    progress,
                    below=growing,
                    journal=self._journal,
                    lock=lock,
                    meanwhile=_MEANWHILE,
                )
                self._complete(shipment, growing)
                folder = f"{_RELEASES}/{shipment.release}"
                self._shelf.rename(growing, folder)
                self._shelf.point(CURRENT, folder)
            self._journal.end()
            # The site is published: what cannot be cleared away now will be the next time.
            with contextlib.suppress(DeployError):
                self._prune(shipment.release)

    def roll_back(self) -> str:
        """Show the release before; the one that was shown no longer counts."""
        with target_lock(self._shelf, self._work.holder):
            current = self._current()
            record = read_record(self._shelf.read(f"{_RELEASES}/{current}/{RECORD}"))
            before = record.before if record else ""
            if before not in self._names():
                message = "there is no release before the one that is shown"
                raise CannotRollBackError(message, "put the post right and deploy again")
            self._shelf.point(CURRENT, f"{_RELEASES}/{before}")
            undone = f"{_RELEASES}/{current}"
            self._shelf.rename(undone, undone + _UNDONE)
            return before

    def _current(self) -> str:
        """Return the name of the release that is shown, "" where there is none."""
        link = self._shelf.read_link(CURRENT)
        if link == "":
            message = f"`{CURRENT}` at the target is no link, and readers are shown what is in it"
            raise DeployError(
                message,
                f"move it away once; ssg makes `{CURRENT}` a link to the newest release",
            )
        folder, _, name = (link or "").rstrip("/").rpartition("/")
        is_ours = folder.rpartition("/")[2] == _RELEASES and _NAME.fullmatch(name)
        return name if is_ours else ""

    def _names(self) -> list[str]:
        return sorted(name for name in self._shelf.list_names(_RELEASES) if _NAME.fullmatch(name))

    def _growing_release(self, shipment: Shipment) -> str:
        """Return the folder in which the release grows: one that was cut off, or a fresh one."""
        base = shipment.base
        begun, begun_on = self._journal.begun()
        names = self._shelf.list_names(_RELEASES)
        if begun and begun_on == base and begun + _GROWING in names and not self._spoils(shipment):
            return f"{_RELEASES}/{begun}{_GROWING}"
        for name in names:
            # One that is newer than what is shown was never shown, or was taken back.
            is_unseen = _NAME.fullmatch(name) and name > base
            if is_unseen or name.endswith((_GROWING, _COPYING)):
                self._shelf.delete_folder(f"{_RELEASES}/{name}")
        growing = f"{_RELEASES}/{shipment.release}{_GROWING}"
        if base:
            copying = f"{_RELEASES}/{shipment.release}{_COPYING}"
            self._shelf.copy_folder(f"{_RELEASES}/{base}", copying)
            self._shelf.rename(copying, growing)
        self._journal.begin(shipment.release, base)
        return growing

    def _spoils(self, shipment: Shipment) -> bool:
        """Tell whether the deploy that was cut off has sent what this one would not send again.

        The author has taken an edit back since, say: that file is as it is shown, but not as it
        lies in the release that grows.
        """
        coming = {file.path for file in shipment.uploads}
        touched = self._journal.sent()
        return any(
            key_of(path) in touched
            and path not in coming
            and touched[key_of(path)][0] != file.digest
            for path, file in shipment.files.items()
        )

    def _complete(self, shipment: Shipment, growing: str) -> None:
        """Clear away what does not belong into the release, and see that all that does is there."""
        found = self._shelf.list_files(growing)
        owned = shipment.record.files
        others = [path for path in found if key_of(path) not in owned and path not in OURS]
        foreign = self._foreign(shipment, others)
        litter = [path for path in others if path not in foreign]
        if litter:
            self._shelf.delete([f"{growing}/{path}" for path in litter])
        wrong = [
            path
            for path, file in shipment.files.items()
            if path not in found or found[path].size != file.size
        ]
        if wrong:
            self._journal.end()  # Whatever ails it, the next deploy begins anew.
            more = f" and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
            message = f"{wrong[0]}{more} did not arrive whole; readers still see the site as it was"
            raise DeployError(message, "deploy again; see that the disk of the target is not full")
        record = with_times(shipment.record, shipment.uploads, self._shelf.mtime_of)
        self._shelf.write(f"{growing}/{RECORD}", write_record(record))

    def _foreign(self, shipment: Shipment, others: Sequence[str]) -> frozenset[str]:
        """Return those of `others` that are in what is shown and nobody's we know: they stay."""
        before = shipment.before.files if shipment.before else {}
        # To list what is shown once more takes long, and mostly nothing is in question.
        if all(key_of(path) in before or is_left_over(path) for path in others):
            return frozenset()
        base = self._current()
        if not base:
            return frozenset()
        shown = self._shelf.list_files(f"{_RELEASES}/{base}")
        strange = (path for path in shown if key_of(path) not in before)
        return frozenset(path for path in strange if not is_left_over(path))

    def _prune(self, shown: str) -> None:
        """Delete all releases but the newest, those that were undone, and what is half written."""
        old = [name for name in self._names() if name <= shown][:-_KEPT]
        undone = [name for name in self._shelf.list_names(_RELEASES) if name.endswith(_UNDONE)]
        for name in (*old, *undone):
            self._shelf.delete_folder(f"{_RELEASES}/{name}")
        for name in filter(is_left_over, self._shelf.list_names("")):
            if name == ARRIVING:
                self._shelf.delete_folder(name)
            else:
                self._shelf.delete([name])


def _missing(
    shipment: Shipment,
    noted: Mapping[str, tuple[str, int, int]],
    found: Mapping[str, Found],
    progress: Progress,
) -> list[list[ReleaseFile]]:
    """Return what has to be sent still, stage by stage, where a deploy was cut off."""
    missing = [
        [file for file in stage if not _is_there(file, noted, found)] for stage in shipment.stages
    ]
    progress(len(shipment.uploads) - sum(map(len, missing)))
    return missing


def _is_there(
    file: ReleaseFile, noted: Mapping[str, tuple[str, int, int]], found: Mapping[str, Found]
) -> bool:
    """Tell whether a deploy that was cut off has sent `file`, and it lies there."""
    digest, size, mtime = noted.get(key_of(file.path), ("", 0, 0))
    there = found.get(file.path)
    return (
        digest == file.digest
        and there is not None
        and there.size == size
        and (not mtime or there.mtime == mtime)
    )
