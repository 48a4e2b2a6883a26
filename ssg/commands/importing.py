"""An import from the files of the export to the files of the site: the flow, and the world around.

export ─read─▶ survey ─decide─▶ decisions ─fetch files─▶ ground ─read again─▶ files ─▶ site
   (first pass)       (pure)                                 (second pass, spread)
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssg.commands.outcome import Tell
from ssg.commands.site_settings import read_site_settings
from ssg.commands.workers import workers
from ssg.disk.export_files import ExportFile, ExportFileError, RefusedFile, open_exports
from ssg.disk.import_folder import ImportFolder, Written, import_folder
from ssg.importers import kinds
from ssg.importers.closing import Ending, closing_files, left_by_type
from ssg.importers.decisions import Decisions, Request, decide
from ssg.importers.findings import Account, Findings, Ledger
from ssg.importers.kinds import PLAIN_TYPES, PostTypes
from ssg.importers.making import Books, ConversationNames, ground_of, make_files
from ssg.importers.new_file import NewFile
from ssg.importers.old_rules import Met
from ssg.importers.reading.export import Read, read_export
from ssg.importers.report import Report, Source, report_files
from ssg.importers.secrets import PrivateRecords
from ssg.importers.survey.known import Survey
from ssg.importers.survey.take import take_survey
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.export import Host


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported where, and how."""

    site: Path
    host: Host
    exports: tuple[Path, ...]
    now: dt.datetime
    uploads: tuple[Path, ...] = ()
    downloads: bool = False
    external: bool = False
    post_types: PostTypes = field(default_factory=lambda: PLAIN_TYPES)
    live: str = ""
    jobs: int = 0
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. `has_read`: there was something to import."""

    diagnostics: tuple[Diagnostic, ...]
    accounts: Mapping[str, Account]
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    repairs: int = 0
    unexplained: int = 0
    has_unreadable: bool = False
    has_read: bool = True


def import_blog(request: ImportRequest, tell: Tell) -> Imported:
    """Import a blog, or, as a rehearsal, do all but the writing of the site."""
    request.site.mkdir(parents=True, exist_ok=True)
    with import_folder(request.site) as folder:
        began = folder.first_time or request.now.isoformat()
        if not request.is_rehearsal:
            folder.begin(began)
        reading = _Reading(request, folder, tell)
        survey = take_survey(reading.first_pass(), request.host, request.post_types)
        return _import(request, reading, survey, folder, dt.datetime.fromisoformat(began))


class _Reading:
    """The files of the export, read twice, and what was wrong with them."""

    def __init__(self, request: ImportRequest, folder: ImportFolder, tell: Tell) -> None:
        self._request = request
        self._folder = folder
        self._tell = tell
        self.problems: list[Diagnostic] = []
        self.sources: list[Source] = []

    def first_pass(self) -> Iterator[tuple[str, Iterable[Read]]]:
        """Yield each file with what it holds; keep its bytes unless this is a rehearsal."""
        number = 0
        for file in open_exports(self._request.exports):
            if isinstance(file, RefusedFile):
                self._problem(file.name, f"it is not read: {file.reason}")
                continue
            number += 1
            counted = self._counted(file)
            kept = counted
            if not self._request.is_rehearsal:
                kept = self._folder.keep_export(number, file.name, counted)
            yield file.name, self._read(file.name, kept, "reading the export")
        if not self._request.is_rehearsal:
            self._folder.forget_exports_from(number + 1)

    def second_pass(self) -> Iterator[tuple[str, Iterable[Read]]]:
        """Yield them again."""
        for file in open_exports(self._request.exports):
            if isinstance(file, ExportFile):
                yield file.name, self._again(file)

    def _read(self, name: str, chunks: Iterable[bytes], doing: str) -> Iterator[Read]:
        number = 0
        try:
            for read in read_export(chunks):
                number += 1
                self._tell(doing, number, 0)
                yield read
        except ExportFileError as error:
            self._problem(name, error.reason)

    def _again(self, file: ExportFile) -> Iterator[Read]:
        try:
            yield from read_export(file.chunks)
        except ExportFileError:
            return  # Told the first time.

    def _counted(self, file: ExportFile) -> Iterator[bytes]:
        size, digest = 0, hashlib.sha256()
        for chunk in file.chunks:
            size += len(chunk)
            digest.update(chunk)
            yield chunk
        self.sources.append(Source(Path(file.name).name, size, digest.hexdigest()))

    def _problem(self, name: str, message: str) -> None:
        fix = "name the file that the old host gave you under Tools, Export (or Back up content)"
        self.problems.append(Diagnostic(name, 0, 0, Level.ERROR, "import", message, fix))


def _import(
    request: ImportRequest,
    reading: _Reading,
    survey: Survey,
    folder: ImportFolder,
    began: dt.datetime,
) -> Imported:
    decisions = decide(survey, _with_own_settings(request, began))
    ledger, findings = Ledger(survey.counted), Findings()
    books = Books(ledger, findings, PrivateRecords(), ConversationNames())
    ground = ground_of(decisions, {}, {})
    ledger.leave(kinds.MEDIA, "not asked for", survey.counted[kinds.MEDIA])
    writer = _Writer(request, folder, findings)
    with workers(request.jobs) as staff:
        for file in make_files(reading.second_pass(), ground, books, staff):
            writer.write(file)
    for kind, count in left_by_type(decisions):
        findings.add("types", f"{count} of the type `{kind or 'none named'}`")
    ending = Ending(Met({}, {}, {}))
    for file in closing_files(decisions, ending, ledger, findings):
        writer.write(file)
    writer.write_settings(decisions)
    for file in books.private.files(survey.authors):
        writer.write(file)
    report = Report(decisions.survey.blog.title, reading.sources, ledger, findings)
    for file in report_files(report):
        folder.put(file)
    return Imported(
        diagnostics=tuple(reading.problems),
        accounts=ledger.accounts(),
        repairs=len(findings.of("repairs")),
        unexplained=ledger.unexplained(),
        has_unreadable=bool(findings.of("unreadable")) or bool(reading.problems),
    )


def _with_own_settings(request: ImportRequest, began: dt.datetime) -> Request:
    """Return how to import, with what an existing site.yaml says."""
    settings = None
    if (request.site / "site.yaml").is_file():
        settings, _ = read_site_settings(request.site)
    return Request(
        host=request.host,
        now=began,
        post_types=request.post_types,
        zone=settings.timezone if settings else "",
        pattern=settings.permalink if settings else "",
        language=settings.language if settings else "",
    )


class _Writer:
    """Puts files where they belong, or, in a rehearsal, nowhere."""

    def __init__(self, request: ImportRequest, folder: ImportFolder, findings: Findings) -> None:
        self._request = request
        self._folder = folder
        self._findings = findings
        self.counts: dict[Written, int] = dict.fromkeys(Written, 0)

    def write(self, file: NewFile) -> None:
        if self._request.is_rehearsal:
            return
        if file.path.startswith(".import/"):
            self._folder.put(file)
            return
        written = self._folder.write(file)
        self.counts[written] += 1
        if written is Written.EDITED:
            self._findings.add("edited", "it stays as you left it", file.path)
        elif written is Written.REMOVED:
            self._findings.add("removed", "it is not written again", file.path)

    def write_settings(self, decisions: Decisions) -> None:
        """Write site.yaml, or add what it lacks; keep private things from git."""
        from ssg.importers.writing.site import (  # noqa: PLC0415
            IGNORED,
            new_site_file,
            site_settings,
            with_missing_settings,
        )

        del with_missing_settings
        if self._request.is_rehearsal:
            return
        self._folder.put_missing("site.yaml", new_site_file(site_settings(decisions)))
        self._folder.append_lines(".gitignore", IGNORED.split())
        exports = {
            "host": decisions.survey.host.value,
            "post_types": dict(self._request.post_types),
        }
        self._folder.put(NewFile(".import/private/exports.json", json.dumps(exports) + "\n"))
