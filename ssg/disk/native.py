"""Names as the operating system wants them."""

import os
from pathlib import Path

_WINDOWS = os.name == "nt"


def root_name(folder: Path) -> str:
    r"""Return the absolute name of `folder`, on Windows in the form that allows long paths."""
    name = os.path.realpath(folder)
    return f"\\\\?\\{name}" if _WINDOWS and not name.startswith("\\\\") else name


def file_name(root: str, path: str) -> str:
    """Return the name of the file `path` (relative, with slashes) below `root`."""
    # Windows takes no slashes in the long form; elsewhere a backslash is a character like others.
    return f"{root}\\{path.replace('/', os.sep)}" if _WINDOWS else f"{root}/{path}"


def parents(path: str) -> list[str]:
    """Return the folders above `path`, nearest first: "a/b/c" gives ["a/b", "a"]."""
    cuts = [position for position, character in enumerate(path) if character == "/"]
    return [path[:cut] for cut in reversed(cuts)]
