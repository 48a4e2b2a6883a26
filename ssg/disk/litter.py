"""Files that editors and systems leave lying about."""

import fnmatch
import re

_PATTERNS = ("*~", ".*.sw?", ".#*", "#*#", ".DS_Store", "Thumbs.db", "desktop.ini", "4913", "*.tmp")
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
    """Tell whether the folder `name` in `folder` is not looked into."""
    return name[0] == "." and (folder, name) != ("content/static/", ".well-known")
