"""An import from the files of the export to the files of the site: the flow, and the world around.

    export ─read─▶ survey ─decide─▶ decisions ─bring files─▶ ground ─read again─▶ files ─▶ site
       (first pass)        (pure)                                (second pass, spread)

Everything that is decided is decided between the two passes, so that both run in little memory.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import field
from pathlib import Path

from ssg.commands.importing.ending import end_import
from ssg.commands.importing.live import ask_living, living_of, remembered_living, with_earlier
from ssg.commands.importing.media import bring_files
from ssg.commands.importing.own_files import own_files_in
from ssg.commands.importing.reading import Reading
from ssg.commands.importing.work import ImportRequest, ImportWork
from ssg.commands.importing.writing import EXPORTS_FILE, SiteWriter
from ssg.commands.outcome import Tell
from ssg.commands.site_settings import read_site_settings
from ssg.commands.workers import workers
from ssg.disk.moving.import_folder import ImportFolder, import_folder
from ssg.disk.publishing.lock import build_lock
from ssg.importers.books import new_books
from ssg.importers.decisions import Request, decide
from ssg.importers.findings import Account
from ssg.importers.ground import ground_of
from ssg.importers.kinds import UNREADABLE
from ssg.importers.library_files import account_files, new_addresses, path_by_address
from ssg.importers.making import count_texts, make_files
from ssg.importers.mapping.addresses import file_pages
from ssg.importers.moving.host_kind import kind_of_host
from ssg.importers.old_site import host_of
from ssg.importers.survey.known import Survey
from ssg.importers.survey.take import take_survey
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.export import Host
from ssg.model.record import dataclass
from ssg.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. `has_read`: there was something to import."""

    diagnostics: tuple[Diagnostic, ...]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    repairs: int = 0
    unexplained: int = 0
    has_read: bool = True


def import_blog(request: ImportRequest, tell: Tell) -> Imported:
    """Import a blog, or, as a rehearsal, do all but the writing of the site."""
    with ExitStack() as stack:
        folder = stack.enter_context(import_folder(request.site))
        reading = Reading(request.exports, None if request.is_rehearsal else folder, tell)
        survey = take_survey(reading.first_pass(), request.host, request.post_types)
        if wrong := (*_why_not(survey, request, reading), *_other_blog(survey, folder)):
            folder.drop_exports()
            return Imported(wrong, has_read=False)
        if request.is_rehearsal:
            folder.close_to_others()
        else:
            stack.enter_context(build_lock(request.site))
            folder.begin(request.now.isoformat())
            folder.accept_exports()
        return _import(request, reading, survey, folder, tell)


_FEW = 20
"""So many addresses of files tell what kind of host they are on."""


def _why_not(survey: Survey, request: ImportRequest, reading: Reading) -> Iterator[Diagnostic]:
    """Yield why nothing can be imported; nothing where something can."""
    name = str(request.exports[0])
    if survey.found_host not in {None, request.host}:
        other = "blogger" if survey.found_host is Host.BLOGGER else "wordpress"
        message = f"this is an export of {_NAMES[other]}"
        yield _problem(name, message, f"write `ssg import {other} {name}`")
    elif not any(count for kind, count in survey.counted.items() if kind != UNREADABLE):
        fix = "in WordPress: Tools, Export, All content; in Blogger: Settings, Back up content"
        yield from reading.problems or [_problem(name, "there is nothing in this export", fix)]


def _other_blog(survey: Survey, folder: ImportFolder) -> Iterator[Diagnostic]:
    """Yield why the blog is not brought into a site that another one was brought into."""
    try:
        told = json.loads(folder.read(EXPORTS_FILE) or "{}")
        hosts = set(told.get("hosts", ()))
    except (ValueError, AttributeError, TypeError):
        return
    own_hosts = {host_of(url) for url in survey.blog.urls} | set(survey.link_hosts)
    if hosts and any(own_hosts) and own_hosts.isdisjoint(hosts):
        message = f"another blog was imported into this site, the one at {min(hosts)}"
        fix = (
            "import this one into a folder of its own: --site NEW-FOLDER; if it is the same blog "
            f"at another address, remove {EXPORTS_FILE} first"
        )
        yield _problem(survey.files[0].name if survey.files else "", message, fix)


