"""Files of the author's that are written anew: whole or not at all, and only as they were read."""

import os
from pathlib import Path

from ssg.disk.guard import Guard
from ssg.disk.writing.whole_files import write_whole


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
    write_whole(target, new, mode=target.stat().st_mode & 0o7777)


def put(guard: Guard, path: str, content: bytes) -> None:
    """Let the file `path`, which is ours, hold `content`; its folder is there already.

    Raises OutsideError where a link leads out of the site, and OSError.
    """
    write_whole(Path(guard.locate(path)), content)
