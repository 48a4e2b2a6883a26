"""Packed files as they come from outside: which are too good to be true, and what ails others."""

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ssg.model.record import dataclass

CHUNK = 1 << 18
"""Bytes that are read at once."""

HIGHEST_RATIO = 200
"""How many times larger than packed a file may be: texts up to thirty, pictures hardly."""

BOMB = f"it is packed to less than 1/{HIGHEST_RATIO} of its size, which no real file is"

_UNSUSPICIOUS = 64 << 20
"""Bytes up to which nobody asks how well they were packed."""

_DAMAGE = (
    EOFError, ValueError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError
)  # fmt: skip

UNREADABLE = (*_DAMAGE, RuntimeError, OSError)
"""What the standard library raises for a packed file that cannot be read.

RuntimeError stands for zip files that are locked, or packed in a way that zipfile has not.
"""


class UnreadableFileError(OSError):
    """A file turns out damaged, or absurdly large, while it is being read."""

    def __init__(self, name: str, reason: str) -> None:
        """Say what is wrong with the file `name`."""
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that is not read, and why; the reason completes "cannot read `name`: …"."""

    name: str
    reason: str


def is_bomb(unpacked: int, packed: int) -> bool:
    """Tell whether so many bytes cannot come from so few, if someone means well."""
    return unpacked > _UNSUSPICIOUS and unpacked > HIGHEST_RATIO * packed


def reason_of(error: Exception) -> str:
    """Return in words why a file cannot be read; `error` is one of UNREADABLE."""
    if isinstance(error, _DAMAGE):
        return "the file is damaged; download it again"
    if isinstance(error, RuntimeError):
        return "it is packed in a way that is not known here; unpack it first"
    system_reason = error.strerror if isinstance(error, OSError) else None
    return (system_reason or "it cannot be read").lower()


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Raise as UnreadableFileError what the libraries have to say of the file while it is read."""
    try:
        yield
    except UnreadableFileError:
        raise
    except UNREADABLE as error:
        raise UnreadableFileError(name, reason_of(error)) from error
