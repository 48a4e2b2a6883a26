"""What is known of files from the last time, so that unchanged ones are not read again.

As in git's index, a file counts as unchanged while its size, times and inode are the same: when it
was written, which programs may set back, and when anything about it changed, which they may not. A
file that was changed within the last moments before it was recorded may change once more without
its time showing it, so it is not trusted and read again the next time.
"""

import os
from dataclasses import astuple, replace

from ssg.disk.cache.damaged_pictures import damaged_pictures
from ssg.disk.cache.packing import pack, unpack
from ssg.disk.cache.records import Records
from ssg.disk.guard import Guard
from ssg.disk.pictures import SUFFIXES, picture_facts, reading_code
from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.picture import PictureFacts

Facts = tuple[str, int, int, bool, bool, str]
"""The fields of `PictureFacts`, in their order."""
Known = tuple[int, int, int, int, Digest, Facts | None]
"""Size, both times in ns, inode, digest, and what is known of a picture."""

_RECORD = "files as they were last seen"
"""Another shape needs another name: an older program on the same cache cannot read this one."""
_TEXT_BYTES = 1 << 20
_CLOCK_GRAIN_NS = 2_000_000_000  # FAT's is the coarsest.


class FileIndex:
    """Knows the digest and the size of pictures of files; `now_ns` is when the walk began."""

    def __init__(self, records: Records, now_ns: int) -> None:
        """Take up what `records` remember."""
        self._records = records
        self._trusted_until = now_ns - _CLOCK_GRAIN_NS
        self._code = reading_code()
        self._before = _remembered(records, self._code)
        self._damaged = frozenset(damaged_pictures(records))
        self._after: dict[str, Known] = {}

    def look_up(self, name: str, status: os.stat_result, guard: Guard, path: str) -> Known:
        """Return what is known of the file `path` of `guard`, reading it only where it is new.

        `name` is what the index calls it. Raises OSError where it cannot be read.
        """
        known = self._before.get(name)
        seen = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
        if known is None or known[:4] != seen:
            size, written, changed, inode = seen
            written = written if written < self._trusted_until else -1
            known = (size, written, changed, inode, *_examine(guard, path, size))
        self._after[name] = known
        return known

    def facts_of(self, known: Known) -> PictureFacts | None:
        """Return what is known of a picture, None for any other file."""
        *_, digest, found = known
        if found is None:
            return None
        facts = PictureFacts(*found)
        return replace(facts, problem="it is damaged") if digest in self._damaged else facts

    def save(self) -> None:
        """Remember what was looked up, and nothing else."""
        if self._after != self._before:
            self._records.put_record(_RECORD, pack((self._code, self._after)))


def _remembered(records: Records, code: Digest) -> dict[str, Known]:
    """Return what is remembered; nothing where other code has read the pictures."""
    remembered = unpack(records.get_record(_RECORD))
    is_ours = isinstance(remembered, tuple) and remembered[:1] == (code,)
    known: dict[str, Known] = remembered[1] if is_ours else {}
    return known


def _examine(guard: Guard, path: str, size: int) -> tuple[Digest, Facts | None]:
    if path.lower().endswith(SUFFIXES):
        content = guard.read(path)
        return digest_of_bytes(content), astuple(picture_facts(content, path))
    # A text is read at once: a buffer for pieces of it costs more than the text.
    if size > _TEXT_BYTES:
        return guard.digest(path), None
    return digest_of_bytes(guard.read(path)), None
