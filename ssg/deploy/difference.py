"""The difference between a release and what lies at the target."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ssg.deploy.headers.types import is_named_by_content
from ssg.deploy.model import OURS, Difference, Found, Recorded, ReleaseFile, Remote
from ssg.deploy.record import key_of

_DEPLOYS_TO_STAY = 3
"""For so many deploys what is named by its content stays after the site has stopped using it."""
_CHUNK = 1 << 20
_HIDDEN = (".domains", ".htaccess", ".nojekyll", ".user.ini", ".well-known/security.txt")
"""What a site may leave behind where nobody lists it: servers obey such files, or readers ask."""


def compare(files: Mapping[str, ReleaseFile], remote: Remote) -> Difference:
    """Return what has to happen so that `files` lie at the target.

    The listing has the last word on what is there, the record on what is ours.
    """
    owned = remote.record.files if remote.record else {}
    new, changed, unchanged, by_hand = [], [], [], []
    for path, file in files.items():
        recorded = owned.get(key_of(path))
        found = _found(path, recorded, remote)
        if found is None:
            new.append(file)
            if recorded and recorded.digest:
                by_hand.append(path)
        elif _holds(file, found, recorded):
            unchanged.append(path)
        else:
            changed.append(file)
            if recorded and recorded.digest and _was_changed(file, found, recorded, remote):
                by_hand.append(path)
    deleted, kept, foreign = _others(files, remote)
    return Difference(
        tuple(new),
        tuple(changed),
        tuple(unchanged),
        tuple(deleted),
        tuple(kept),
        tuple(by_hand),
        tuple(foreign),
    )


def with_files(difference: Difference, files: Mapping[str, ReleaseFile]) -> Difference:
    """Return the same `difference`, its files as `files` has them now."""
    return replace(
        difference,
        new=tuple(files[file.path] for file in difference.new),
        changed=tuple(files[file.path] for file in difference.changed),
    )


def _found(path: str, recorded: Recorded | None, remote: Remote) -> Found | None:
    """Return what lies at `path`, None for nothing.

    Some servers list no file whose name begins with a dot, not even the record that they have just
    shown: such files are believed to be as they were left.
    """
    if remote.found is None:
        return Found(recorded.size, recorded.mtime) if recorded and recorded.digest else None
    found = remote.found.get(path)
    if found is None and recorded and recorded.digest and _hides_dot_files(remote):
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        return Found(recorded.size, recorded.mtime) if is_hidden else None
    return found


def _hides_dot_files(remote: Remote) -> bool:
    found = remote.found or {}
    return bool(found) and not any(name in found for name in OURS)


def _holds(file: ReleaseFile, found: Found, recorded: Recorded | None) -> bool:
    """Tell whether what lies there is `file`."""
    if found.checksum:
        return found.checksum == checksum_of(file, found.checksum.partition(":")[0])
    return (
        recorded is not None
        and recorded.digest == file.digest
        and found.size == file.size
        and _is_as_recorded(found, recorded)
    )


def _was_changed(file: ReleaseFile, found: Found, recorded: Recorded, remote: Remote) -> bool:
    """Tell whether somebody else wrote what lies there.

    A checksum shows it also where size and time do not, once a deploy has ended that left `file`.
    """
    is_ended = remote.record is not None and remote.record.complete
    ought_to_be = is_ended and found.checksum and recorded.digest == file.digest
    return bool(ought_to_be) or not _is_as_recorded(found, recorded)


def _is_as_recorded(found: Found, recorded: Recorded) -> bool:
    same_time = not found.mtime or not recorded.mtime or found.mtime == recorded.mtime
    return found.size == recorded.size and same_time


def _others(
    files: Mapping[str, ReleaseFile], remote: Remote
) -> tuple[list[str], list[str], list[str]]:
    """Return what lies there and is not in the release: to be deleted, to be kept, foreign."""
    owned = remote.record.files if remote.record else {}
    deleted, kept, foreign = [], [], []
    # The record knows keys only, so what is not listed can be told by a name that we guess.
    hidden = [name for name in _HIDDEN if key_of(name) in owned] if _hides_dot_files(remote) else []
    for path in sorted({*(remote.found or {}), *hidden}):
        if path in files or path in OURS:
            continue
        recorded = owned.get(key_of(path))
        if recorded is None:
            foreign.append(path)
        elif is_named_by_content(path) and recorded.unused < _DEPLOYS_TO_STAY:
            kept.append(path)
        else:
            deleted.append(path)
    return deleted, kept, foreign


def checksum_of(file: ReleaseFile, kind: str) -> str:
    """Return the checksum of a file of ours in the form in which a target tells it."""
    return f"{kind}:{_checksum(kind, file.digest, file.size, file.source)}"


@lru_cache(maxsize=65_536)
def _checksum(kind: str, digest: str, size: int, source: Path) -> str:  # noqa: ARG001 - of the key
    """Return the checksum of the bytes in `source`, which are compared several times in a deploy.

    The bytes have `digest`, whatever becomes of the file. git puts a head before them.
    """
    summing = hashlib.new("md5" if kind == "md5" else "sha1", usedforsecurity=False)
    if kind == "git":
        summing.update(f"blob {size}\0".encode())
    with source.open("rb") as content:
        while chunk := content.read(_CHUNK):
            summing.update(chunk)
    return summing.hexdigest()
