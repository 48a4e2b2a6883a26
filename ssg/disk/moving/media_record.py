"""Which files an import brought, from where: `.import/private/media.tsv`.

One line a file, for people and programs: path, address, ETag, Last-Modified, size, SHA-256. Lines
are added while files come, so that a run that is stopped loses nothing, and sorted at the end.
"""

import re
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from ssg.disk.writing.whole_files import drop_growing, replace_whole
from ssg.model.record import dataclass

FOLDER = ".import/private"
_NAME = "media.tsv"
_COLUMNS = 6
_BREAKS = re.compile(r"[\t\r\n]")


@dataclass(frozen=True, slots=True)
class Row:
    """A file that an import wrote. `path` is relative to the site; `size` is in bytes."""

    path: str
    address: str
    etag: str = ""
    last_modified: str = ""
    size: int = 0
    sha256: str = ""


class MediaRecord:
    """The record of a site, as it was when the run began and with what the run adds."""

    def __init__(self, site_folder: Path) -> None:
        """Read what earlier runs wrote; lines that were torn by a crash are passed over."""
        self._file = site_folder / FOLDER / _NAME
        self._rows = {row.path: row for row in _read(self._file)}
        self._by_address = {row.address: row for row in self._rows.values()}
        self._has_new = False

    def at_path(self, path: str) -> Row | None:
        """Return what is known of the file at `path`."""
        return self._rows.get(path)

    def from_address(self, address: str) -> Row | None:
        """Return what is known of the file that came from `address`."""
        return self._by_address.get(address)

    def add(self, row: Row) -> None:
        """Remember `row`, on disk at once."""
        self._rows[row.path] = row
        self._by_address[row.address] = row
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # What a crash left of the last line must not swallow this one.
        before = "\n" if not self._has_new and _is_torn(self._file) else ""
        self._has_new = True
        with self._file.open("a", encoding="utf-8", newline="\n") as file:
            file.write(before + _line(row))

    def finish(self) -> None:
        """Sort the lines, those too that a run that was killed left as they came."""
        self._has_new = False
        drop_growing(self._file)
        content = "".join(_line(row) for _, row in sorted(self._rows.items())).encode()
        if content != _content(self._file):
            replace_whole(self._file, content)


def _line(row: Row) -> str:
    return "\t".join(_BREAKS.sub(" ", str(value)) for value in astuple(row)) + "\n"


def _read(file: Path) -> Iterator[Row]:
    for line in _content(file).decode("utf-8", "replace").replace("\r\n", "\n").split("\n"):
        values = line.split("\t")
        if len(values) == _COLUMNS and values[4].isdigit() and len(values[5]) == 64:  # noqa: PLR2004 - digits of a SHA-256
            path, address, etag, last_modified, size, sha256 = values
            yield Row(path, address, etag, last_modified, int(size), sha256)


def _is_torn(file: Path) -> bool:
    content = _content(file)
    return bool(content) and not content.endswith(b"\n")


def _content(file: Path) -> bytes:
    """Return what is in a file, nothing where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
