"""The record at a target: which files of it are ours, and what each held when we left it.

Readers may ask for it, and unlisted posts must not be given away by it, so it names no path: a
file is known by the digest of its path. Whoever does not know an address cannot find it here.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from ssg.deploy.failures import UNREADABLE
from ssg.deploy.model import Record, Recorded, ReleaseFile, Remote

_VERSION = 1


def key_of(path: str) -> str:
    """Return what stands for `path` in a record."""
    # A stranger's file may have a name that is no text.
    name = path.encode("utf-8", "surrogateescape")
    return hashlib.blake2b(name, digest_size=8, person=b"ssg-deploy").hexdigest()


def write_record(record: Record) -> bytes:
    """Return the record as a file."""
    files = {
        key: [file.digest, file.size, file.mtime, file.unused, file.essence]
        for key, file in sorted(record.files.items())
    }
    content = {
        "ssg": _VERSION,
        "release": record.release,
        "complete": record.complete,
        "before": record.before,
        "files": files,
    }
    return (json.dumps(content, separators=(",", ":")) + "\n").encode()


def read_record(content: bytes | None) -> Record | None:
    """Return the record in `content`; None where there is none, or none that we can read."""
    if content is None:
        return None
    try:
        record = json.loads(content)
        files = {str(key): Recorded(*values) for key, values in record["files"].items()}
        if record["ssg"] != _VERSION:
            return None
        before = str(record.get("before", ""))
        return Record(files, str(record["release"]), bool(record["complete"]), before)
    except UNREADABLE:
        return None


def record_after(
    release: str, files: Iterable[ReleaseFile], remote: Remote, kept: Iterable[str]
) -> Record:
    """Return what the record says once `files` lie at a target that was as `remote` before.

    `kept` are paths of files that stay although the site no longer uses them.
    """
    old = remote.record.files if remote.record else {}
    recorded: dict[str, Recorded] = {}
    for file in files:
        key = key_of(file.path)
        was = old.get(key)
        mtime = was.mtime if was else 0
        recorded[key] = Recorded(file.digest, file.size, mtime, 0, file.essence)
    for path in kept:
        key = key_of(path)
        if key in old:
            recorded[key] = replace(old[key], unused=old[key].unused + 1)
    return Record(recorded, release, before=remote.release)


def with_times(
    record: Record, sent: Iterable[ReleaseFile], mtime_of: Callable[[ReleaseFile], int]
) -> Record:
    """Return `record` with the times that the files just sent are listed with."""
    files = dict(record.files)
    for file in sent:
        key = key_of(file.path)
        files[key] = replace(files[key], mtime=mtime_of(file))
    return replace(record, files=files)


def with_deleted(record: Record, deleted: Iterable[str], before: Record | None) -> Record:
    """Return `record` with the files that are about to be deleted: they are still ours."""
    old = before.files if before else {}
    going = {key: old[key] for key in map(key_of, deleted) if key in old}
    return replace(record, files={**going, **record.files})


def record_meanwhile(after: Record, before: Record | None) -> Record:
    """Return the record for the time of the deploy: all that was ours and all that will be.

    A deploy that is cut off leaves it behind, so that nothing it sent is ever a stranger's; what it
    meant to send is without a digest, and so is sent again unless somebody knows better.
    """
    old = before.files if before else {}
    coming = {
        key: replace(file, digest=file.digest if _is_same(old.get(key), file) else "")
        for key, file in after.files.items()
    }
    return replace(after, files={**old, **coming}, complete=False)


def _is_same(old: Recorded | None, new: Recorded) -> bool:
    return old is not None and old.digest == new.digest
