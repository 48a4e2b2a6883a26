"""Where an import writes: never over what a person changed, never outside the site.

What was written is remembered by its digest and by the entry that it is made of, one line a file,
in `.import/private/state.jsonl`. A file that is no longer what was written was changed by a person:
it stays, and what the import has to say lies beside it, below `.import/new/`. Of a file that lists
things it is remembered which were written, so that what a person took out is not added again.
"""

import enum
import gzip
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from ssg.disk.guard import OutsideError
from ssg.disk.moving.import_state import (
    NO_MARKS,
    NOTHING,
    Known,
    Marks,
    content_digest,
    line_of,
    marks_of,
    read_state,
)
from ssg.disk.writing.whole_files import drop_growing, replace_whole
from ssg.importers.new_file import NewFile

FOLDER = ".import"
PRIVATE = f"{FOLDER}/private"
EXPORTS = f"{PRIVATE}/exports"
ASIDE = f"{FOLDER}/new"
WITHDRAWN = f"{PRIVATE}/withdrawn"
_STATE = f"{PRIVATE}/state.jsonl"
_PART = ".part"
_MARK = f"{FOLDER}/.gitignore"
_IGNORE_ALL = "# This folder holds e-mail addresses and private texts: it is for you alone.\n*\n"


class Written(enum.Enum):
    """What became of a file that an import had to write."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EDITED = "edited since"
    ADDED_TO = "edited since, and what is new added"
    REMOVED = "removed since"


class ImportFolder:
    """The folder of a site that an import writes into."""

    def __init__(self, site: Path) -> None:
        """Read what earlier imports wrote into `site`."""
        self._site = site
        self._real = os.path.realpath(site)
        self._state = dict(read_state(site / _STATE))
        self._log: IO[str] | None = None

    @property
    def first_time(self) -> str:
        """When the first import into this site began (ISO 8601), "" if this is the first."""
        return self._state.get("", NOTHING).digest

    def written_before(self) -> list[tuple[str, str]]:
        """Return all files that imports have written: path, and number of the entry, in order."""
        return sorted((path, known.entry) for path, known in self._state.items() if path)

    def withdraw(self, path: str) -> bool:
        """Take a file out of the site, unless a person changed it; keep a copy, and tell."""
        target = self._locate(path)
        found = _digest_of(target)
        if found is not None and found != self._state.get(path, NOTHING).digest:
            return False
        if found is not None:
            copy = self._locate(f"{WITHDRAWN}/{path}")
            copy.parent.mkdir(parents=True, exist_ok=True)
            target.replace(copy)
        self._state.pop(path, None)
        self._open_log()
        return True

    def begin(self, moment: str) -> None:
        """Make `.import/`, closed to git, and remember when the first import began."""
        self.close_to_others()
        drop_growing(self._locate(_STATE))  # An import that was cut off in the end.
        if not self.first_time:
            self._remember("", moment)

    def close_to_others(self) -> None:
        """Keep `.import/` out of git, and what is private in it from other users of the machine."""
        self.put(NewFile(_MARK, _IGNORE_ALL))
        private = self._locate(PRIVATE)
        private.mkdir(parents=True, exist_ok=True)
        private.chmod(0o700)

    def write(self, file: NewFile) -> Written:
        """Write a file of the site, unless a person changed or removed it since.

        Raises OutsideError where links lead out of the site.
        """
        return self.write_content(file.path, _bytes_of(file), file.entry, marks_of(file))

    def write_content(
        self, path: str, content: bytes, entry: str = "", parts: Marks = NO_MARKS
    ) -> Written:
        """Do the same with the bytes of a file; `entry` is the number of what it is made of."""
        digest = content_digest(content)
        target = self._locate(path)
        known = self._state[path].digest if path in self._state else None
        found = _digest_of(target)
        if found == digest:
            self._remember(path, digest, entry, parts)
            self._clear_aside(path)
            return Written.SAME
        if known is not None and found is None:
            return self._aside(path, content, digest, Written.REMOVED)
        if found is not None and found != known:
            return self._aside(path, content, digest, Written.EDITED)
        replace_whole(target, content)
        self._remember(path, digest, entry, parts)
        self._clear_aside(path)
        return Written.NEW if found is None else Written.CHANGED

    def knows(self, path: str) -> bool:
        """Tell whether an import has written this file."""
        return path in self._state

    def is_untouched(self, path: str) -> bool:
        """Tell whether a file is as an import wrote it."""
        return self.knows(path) and _digest_of(self._locate(path)) == self._state[path].digest

    def is_removed(self, path: str) -> bool:
        """Tell whether an import has written this file and it is not there any more."""
        return self.knows(path) and not self._locate(path).exists()

    def waits(self, path: str) -> bool:
        """Tell whether something lies in `.import/new/` for this file."""
        return self._locate(f"{ASIDE}/{path}").is_file()

    def written_parts(self, file: NewFile) -> Marks:
        """Return the parts that imports have written into a file, as far as that is known."""
        known = self._state.get(file.path, NOTHING)
        is_same = known.digest == content_digest(_bytes_of(file))
        return {**marks_of(file), **known.parts} if is_same else known.parts

    def add_parts(self, file: NewFile, text: str, parts: Marks, *, is_all: bool) -> None:
        """Write `text`, a person's file with parts of `file` added, and remember `parts`.

        `is_all`: nothing of `file` is missing in it, so that nothing has to lie beside it.
        """
        content = text.encode("utf-8", "replace")
        target = self._locate(file.path)
        if _digest_of(target) != content_digest(content):
            replace_whole(target, content)
        known = self._state.get(file.path, NOTHING)
        digest = content_digest(_bytes_of(file)) if is_all else known.digest
        self._remember(file.path, digest, file.entry, parts)
        if is_all:
            self._clear_aside(file.path)

    def put(self, file: NewFile) -> None:
        """Write a file of `.import/`, which belongs to the import."""
        self.put_content(file.path, _bytes_of(file))

    def put_content(self, path: str, content: bytes) -> None:
        """Do the same with the bytes of a file."""
        target = self._locate(path)
        if _digest_of(target) != content_digest(content):
            replace_whole(target, content)

    def read(self, path: str) -> str:
        """Return the text of a file, "" where there is none."""
        try:
            return self._locate(path).read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def content_of(self, path: str) -> bytes:
        """Return the bytes of a file that is there."""
        return self._locate(path).read_bytes()

    def append_lines(self, path: str, lines: Iterable[str]) -> None:
        """Add to a text file of the site the lines that it lacks."""
        target = self._locate(path)
        text = target.read_text("utf-8", "replace") if target.exists() else ""
        missing = [line for line in lines if line not in text.splitlines()]
        if missing:
            gap = "" if not text or text.endswith("\n") else "\n"
            replace_whole(target, (text + gap + "".join(f"{line}\n" for line in missing)).encode())

    def keep_export(self, number: int, name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the bytes of an export on, and keep them, packed, as they are.

        Those of an earlier import stay until `accept_exports` lets these take their place.
        """
        suffix = "atom" if name.lower().removesuffix(".gz").endswith(".atom") else "xml"
        target = self._locate(f"{EXPORTS}/{number:03}.{suffix}.gz")
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}{_PART}")
        with part.open("wb") as raw, gzip.GzipFile("", "wb", 3, raw, mtime=0) as packed:
            for chunk in chunks:
                packed.write(chunk)
                yield chunk

    def accept_exports(self) -> None:
        """Let the new copies take the place of those of an earlier import."""
        folder = self._locate(EXPORTS)
        new = {file.name.removesuffix(_PART): file for file in folder.glob(f"*{_PART}")}
        for file in folder.glob("[0-9][0-9][0-9].*.gz"):
            if file.name not in new:
                file.unlink()
        for name, file in new.items():
            file.replace(folder / name)

    def drop_exports(self) -> None:
        """Remove the new copies, and folders that are empty then: it is no export of this blog."""
        for file in self._locate(EXPORTS).glob(f"*{_PART}"):
            file.unlink()
        with suppress(OSError):  # The first that is not empty ends it.
            for folder in (EXPORTS, PRIVATE, FOLDER):
                self._locate(folder).rmdir()

    def close(self) -> None:
        """Put the state on the disk."""
        if self._log is not None:
            self._log.close()
            self._log = None
            lines = (line_of(path, known) for path, known in self._state.items())
            replace_whole(self._locate(_STATE), "".join(lines).encode())

    def _aside(self, path: str, content: bytes, digest: str, what: Written) -> Written:
        """Lay beside what has changed what would be written, if it is another text than before."""
        if self._state.get(path, NOTHING).digest == digest:
            self._clear_aside(path)
        else:
            target = self._locate(f"{ASIDE}/{path}")
            if _digest_of(target) != digest:
                replace_whole(target, content)
        return what

    def _clear_aside(self, path: str) -> None:
        if self.waits(path):
            self._locate(f"{ASIDE}/{path}").unlink()

    def _remember(self, path: str, digest: str, entry: str = "", parts: Marks = NO_MARKS) -> None:
        known = Known(digest, entry, parts)
        if self._state.get(path) == known:
            return
        self._state[path] = known
        # A line at a time: an import that is cut off knows its files the next time.
        log = self._open_log()
        log.write(line_of(path, known))
        log.flush()

    def _open_log(self) -> IO[str]:
        if self._log is None:
            file = self._locate(_STATE)
            file.parent.mkdir(parents=True, exist_ok=True)
            is_torn = file.exists() and not file.read_bytes().endswith(b"\n")
            self._log = file.open("a", encoding="utf-8")
            # What a full disk left of the last line must not swallow the next one.
            self._log.write("\n" if is_torn else "")
        return self._log

    def _locate(self, path: str) -> Path:
        """Return the file `path` of the site, or raise OutsideError."""
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts:
            raise OutsideError(path)
        target = self._site.joinpath(*parts)
        nearest = target
        while not nearest.exists() and nearest != self._site:
            nearest = nearest.parent
        real = os.path.realpath(nearest)
        if real != self._real and not real.startswith(os.path.join(self._real, "")):  # noqa: PTH118
            raise OutsideError(path)
        return target


@contextmanager
def import_folder(site: Path) -> Iterator[ImportFolder]:
    """Open the folder of a site for an import, and remember in the end what was written."""
    folder = ImportFolder(site)
    try:
        yield folder
    finally:
        folder.close()


def _bytes_of(file: NewFile) -> bytes:
    return file.text.encode("utf-8", "replace")


def _digest_of(file: Path) -> str | None:
    try:
        return content_digest(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        return ""
