"""What a deploy has sent so far, noted on this machine: the next one goes on from there."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ssg.deploy.failures import UNREADABLE
from ssg.deploy.model import Record, ReleaseFile
from ssg.deploy.record import key_of


class Journal:
    """Notes of one deploy to one target, in a file of lines."""

    def __init__(self, file: Path) -> None:
        """Keep the notes in `file`."""
        self._file = file

    def begin(self, release: str, base: str = "") -> None:
        """Begin the notes of the deploy `release` on top of `base`; those of an earlier one go."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps([release, base]) + "\n", encoding="utf-8")

    def intend(self, files: Iterable[ReleaseFile]) -> None:
        """Note that `files` are about to be sent: from now on nobody knows what lies there."""
        self._append([key_of(file.path), "", 0, 0] for file in files)

    def note(self, files: Iterable[ReleaseFile], mtimes: Mapping[str, int]) -> None:
        """Note that `files` have been sent."""
        self._append(
            [key_of(file.path), file.digest, file.size, mtimes.get(file.path, 0)] for file in files
        )

    def end(self) -> None:
        """Forget the notes: the record at the target says it all."""
        self._file.unlink(missing_ok=True)

    def begun(self) -> tuple[str, str]:
        """Return release and base of the deploy that was cut off, ("", "") where none was."""
        match next(self._lines(), None):
            case [str(release), str(base)]:
                return release, base
            case _:
                return "", ""

    def sent(self) -> Mapping[str, tuple[str, int, int]]:
        """Return digest, size and time of what was sent, by the key of its path.

        The digest is "" where a file was about to be sent when the deploy was cut off.
        """
        sent: dict[str, tuple[str, int, int]] = {}
        for line in islice(self._lines(), 1, None):
            match line:
                case [str(key), str(digest), int(size), int(mtime)]:
                    sent[key] = digest, size, mtime
        return sent

    def applied_to(self, record: Record) -> Record:
        """Return `record` with what was sent; as it is where the notes belong to another deploy."""
        if record.complete or self.begun()[0] != record.release:
            return record
        files = dict(record.files)
        for key, (digest, size, mtime) in self.sent().items():
            if key in files:
                files[key] = replace(files[key], digest=digest, size=size, mtime=mtime)
        return replace(record, files=files)

    def _append(self, notes: Iterable[list[object]]) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(note)}\n" for note in notes)
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> Iterator[object]:
        with contextlib.suppress(FileNotFoundError), self._file.open("rb") as notes:
            yield from map(_parsed, notes)


def _parsed(line: bytes) -> object:
    try:
        parsed: object = json.loads(line)
    except UNREADABLE:
        return None  # The line that was being written when the machine stopped.
    return parsed
