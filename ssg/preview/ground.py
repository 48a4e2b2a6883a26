"""Where a site's files lie: which folders to watch, and which files of the site a place holds."""
# Names stay strings, for thousands of them pass here when a branch is checked out.
# ruff: noqa: PTH110, PTH112, PTH118, PTH120

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ssg.disk.guard import Guard
from ssg.disk.litter import is_skipped, is_skipped_file, is_skipped_folder
from ssg.model.record import dataclass

_NAMES = ("site.yaml", "content", "themes")


class Folder(NamedTuple):
    """A folder to watch, without links in its name; `is_deep`: with all below it."""

    real: str
    is_deep: bool


class Place(NamedTuple):
    """A file or folder on the disk, without links in its name, and its name in the site."""

    real: str
    name: str
    is_folder: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """What is watched of a site."""

    folders: frozenset[Folder]
    places: tuple[Place, ...]
    """The site's folder and what links within it lead to."""
    output: str
    pillars: frozenset[str]
    """Where something comes or goes that decides what is watched."""

    def names_of(self, file: str, *, is_folder: bool) -> tuple[str, ...]:
        """Return the names in the site of what lies at `file`; none where it is no part of it."""
        if _is_within(file, self.output):
            return ()
        found = {
            _name(place.name + file[len(place.real) :])
            for place in self.places
            if _is_within(file, place.real)
        }
        return tuple(sorted(name for name in found if _belongs(name, is_folder=is_folder)))


def survey(site: Path, output: Path) -> Ground:
    """Find what to watch of the site: its folder, content/, themes/ and what their links lead to.

    Links count as `ssg.disk.walk` has it: those that stay within the site.
    """
    guard, real_output = Guard(site), os.path.realpath(output)
    real = os.path.realpath(site)
    tops = [folder for folder in top_folders(site) if folder.is_deep]
    links = sorted(_Search(guard, real_output).links(str(site), "", (real,)))
    wanted = [Folder(real, is_deep=False), *tops]
    for link in links:
        holder = link.real if link.is_folder else os.path.dirname(link.real)
        wanted.append(Folder(holder, link.is_folder))
    folders = frozenset(folder for folder in wanted if not _is_covered(folder, wanted))
    pillars = {os.path.join(real, name) for name in _NAMES[1:]}
    pillars.update(link.real for link in links)
    return Ground(folders, (Place(real, ""), *links), real_output, frozenset(pillars))


def top_folders(site: Path) -> tuple[Folder, ...]:
    """Return those folders that are watched of every site, as far as they are there."""
    guard = Guard(site)
    found = [(name, str(site / name)) for name in _NAMES]
    deep = [
        Folder(os.path.realpath(folder), is_deep=True)
        for _, folder in found
        if os.path.isdir(folder) and guard.holds(folder)
    ]
    return (Folder(os.path.realpath(site), is_deep=False), *deep)


@dataclass(frozen=True, slots=True)
class _Search:
    """A search for links that stay within the site."""

    guard: Guard
    output: str

    def links(self, folder: str, name: str, above: tuple[str, ...]) -> Iterator[Place]:
        """Yield the links below `folder`, which is `name` (ending in a slash) in the site."""
        for entry in _entries_of(folder):
            if (name or entry.name in _NAMES) and not _is_passed_over(entry, name):
                yield from self._follow(entry, name + entry.name, above)

    def _follow(
        self, entry: os.DirEntry[str], name: str, above: tuple[str, ...]
    ) -> Iterator[Place]:
        is_link = entry.is_symlink()
        real = os.path.realpath(entry.path) if is_link else os.path.join(above[-1], entry.name)
        if real == self.output or real in above:
            return
        if is_link:
            if not self.guard.holds(entry.path) or not os.path.exists(real):
                return
            yield Place(real, name, entry.is_dir())
        if entry.is_dir():
            yield from self.links(entry.path, f"{name}/", (*above, real))


def _is_passed_over(entry: os.DirEntry[str], folder: str) -> bool:
    is_skipped = is_skipped_folder if entry.is_dir() else is_skipped_file
    return is_skipped(folder, entry.name)


def _entries_of(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # Gone or closed to us: then there is nothing to watch.
        return []


def _is_covered(folder: Folder, others: list[Folder]) -> bool:
    """Tell whether one of `others` is watched with all below it, `folder` among it."""
    return any(
        other.is_deep and other != folder and _is_within(folder.real, other.real)
        for other in others
    )


def _is_within(file: str, folder: str) -> bool:
    return file == folder or file.startswith(os.path.join(folder, ""))


def _name(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace(os.sep, "/").lstrip("/"))


def _belongs(name: str, *, is_folder: bool) -> bool:
    top, slash, _ = name.partition("/")
    if not slash:
        return name == "site.yaml" and not is_folder
    return top in _NAMES and not is_skipped(f"{name}/" if is_folder else name)
