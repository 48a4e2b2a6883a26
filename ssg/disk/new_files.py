"""Text files that are written over none that are there."""

from collections.abc import Iterable, Mapping
from pathlib import Path


def present_files(files: Iterable[Path]) -> list[Path]:
    """Return those of `files` that something is at already, a broken link too."""
    return [file for file in files if file.exists() or file.is_symlink()]


def write_new_files(text_by_file: Mapping[Path, str]) -> None:
    """Write the files, and the folders that they lie in. Raises FileExistsError over one there."""
    for file, text in text_by_file.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
