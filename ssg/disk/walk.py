"""Walk through the folders of a site: sorted, quick, and never out of it or in circles."""

import contextlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ssg.disk import problems
from ssg.disk.guard import Guard
from ssg.disk.litter import is_skipped_file, is_skipped_folder
from ssg.model.diagnostic import Diagnostic


class Found(NamedTuple):
    """A file: `path` is NFC-normalised, `name` as the disk has it; both relative, with slashes."""

    path: str
    name: str
    status: os.stat_result


class Walk:
    """One walk; `problems` grow while its files are taken."""

    def __init__(self, guard: Guard, skipped: str) -> None:
        """Stay within `guard` and pass over the folder whose real name is `skipped`."""
        self.problems: list[Diagnostic] = []
        self._guard = guard
        self._skipped = skipped

    def files(self, folder: Path, names: Iterable[str]) -> Iterator[Found]:
        """Yield the files at or below each of `names` in `folder`, in order of their names."""
        real = os.path.realpath(folder)
        by_name = {entry.name: entry for entry in _entries_of(folder)}
        wanted = [by_name[name] for name in names if name in by_name]
        yield from self._visit(wanted, "", (real,))

    def _visit(
        self, entries: list[os.DirEntry[str]], folder: str, above: tuple[str, ...]
    ) -> Iterator[Found]:
        for entry in entries:
            name = folder + entry.name
            try:
                found = self._find(entry, name, folder)
            except OSError as error:
                self.problems.append(problems.unreadable(name, error))
                continue
            if found is None:
                continue
            if stat.S_ISDIR(found.status.st_mode):
                yield from self._enter(entry, name, above)
            else:
                yield found

    def _find(self, entry: os.DirEntry[str], name: str, folder: str) -> Found | None:
        """Return what `entry` is, if the site has it."""
        is_link = entry.is_symlink()
        if entry.is_dir(follow_symlinks=True):
            if is_skipped_folder(folder, entry.name):
                return None
        elif is_skipped_file(folder, entry.name):
            return None
        if is_link and not self._guard.holds(entry.path):
            self.problems.append(problems.outside(name))
            return None
        status = entry.stat()
        if not stat.S_ISDIR(status.st_mode) and not stat.S_ISREG(status.st_mode):
            self.problems.append(problems.special(name))
            return None
        path = name if name.isascii() else unicodedata.normalize("NFC", name)
        return Found(path, name, status)

    def _enter(self, entry: os.DirEntry[str], name: str, above: tuple[str, ...]) -> Iterator[Found]:
        # Only a link can lead back, and only a link makes the real name worth asking for.
        real = (
            os.path.realpath(entry.path)
            if entry.is_symlink()
            else f"{above[-1]}{os.sep}{entry.name}"
        )
        if real == self._skipped:
            return
        if real in above:
            self.problems.append(problems.loop(name))
            return
        try:
            children = sorted(_entries_of(entry.path), key=_file_name)
        except OSError as error:
            self.problems.append(problems.unreadable(name, error))
            return
        yield from self._visit(children, f"{name}/", (*above, real))


def _entries_of(folder: str | Path) -> list[os.DirEntry[str]]:
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        return list(entries)
    return []


def _file_name(entry: os.DirEntry[str]) -> str:
    return entry.name
