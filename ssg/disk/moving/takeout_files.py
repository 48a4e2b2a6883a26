"""What lies where in Google's takeout: a feed for each blog, and settings beside it."""

import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePath

from ssg.disk.moving.packed import UNREADABLE

TAKEOUT_NAME = "feed.atom"
SETTINGS_NAME = "settings.csv"

_LARGEST_SETTINGS = 1 << 20
_OF_COMMENTS = "Comments"


def folders_of_comments(
    folders: Iterable[PurePath], with_settings: Iterable[PurePath]
) -> frozenset[PurePath]:
    """Return those among `folders`, each with a feed, that hold comments on any blogs and no blog.

    A takeout has its blogs in one folder, and what the owner wrote below posts anywhere in another,
    which may be called in any language; those on blogs of the owner stand in the feed of the blog
    as well. Where settings lie (`with_settings`), there the blogs are.
    """
    all_folders = list(folders)
    of_blogs = {folder.parent for folder in with_settings} or {
        folder.parent for folder in all_folders if folder.parent.name != _OF_COMMENTS
    }
    return frozenset(folder for folder in all_folders if of_blogs and folder.parent not in of_blogs)


def settings_beside(file: Path) -> str:
    """Return the text of the settings beside `file`, the feed of a takeout; else ""."""
    beside = file.with_name(SETTINGS_NAME)
    try:
        if file.name != TAKEOUT_NAME or not stat.S_ISREG(beside.lstat().st_mode):
            return ""
        with beside.open("rb") as opened:
            return _text(opened.read(_LARGEST_SETTINGS + 1))
    except OSError:
        return ""


def settings_of_member(
    file: Path, members: Iterable[zipfile.ZipInfo], feed: zipfile.ZipInfo
) -> str:
    """Return the text of the settings that lie beside `feed` in the zip file `file`; else ""."""
    folder, slash, name = feed.filename.rpartition("/")
    wanted = f"{folder}{slash}{SETTINGS_NAME}"
    found = next((member for member in members if member.filename == wanted), None)
    if name != TAKEOUT_NAME or found is None:
        return ""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(found) as opened:
            return _text(opened.read(_LARGEST_SETTINGS + 1))
    except UNREADABLE:
        return ""


def _text(written: bytes) -> str:
    return written.decode("utf-8-sig", "replace") if len(written) <= _LARGEST_SETTINGS else ""
