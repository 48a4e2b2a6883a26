"""Files are written whole or not at all: whoever reads one meanwhile sees the old or the new."""

import contextlib
import os
import tempfile
from pathlib import Path

READABLE = 0o644
"""The mode of a file that everybody may read."""


def write_whole(file: Path, content: bytes, *, mode: int = READABLE) -> None:
    """Let `file` hold `content`; its folder is there already.

    It grows beside its place, under a name that no other program has, and is on the disk before it
    takes its place; so is that it took it, when this returns: a letter that is sent after it was
    written down stays written down. Where that fails nothing is left, and `file` is what it was.
    """
    handle, name = tempfile.mkstemp(prefix=".ssg-", suffix=".part", dir=file.parent)
    growing = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        growing.chmod(mode)
        growing.replace(file)
        _flush_names(file.parent)
    finally:
        with contextlib.suppress(OSError):
            growing.unlink(missing_ok=True)


def _flush_names(folder: Path) -> None:
    """Let the disk keep which files are in `folder`, where it can be asked to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):  # Some disks of other machines know no such thing.
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def replace_whole(file: Path, content: bytes) -> None:
    """Do the same for a file that only one process writes; its folder is made.

    It grows under a name of its own, which the next one takes too: what a kill left of it is
    written over, or gone with `drop_growing`.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = _growing(file)
    part.write_bytes(content)
    part.replace(file)


def drop_growing(file: Path) -> None:
    """Remove what a process that was killed left of `replace_whole`."""
    _growing(file).unlink(missing_ok=True)


def _growing(file: Path) -> Path:
    return file.with_name(f".{file.name[:100]}.part")
