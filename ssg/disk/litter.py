"""Files that editors and systems leave lying about."""

import fnmatch
import re

_OF_EDITORS = (
    "*~", ".*.sw?", "4913",  # vim: copies, swap files, its probe of whether it may write here
    ".#*", "#*#",  # Emacs: locks, automatic copies
    ".goutputstream-*",  # gedit and whatever else saves through GIO
    "*.vsctmp",  # VS Code
    "*___jb_tmp___", "*___jb_old___",  # JetBrains
    ".~lock.*#", "~$*",  # LibreOffice, Microsoft Office
)  # fmt: skip
_OF_SYSTEMS = (
    ".DS_Store", "._*", "Thumbs.db", "desktop.ini",
    ".nfs*", ".fuse_hidden*",  # deleted, but still open somewhere
)  # fmt: skip
_OF_COPIERS = (
    "*.tmp",  # Syncthing's among them
    ".dropbox.attr", "*.crdownload",
)  # fmt: skip
_PATTERNS = (*_OF_EDITORS, *_OF_SYSTEMS, *_OF_COPIERS)
_LITTER = re.compile("|".join(fnmatch.translate(pattern) for pattern in _PATTERNS))


def is_litter(name: str) -> bool:
    """Tell whether a file of this name is an editor's or a system's and no part of the site."""
    return _LITTER.match(name) is not None


def is_skipped_file(folder: str, name: str) -> bool:
    """Tell whether the file `name` in `folder` (relative to the site, ending in a slash) is none.

    Dot files count only below content/static/, where they belong to the web server.
    """
    is_hidden = name[0] == "." and not folder.startswith("content/static/")
    return is_hidden or is_litter(name)


def is_skipped_folder(folder: str, name: str) -> bool:
    """Tell whether the folder `name` in `folder` is not looked into.

    Who makes a theme with tools of Node has them beside it: thousands of files that are no part.
    """
    is_of_tools = name == "node_modules" and folder.startswith("themes/")
    return is_of_tools or (name[0] == "." and (folder, name) != ("content/static/", ".well-known"))


def is_skipped(path: str) -> bool:
    """Tell whether `path` or a folder above it is passed over; a folder's ends in a slash.

    For one path alone what a walk decides on its way down.
    """
    folder = ""
    *folders, name = path.split("/")
    for each in folders:
        if is_skipped_folder(folder, each):
            return True
        folder += f"{each}/"
    return bool(name) and is_skipped_file(folder, name)
