"""What is known of files from the last time, so that unchanged ones are not read again.

As in git's index, a file counts as unchanged while its size, time and inode are the same. A file
that was changed within the last moments before it was recorded may change once more without its
time showing it, so it is not trusted and read again the next time.
"""

import os
from typing import Protocol

from ssg.disk.guard import Guard
from ssg.disk.packing import pack, unpack
from ssg.disk.pictures import SUFFIXES, picture_size
from ssg.model.digest import Digest, digest_of_bytes

Known = tuple[int, int, int, Digest, int, int]
"""Size, time in ns, inode, digest, width and height."""

_RECORD = "file index"
_TEXT_BYTES = 1 << 20
_CLOCK_GRAIN_NS = 2_000_000_000  # FAT's is the coarsest.


class Records(Protocol):
    """Remembers bytes by name."""

    def get_record(self, name: str) -> bytes | None:
        """Return what is remembered under `name`, or None."""
        ...

    def put_record(self, name: str, value: bytes) -> None:
        """Remember `value` under `name`."""
        ...


class FileIndex:
    """Knows the digest and the size of pictures of files; `now_ns` is when the walk began."""

    def __init__(self, records: Records, now_ns: int) -> None:
        """Take up what `records` remember."""
        self._records = records
        self._trusted_until = now_ns - _CLOCK_GRAIN_NS
        self._before: dict[str, Known] = unpack(records.get_record(_RECORD)) or {}
        self._after: dict[str, Known] = {}

    def look_up(self, name: str, status: os.stat_result, guard: Guard, path: str) -> Known:
        """Return what is known of the file `path` of `guard`, reading it only where it is new.

        `name` is what the index calls it. Raises OSError where it cannot be read.
        """
        known = self._before.get(name)
        if known is None or known[:3] != (status.st_size, status.st_mtime_ns, status.st_ino):
            time = status.st_mtime_ns if status.st_mtime_ns < self._trusted_until else -1
            known = (status.st_size, time, status.st_ino, *_examine(guard, path, status.st_size))
        self._after[name] = known
        return known

    def save(self) -> None:
        """Remember what was looked up, and nothing else."""
        if self._after != self._before:
            self._records.put_record(_RECORD, pack(self._after))


def _examine(guard: Guard, path: str, size: int) -> tuple[Digest, int, int]:
    if path.lower().endswith(SUFFIXES):
        content = guard.read(path)
        return digest_of_bytes(content), *picture_size(content)
    # A text is read at once: a buffer for pieces of it costs more than the text.
    return (guard.digest(path) if size > _TEXT_BYTES else digest_of_bytes(guard.read(path))), 0, 0
