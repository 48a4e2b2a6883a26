"""Comments files are read and written, and nothing outside of content/comments/."""

import errno
from pathlib import Path

from ssg.disk.guard import Guard, OutsideError
from ssg.disk.writing.whole_files import READABLE, write_whole
from ssg.text.decoding import decode_text

FOLDER = "content/comments"


def names_of_files(site_folder: Path) -> set[str]:
    """Return the paths of all comments files, relative to the site."""
    files = (site_folder / FOLDER).rglob("*.y*ml")
    return {file.relative_to(site_folder).as_posix() for file in files}


def read_comment_file(site_folder: Path, path: str) -> str:
    """Return the text of a comments file that was found to be readable."""
    source = decode_text(path, Guard(site_folder).read(path)).value
    return source.text if source else ""


def write_comment_file(site_folder: Path, path: str, text: str) -> None:
    """Put `text` in the place of a comments file at once. Raises OutsideError beyond the folder."""
    folder = site_folder / FOLDER
    file = site_folder / path
    is_inside = Guard(site_folder).holds(str(folder)) and Guard(folder).holds(str(file.parent))
    if not is_inside or file.is_symlink():
        raise OutsideError(errno.EPERM, "it leads out of content/comments/", path)
    folder.mkdir(parents=True, exist_ok=True)
    mode = file.stat().st_mode & 0o777 if file.exists() else READABLE
    write_whole(file, text.encode("utf-8"), mode=mode)
