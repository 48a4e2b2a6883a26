"""Records of cards and their pictures, read and written within the site only."""

import errno
from pathlib import Path

from ssg.disk.guard import Guard, OutsideError
from ssg.disk.writing.whole_files import write_whole


class CardFiles:
    """The files of a site that `ssg cards` reads and writes.

    Raises OutsideError where links lead out of the site.
    """

    def __init__(self, site: Path) -> None:
        """Keep to `site`."""
        self._site = site
        self._guard = Guard(site)

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        file = self._inside(path)
        return file.read_bytes() if file.exists() else None

    def write(self, path: str, content: bytes) -> bool:
        """Write a file, whole or not at all; return whether it is another than before."""
        if self.read(path) == content:
            return False
        target = self._inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)
        return True

    def _inside(self, path: str) -> Path:
        file = self._site / path
        if not self._guard.holds(str(file)):
            raise OutsideError(errno.EPERM, "it leads out of the site", path)
        return file