_NAMES = {"blogger": "Blogger", "wordpress": "WordPress"}


def _problem(path: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(path, 0, 0, Level.ERROR, "unreadable-export", message, fix)


def _import(
    request: ImportRequest, reading: Reading, survey: Survey, folder: ImportFolder, tell: Tell
) -> Imported:
    work, notes = _prepare(request, survey, folder, tell)
    books, decisions = work.books, work.decisions
    account_files(work.brought, decisions, books.ledger, books.findings)
    pages = file_pages(
        decisions.survey.entries, decisions.places, decisions.book, path_by_address(work.brought)
    )
    files = new_addresses(work.brought, decisions)
    ground = ground_of(decisions, files, pages, work.living.likes)
    with workers(request.jobs) as staff:
        made = make_files(reading.second_pass(), ground, books, staff)
        total, number = count_texts(decisions), 0
        for file in made:
            work.writer.write(file)
            number += file.path.endswith(".md")
            tell("writing posts and pages", number, total)
    lines = end_import(work, reading.sources)
    return Imported(
        diagnostics=tuple(reading.problems),
        accounts=books.ledger.accounts(),
        lines=lines,
        notes=notes,
        repairs=len(books.findings.of("repairs")),
        unexplained=books.ledger.unexplained(),
    )


def _prepare(
    request: ImportRequest, survey: Survey, folder: ImportFolder, tell: Tell
) -> tuple[ImportWork, tuple[str, ...]]:
    """Decide everything, ask the living blog, bring the files; also return what was not read."""
    own = _own_settings(request)
    blog = survey.blog
    kind = kind_of_host(survey.host, blog.urls, blog.generator, list(survey.media)[:_FEW])
    site = ask_living(request.live, kind) if request.live else None
    living = remembered_living(folder)
    zone = own.timezone if own else (site.timezone if site else living.timezone)
    decisions = decide(
        survey,
        Request(
            host=request.host,
            now=dt.datetime.fromisoformat(folder.first_time or request.now.isoformat()),
            post_types=request.post_types,
            zone=zone,
            pattern=own.permalink if own else "",
            language=own.language if own else "",
            own_files=own_files_in(request.site, folder, own),
        ),
    )
    if site is not None:
        living = with_earlier(living_of(site, kind, decisions.people, request.live), living)
    brought, notes = bring_files(
        decisions,
        request.site,
        tell,
        uploads=_each_once((*request.uploads, *_takeouts(request))),
        downloads=request.downloads,
        external=request.external,
        is_rehearsal=request.is_rehearsal,
    )
    books = new_books(survey.counted)
    writer = SiteWriter(folder, books.findings, is_rehearsal=request.is_rehearsal)
    own_url = own.url if own and "url" in own.places else ""
    if own is None and (request.site / "site.yaml").is_file():
        notes = (*notes, "site.yaml cannot be read and was left alone; `ssg build` tells why")
    return ImportWork(request, decisions, kind, living, brought, books, writer, own_url), notes


def _takeouts(request: ImportRequest) -> tuple[Path, ...]:
    """Return what holds the pictures of a Blogger blog beside its texts."""
    if request.host is not Host.BLOGGER:
        return ()
    return tuple(path for path in request.exports if path.is_dir() or path.suffix.lower() == ".zip")


def _each_once(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return `paths` without those that lead to the same place as an earlier one."""
    by_place: dict[Path, Path] = {}
    for path in paths:
        by_place.setdefault(path.resolve(), path)
    return tuple(by_place.values())


def _own_settings(request: ImportRequest) -> Settings | None:
    """Return the settings of a site that is there already."""
    if not (request.site / "site.yaml").is_file():
        return None
    return read_site_settings(request.site)[0]
