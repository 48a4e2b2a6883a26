"""Files that an author asked for, letters and lists of subscribers: never among published ones."""

import tempfile
from pathlib import Path

from ssg.disk.writing.whole_files import READABLE, write_whole

_PUBLISHED = ("content", "themes", "output")
_FOR_ONE = 0o600
NAME_ANOTHER_PLACE = "name a file outside of content/, themes/ and output/"
"""What to do where a file would lie among published ones."""


def published_folder(file: Path, site: Path | None) -> str:
    """Return the folder in which the build or a web server would find `file`, or ""."""
    real = file.absolute().resolve()
    folders = [] if site is None else [(site / name).resolve() for name in _PUBLISHED]
    around = site_around(file)
    if around:
        folders += [(around / name).resolve() for name in _PUBLISHED]
    return next((f"{folder.name}/" for folder in folders if real.is_relative_to(folder)), "")


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
