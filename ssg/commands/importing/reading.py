"""The files of an export, read twice; what was wrong with them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ssg.commands.outcome import Tell
from ssg.disk.moving.export_files import ExportFile, open_exports
from ssg.disk.moving.import_folder import PRIVATE, ImportFolder
from ssg.disk.moving.packed import RefusedFile, UnreadableFileError
from ssg.importers.new_file import NewFile
from ssg.importers.reading.export import Read, read_export
from ssg.importers.reading.takeout_settings import with_takeout_settings
from ssg.importers.report import Source
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.export import OldBlog, Scope, Unreadable

Named = tuple[str, Iterable[Read]]
"""A file's name, and what it holds."""

_FIX = "name the file that the old host gave you under Tools, Export (or Back up content)"
_MEND = "mend the file at this place and import again, or export again"
_CUT_OFF = "the download may have broken off: export again, and import the whole file"
_MOST_TOLD = 20


class Reading:
    """The export. `problems` and `sources` grow while it is read for the first time."""

    def __init__(self, exports: Sequence[Path], folder: ImportFolder | None, tell: Tell) -> None:
        """Read `exports`; keep copies of them in `folder`, None to keep none."""
        self._exports = exports
        self._folder = folder
        self._tell = tell
        self._told = 0
        self.problems: list[Diagnostic] = []
        self.sources: list[Source] = []

    def first_pass(self) -> Iterator[Named]:
        """Yield each file with what it holds, and keep its bytes."""
        number = 0
        if self._folder is not None:
            self._folder.drop_exports()  # Those of an import that was cut off.
        for file in open_exports(self._exports):
            if isinstance(file, RefusedFile):
                self._problem(file.name, f"it is not read: {file.reason}")
                continue
            number += 1
            chunks = self._counted(file)
            if self._folder is not None:
                chunks = self._folder.keep_export(number, file.name, chunks)
                if file.settings:
                    self._folder.put(NewFile(f"{PRIVATE}/settings-{number}.csv", file.settings))
            yield Path(file.name).name, self._first_reads(file, chunks)

    def second_pass(self) -> Iterator[Named]:
        """Yield them again."""
        for file in open_exports(self._exports):
            if isinstance(file, ExportFile):
                yield Path(file.name).name, self._again(file)

    def _first_reads(self, file: ExportFile, chunks: Iterable[bytes]) -> Iterator[Read]:
        number, name = 0, file.name
        try:
            for read in read_export(chunks):
                number += 1
                self._tell("reading the export", number, 0)
                if isinstance(read, Unreadable):
                    self._unreadable(name, read)
                if isinstance(read, OldBlog) and file.settings:
                    yield with_takeout_settings(read, file.settings)
                else:
                    yield read
        except UnreadableFileError as error:
            self._problem(name, error.reason)

    def _again(self, file: ExportFile) -> Iterator[Read]:
        try:
            yield from read_export(file.chunks)
        except UnreadableFileError:
            return  # Told the first time.

    def _counted(self, file: ExportFile) -> Iterator[bytes]:
        size, digest = 0, hashlib.sha256()
        for chunk in file.chunks:
            size += len(chunk)
            digest.update(chunk)
            yield chunk
        self.sources.append(Source(Path(file.name).name, size, digest.hexdigest()))

    def _unreadable(self, name: str, part: Unreadable) -> None:
        self._told += 1
        if self._told > _MOST_TOLD:
            return
        is_whole = part.scope is Scope.FILE
        what = "" if is_whole else f"a part (`{part.name or 'text'}`) could not be read: "
        fix = _FIX if is_whole else _CUT_OFF if "the file ends" in part.reason else _MEND
        self._problem(name, what + part.reason, fix, part.line, part.column)

    def _problem(
        self, name: str, message: str, fix: str = _FIX, line: int = 0, column: int = 0
    ) -> None:
        self.problems.append(
            Diagnostic(name, line, column, Level.ERROR, "unreadable-export", message, fix)
        )
