"""The folder beside a site in which builds remember things."""

from pathlib import Path

from ssg.disk.guard import refuse_link_outside
from ssg.disk.writing.whole_files import write_whole


def make_cache_folder(folder: Path) -> None:
    """Make the cache folder, marked so that neither git nor backups keep it.

    Raises OutsideError where a link in its place leads out of the site.
    """
    refuse_link_outside(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        (".gitignore", "# Made by ssg; it can be deleted at any time.\n*\n"),
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# Made by ssg.\n"),
    ):
        if not (folder / name).exists():
            write_whole(folder / name, text.encode())
