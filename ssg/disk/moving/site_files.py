"""Files that an import adds to a site: whole or not at all, and never over one that is there."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from ssg.disk.guard import Guard, OutsideError
from ssg.importers.media.names import short_hash


class InTheWayError(Exception):
    """Something lies where a file should go; the message says what, and how to mend it."""


class SiteFiles:
    """The folder of a site, to which files are added."""

    def __init__(self, folder: Path) -> None:
        """Add files below `folder` and nowhere else, whatever links lie there."""
        self._guard = Guard(folder)

    def has(self, path: str) -> bool:
        """Tell whether a file lies at `path`; raises InTheWayError where it is something else."""
        try:
            name = self._guard.locate(path)
            status = os.stat(name)  # noqa: PTH116 - a name that was checked
        except OutsideError as error:
            why = f"{path} leads out of the site by a link; make it a folder of its own"
            raise InTheWayError(why) from error
        except FileNotFoundError as error:
            if Path(name).is_symlink():
                why = f"at {path} lies a link that leads nowhere; remove it"
                raise InTheWayError(why) from error
            return False
        except NotADirectoryError as error:
            raise InTheWayError(_no_folder(path)) from error
        if not stat.S_ISREG(status.st_mode):
            why = f"at {path} lies a folder or a device; move it away"
            raise InTheWayError(why)
        return True

    def size(self, path: str) -> int:
        """Return how many bytes the file at `path` has."""
        return Path(self._guard.locate(path)).stat().st_size

    def add(self, path: str, chunks: Iterable[bytes], remember: Callable[[int, str], None]) -> None:
        """Write a new file; raises InTheWayError.

        It appears when it is complete: until then it has a name that builds pass over, under which
        the next import finds what a killed one left. `remember` is called with size and SHA-256
        just before: so no file is there of which nothing is known.
        """
        if self.has(path):
            why = f"at {path} lies a file already"
            raise InTheWayError(why)
        target = Path(self._guard.locate(path))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise InTheWayError(_no_folder(path)) from error
        growing = target.parent / f".{short_hash(path)}.tmp"
        growing.unlink(missing_ok=True)
        size, digest = 0, hashlib.sha256()
        try:
            with growing.open("xb") as file:
                for chunk in chunks:
                    file.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
            remember(size, digest.hexdigest())
            os.replace(growing, target)  # noqa: PTH105 - says what it does
        except BaseException:
            growing.unlink(missing_ok=True)
            raise


def _no_folder(path: str) -> str:
    return f"a file lies where {path} needs a folder; move it away"
