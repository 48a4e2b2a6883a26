"""Comments files are read and written, and nothing outside of content/comments/."""

import errno
import os
import tempfile
from pathlib import Path

from ssg.disk.guard import Guard, OutsideError

FOLDER = "content/comments"


def names_of_files(site_folder: Path) -> set[str]:
    """Return the paths of all comments files, relative to the site."""
    folder = site_folder / FOLDER
    return {f"{FOLDER}/{each.name}" for each in folder.iterdir()} if folder.is_dir() else set()


def read_comment_file(site_folder: Path, path: str) -> str:
    """Return the text of a comments file. Raises UnicodeDecodeError where it is no UTF-8."""
    return Guard(site_folder).read(path).decode("utf-8-sig").replace("\r\n", "\n")


def write_comment_file(site_folder: Path, path: str, text: str) -> None:
    """Put `text` in the place of a comments file at once. Raises OutsideError beyond the folder."""
    folder = site_folder / FOLDER
    file = site_folder / path
    is_inside = Guard(site_folder).holds(str(folder)) and file.parent == folder
    if not is_inside or file.is_symlink():
        raise OutsideError(errno.EPERM, "it leads out of content/comments/", path)
    folder.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    part = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
        part.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
