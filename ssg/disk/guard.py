"""The one way to a file that a build reads: nothing outside the site and its themes."""
# Names stay strings, for ten thousand of them pass here in each build.
# ruff: noqa: PTH114, PTH118, PTH123

import contextlib
import errno
import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.source import FileRef, Read


class ChangedWhileReadingError(Exception):
    """A file is no longer what it was when the build began; the build can simply start over.

    `path` is relative to the site.
    """

    def __init__(self, path: str) -> None:
        """Name the file."""
        super().__init__(f"{path} changed while the site was being built")
        self.path = path


class OutsideError(OSError):
    """A path leads outside the folder that it must stay in."""


class Guard:
    """Opens files below `folder` and refuses all others, wherever links lead.

    Remembers the folders it has resolved; lives as long as one build.
    """

    def __init__(self, folder: Path) -> None:
        """Guard `folder`."""
        self._folder = str(folder)
        self._real = os.path.realpath(folder)
        self._inside: dict[str, bool] = {}

    def locate(self, path: str) -> str:
        """Return the name of the file `path` (relative, with slashes), or raise OutsideError."""
        file = os.path.join(self._folder, path)
        if not path.isascii() and not os.path.lexists(file):
            file = _as_spelt(self._folder, path)
        folder, name = os.path.split(file)
        if folder not in self._inside:
            self._inside[folder] = self.holds(folder)
        if name in {"", ".", ".."} or not self._inside[folder]:
            raise OutsideError(path)
        if os.path.islink(file) and not self.holds(file):
            raise OutsideError(path)
        return file

    def holds(self, file: str) -> bool:
        """Tell whether `file`, with all links resolved, lies in the guarded folder."""
        real = os.path.realpath(file)
        return real == self._real or real.startswith(os.path.join(self._real, ""))

    @contextlib.contextmanager
    def open(self, path: str) -> Iterator[BufferedReader]:
        """Open the file `path` for reading."""
        with open(self.locate(path), "rb") as file:
            yield file

    def read(self, path: str) -> bytes:
        """Return the content of the file `path`."""
        return _read(self.locate(path))

    def digest(self, path: str) -> Digest:
        """Return the digest of the file `path`, without holding all of it."""
        return digest_of_file(self.locate(path))


def refuse_link_outside(folder: Path) -> None:
    """Raise OutsideError where `folder`, of a site, is a link that leads out of it."""
    if folder.is_symlink() and not Guard(folder.parent).holds(str(folder)):
        raise OutsideError(errno.EPERM, "this link leads out of the site", str(folder))


def locator(site_folder: Path, themes_folder: Path) -> Callable[[FileRef], str]:
    """Return what tells where a file of the snapshot lies, or raises OutsideError."""
    site, themes = Guard(site_folder), Guard(themes_folder)

    def locate(ref: FileRef) -> str:
        if ref.builtin:
            return themes.locate(ref.path.removeprefix("themes/"))
        return site.locate(ref.path)

    return locate


def guarded_reader(site_folder: Path, themes_folder: Path) -> Read:
    """Return what reads a file of the snapshot.

    It raises ChangedWhileReadingError where the content is no longer what the snapshot says: what
    is remembered under the old digest would be wrong ever after.
    """
    locate = locator(site_folder, themes_folder)

    def read(ref: FileRef) -> bytes:
        try:
            content = _read(locate(ref))
        except FileNotFoundError as error:
            raise ChangedWhileReadingError(ref.path) from error
        if digest_of_bytes(content) != ref.digest:
            raise ChangedWhileReadingError(ref.path)
        return content

    return read


def digest_of_file(name: str) -> Digest:
    """Return the digest of the file called `name`, without holding all of it."""
    with open(name, "rb") as file:
        return Digest(hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest())


def _read(name: str) -> bytes:
    with open(name, "rb", buffering=0) as file:
        return file.read()


def _as_spelt(folder: str, path: str) -> str:
    """Return the name of the file `path` as the disk spells it: a Mac may write é as two signs."""
    for part in path.split("/"):
        spelt = part
        with contextlib.suppress(OSError):
            names = sorted(os.listdir(folder))  # noqa: PTH208 - quicker than objects of names
            spelt = next((n for n in names if unicodedata.normalize("NFC", n) == part), part)
        folder = os.path.join(folder, spelt)
    return folder
