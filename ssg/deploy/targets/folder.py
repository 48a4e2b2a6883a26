"""A folder of this machine, or one that it has mounted."""

import contextlib
import errno
import itertools
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ssg.deploy.failures import DeployError
from ssg.deploy.model import NEW, Found, Progress, ReleaseFile, Workplace
from ssg.deploy.targets.home import own_path
from ssg.disk.native import file_name, parents, root_name
from ssg.disk.publishing.manifest import walk_files
from ssg.disk.publishing.refusal import output_folder_problem

_MAKE_ROOM = "make room there"
_MOVE_AWAY = "move away what lies there and is no part of the site: it is in the way"
_FIXES = {
    errno.ENOSPC: _MAKE_ROOM,
    errno.EDQUOT: _MAKE_ROOM,
    errno.EISDIR: _MOVE_AWAY,
    errno.ENOTDIR: _MOVE_AWAY,
    errno.EEXIST: _MOVE_AWAY,
    errno.ENOTEMPTY: _MOVE_AWAY,
}


class FolderShelf:
    """A folder (`Shelf`)."""

    def __init__(self, root: Path) -> None:
        """Publish into `root`, which is made when it is needed."""
        self._root = root_name(root)
        self._times: dict[str, int] = {}
        """What the files that were written are listed with, by their paths in the release."""
        self._folders: set[str] = set()
        """Those that are no links."""

    def list_files(self, folder: str = "") -> Mapping[str, Found]:
        """Return all files below `folder`."""
        with _explained():
            return {
                path: Found(size, mtime_ns // 1_000_000_000)
                for path, (size, mtime_ns) in walk_files(str(self._at(folder)))
            }

    def list_names(self, folder: str) -> Sequence[str]:
        """Return the names in `folder`."""
        with _explained(), contextlib.suppress(FileNotFoundError):
            return [entry.name for entry in self._at(folder).iterdir()]
        return ()

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""
        with _explained(), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return self._at(path).read_bytes()
        return None

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole or not at all."""
        with _explained():
            file = self._place_for(path)
            new = file.with_name(file.name + NEW)
            new.write_bytes(content)
            new.replace(file)

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless there is one."""
        with _explained():
            file = self._at(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                with file.open("xb") as new:
                    new.write(content)
            except FileExistsError:
                return False
            return True

    def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
        """Copy `files`, with their times, which some disks keep less exactly (FAT: 2 seconds)."""
        for file in files:
            with _explained():
                to = self._place_for(f"{below}/{file.path}" if below else file.path)
                new = to.with_name(to.name + NEW)
                shutil.copyfile(file.source, new)
                status = file.source.stat()
                os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
                new.replace(to)
                self._times[file.path] = int(to.stat().st_mtime)
            progress(1)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and the folders that are empty afterwards."""
        with _explained():
            for path in paths:
                file = self._at(path)
                file.unlink(missing_ok=True)
                _remove_emptied(file.parent, self._at(""))

    def mtime_of(self, file: ReleaseFile) -> int:
        """Return the time of the copy; an earlier run's is believed to have that of its source."""
        written = self._times.get(file.path)
        return int(file.source.stat().st_mtime) if written is None else written

    def read_link(self, path: str) -> str | None:
        """Return where a link leads."""
        try:
            return self._at(path).readlink().as_posix()
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.EINVAL:
                return ""
            with _explained():
                raise

    def copy_folder(self, old: str, new: str) -> None:
        """Copy a folder by hard links, or byte by byte where the disk knows none."""
        with _explained():
            if self._at(new).exists():
                shutil.rmtree(self._at(new))
            shutil.copytree(
                self._at(old), self._at(new), symlinks=True, copy_function=_link_or_copy
            )

    def rename(self, old: str, new: str) -> None:
        """Rename a folder."""
        with _explained():
            self._at(new).parent.mkdir(parents=True, exist_ok=True)
            self._at(old).rename(self._at(new))

    def point(self, link: str, to: str) -> None:
        """Make `link` lead to `to`."""
        with _explained():
            new = self._at(f"{link}{NEW}")
            new.unlink(missing_ok=True)
            try:
                new.symlink_to(Path(to), target_is_directory=True)
            except OSError as error:
                message = f"this disk has no links ({error.strerror})"
                fix = "add `releases: false` to the target: then files are replaced one by one"
                raise DeployError(message, fix) from error
            _replace_link(new, self._at(link))

    def delete_folder(self, path: str) -> None:
        """Delete a folder and all below it."""
        with _explained():
            shutil.rmtree(self._at(path))

    def close(self) -> None:
        """Do nothing: there is no connection."""

    def _place_for(self, path: str) -> Path:
        """Return where a file will lie, in a folder that is there; nothing goes through a link."""
        for folder in parents(path):
            if folder in self._folders:
                break
            if self._at(folder).is_symlink():
                message = f"{self._at(folder)} is a link, and what lies behind it is not ours"
                raise DeployError(message, "put a folder in its place, or take it away")
        file = self._at(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        self._folders.update(parents(path))
        return file

    def _at(self, path: str) -> Path:
        return Path(file_name(self._root, path) if path else self._root)


def folder_shelf(to: str, work: Workplace) -> FolderShelf:
    """Return the folder `to`, which counts from the site; DeployError where the site lies in it."""
    root = work.site / own_path(to)
    problem = output_folder_problem(work.site, root)
    output = work.site / "output"
    if not problem and (root.resolve() == output.resolve() or output in root.resolve().parents):
        problem = "it is where the site is built"
    if problem:
        message = f"cannot publish into {root}: {problem}"
        raise DeployError(message, "name a folder of its own")
    return FolderShelf(root)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what the system says into a DeployError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        name = error.filename2 or error.filename
        message = f"{name}: {reason}" if name else reason
        fix = _FIXES.get(error.errno or 0, "see that your user may write there")
        raise DeployError(message, fix) from error


def _link_or_copy(old: str, new: str) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _replace_link(new: Path, link: Path) -> None:
    try:
        new.replace(link)
    except PermissionError:
        if not link.is_symlink():
            raise
        # Windows lets nothing take the place of a link to a folder.
        link.unlink()
        new.rename(link)


def _remove_emptied(folder: Path, root: Path) -> None:
    for each in itertools.chain([folder], folder.parents):
        if each == root:
            return
        try:
            each.rmdir()
        except OSError:
            return
