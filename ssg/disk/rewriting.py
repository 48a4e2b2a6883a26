"""Files of the author's that are written anew: whole or not at all, and only as they were read."""

import contextlib
import os
from pathlib import Path

from ssg.disk.guard import Guard
from ssg.importers.media.names import short_hash


class ChangedMeanwhileError(Exception):
    """A file is not what it was when it was read; the message is its path."""


def rewrite(guard: Guard, path: str, old: bytes, new: bytes) -> None:
    """Let the file `path` hold `new` where it holds `old`; its mode and owner's rights stay.

    Raises ChangedMeanwhileError where it holds something else by now, OutsideError where a link
    leads out of the site, and OSError.
    """
    target = Path(os.path.realpath(guard.locate(path)))
    if not guard.holds(str(target)) or target.read_bytes() != old:
        raise ChangedMeanwhileError(path)
    _replace(target, path, new, target.stat().st_mode)


def put(guard: Guard, path: str, content: bytes) -> None:
    """Let the file `path`, which is ours, hold `content`; its folder is there already.

    Raises OutsideError where a link leads out of the site, and OSError.
    """
    _replace(Path(guard.locate(path)), path, content, _READABLE)


_READABLE = 0o644


def _replace(target: Path, path: str, content: bytes, mode: int) -> None:
    growing = target.parent / f".{short_hash(path)}-{os.getpid()}.tmp"
    try:
        with growing.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        growing.chmod(mode)
        growing.replace(target)
    finally:
        with contextlib.suppress(OSError):
            growing.unlink(missing_ok=True)
