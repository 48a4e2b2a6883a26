"""Files that an author asked for, letters and lists of subscribers: never among published ones."""

import tempfile
from pathlib import Path

from ssg.disk.whole_files import READABLE, write_whole

_PUBLISHED = ("content", "themes", "output")
_FOR_ONE = 0o600


class PublishedFolderError(Exception):
    """The file would lie where the build or a web server finds it; the message names the folder."""


def refuse_published(file: Path, site: Path | None) -> None:
    """Raise PublishedFolderError where `file` lies in a folder of `site` that is published."""
    real = file.absolute().resolve()
    folders = [] if site is None else [(site / name).resolve() for name in _PUBLISHED]
    around = site_around(file)
    if around:
        folders += [(around / name).resolve() for name in _PUBLISHED]
    for folder in folders:
        if real.is_relative_to(folder):
            message = f"{folder.name}/"
            raise PublishedFolderError(message)


def site_around(file: Path) -> Path | None:
    """Return the folder of the site that `file` would lie in, None where there is none."""
    parents = file.absolute().resolve().parents
    return next((above for above in parents if (above / "site.yaml").is_file()), None)


def write_own_file(file: Path, content: bytes, *, is_private: bool = False) -> None:
    """Write `file` whole or not at all; what is private can be read by its owner only."""
    file.absolute().parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, content, mode=_FOR_ONE if is_private else READABLE)


def write_passing_file(name: str, content: bytes) -> Path:
    """Write a file for one look, where the system keeps such files, and return it."""
    folder = Path(tempfile.mkdtemp(prefix="ssg-"))
    file = folder / name
    write_own_file(file, content, is_private=True)
    return file
