"""What is known of links, in a folder of the site's own.

It is not in the cache, which may be removed at any time: this took an hour of asking. Nor is it
meant for the history of the texts: a file beside it keeps git from it, until somebody removes that.
"""

import contextlib
from pathlib import Path

from ssg.disk.guard import Guard, refuse_link_outside
from ssg.disk.writing.whole_files import write_whole

FOLDER = ".ssg-links"
FILE = f"{FOLDER}/heard.tsv"
_IGNORED = """\
# Made by `ssg check --external`, and worth keeping.
# Delete this file to keep it in git too.
*
"""


class LinkMemory:
    """The memory of a site as a text. Raises OSError where the disk does."""

    def __init__(self, site: Path) -> None:
        """Keep to the folder of `site`."""
        self._site = site
        self._guard = Guard(site)

    def read(self) -> str:
        """Return what was written last, "" before that."""
        self._refuse_links()
        with contextlib.suppress(FileNotFoundError):
            return self._guard.read(FILE).decode("utf-8", "replace")
        return ""

    def write(self, text: str) -> None:
        """Write the memory, whole or not at all."""
        self._refuse_links()
        folder = self._site / FOLDER
        if not folder.is_dir():
            folder.mkdir()
            write_whole(folder / ".gitignore", _IGNORED.encode())
        write_whole(Path(self._guard.locate(FILE)), text.encode("utf-8", "replace"))

    def _refuse_links(self) -> None:
        for path in (FOLDER, FILE):
            refuse_link_outside(self._site / path)
