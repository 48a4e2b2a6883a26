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
    takes its place. Where that fails nothing is left of it, and `file` is what it was.
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
    finally:
        with contextlib.suppress(OSError):
            growing.unlink(missing_ok=True)
