"""Text files that are written over none that are there."""

import errno
from collections.abc import Iterable, Mapping
from pathlib import Path

from ssg.disk.guard import Guard, OutsideError


def present_files(files: Iterable[Path]) -> list[Path]:
    """Return those of `files` that something is at already, a broken link too."""
    return [file for file in files if file.exists() or file.is_symlink()]


def write_new_files(text_by_file: Mapping[Path, str]) -> None:
    """Write the files, and the folders that they lie in. Raises FileExistsError over one there."""
    for file, text in text_by_file.items():
        _write_new(file, text)


def write_new_file(site_folder: Path, path: str, text: str) -> Path:
    """Write the file `path` of a site and return it; its folders are made.

    Raises FileExistsError over one there, OutsideError where a link leads out of the site.
    """
    file = site_folder / path
    if not Guard(site_folder).holds(str(file.parent)):
        raise OutsideError(errno.EPERM, "a link leads out of the site", str(file))
    _write_new(file, text)
    return file


def _write_new(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as new:
        try:
            new.write(text)
            new.flush()
        except OSError:
            file.unlink(missing_ok=True)  # Half a text would keep a second try away.
            raise
