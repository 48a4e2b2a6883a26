"""The end of an import: records, redirects, settings, the report, the plan, the final screen."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ssg.commands.importing.live import remember_living
from ssg.commands.importing.work import ImportWork
from ssg.commands.importing.writing import WAITS
from ssg.disk.moving.import_folder import Written
from ssg.importers import kinds
from ssg.importers.blogger_rules import blogger_addresses, blogger_rules
from ssg.importers.blogger_template import farewell_template
from ssg.importers.closing import Ending, closing_files, left_by_type
from ssg.importers.findings import Account
from ssg.importers.kinds import kind_of_entry
from ssg.importers.library_files import (
    missing_addresses,
    path_by_address,
    public_path,
    sizes_of,
)
from ssg.importers.mapping.addresses import file_pages
from ssg.importers.mapping.places import Fate
from ssg.importers.moving.facts import EntryToSee, MoveFacts
from ssg.importers.moving.host_kind import HostKind
from ssg.importers.moving.omissions import omissions
from ssg.importers.moving.plan import PLAN_FILE, move_plan, next_steps
from ssg.importers.new_file import NewFile
from ssg.importers.old_rules import Met
from ssg.importers.report import Report, Source, report_files
from ssg.importers.writing.titles import plain_title
from ssg.text.counting import counted, some_of

_LOOKS = 7
_TEMPLATE = ".import/blogger-template.xml"
_UNKNOWN_HOME = "https://www.example.org/"


def end_import(work: ImportWork, sources: Sequence[Source]) -> tuple[str, ...]:
    """Write all that is left, and return the lines of the final screen."""
    decisions, books, writer = work.decisions, work.books, work.writer
    for file in closing_files(decisions, _ending(work), books.ledger, books.findings):
        writer.write(file)
    for path, content in work.living.pictures.items():
        writer.write_content(path, content)
    for file in books.private.files(decisions.survey.authors):
        writer.write(file)
    writer.write_settings(decisions, work.request.post_types)
    if work.living.is_asked and not work.request.is_rehearsal:
        remember_living(work.living, writer.folder)
    _account_removed(work)
    _tell_rest(work)
    facts = _facts(work)
    if facts.kind is HostKind.BLOGSPOT:
        writer.write(NewFile(_TEMPLATE, _farewell(work)))
    writer.write(NewFile(PLAN_FILE, move_plan(facts)))
    report = Report(
        title=decisions.survey.blog.title,
        sources=sources,
        ledger=books.ledger,
        findings=books.findings,
        looks=[(one.title, one.path) for one in facts.entries_to_see],
        omissions=[
            (one.what.value, one.advice) for one in omissions(facts.kind, work.living.found)
        ],
    )
    for file in report_files(report):
        writer.report(file)
    return tuple(_final_screen(work, facts))


def _ending(work: ImportWork) -> Ending:
    decisions, brought = work.decisions, work.brought
    files = frozenset(path for one in brought if (path := public_path(one.path)))
    pages = file_pages(
        decisions.survey.entries, decisions.places, decisions.book, path_by_address(brought)
    )
    return Ending(
        met=Met(work.books.text_pages, sizes_of(brought, decisions), pages, files),
        anchors=tuple(work.books.anchors),
        missing=tuple(missing_addresses(brought)),
        authors=work.living.authors,
        more_rules=blogger_rules(decisions),
        more_addresses=tuple(
            (f"{one.old}?{one.query}" if one.query else one.old, one.why)
            for one in blogger_addresses(decisions)
            if not one.takes_rule
        ),
    )


def _account_removed(work: ImportWork) -> None:
    """Account for files that a person removed since, and for those that are not made now."""
    decisions, books, writer = work.decisions, work.books, work.writer
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        if place.source in writer.removed and place.fate is not Fate.FILE_WITH_COMMENTS:
            kind = kind_of_entry(entry.kind, entry.standing, work.request.post_types)
            books.ledger.take_back(kind, "removed or renamed by you")
    for (kind, why), count in writer.left.items():
        books.ledger.take_back(kind, why, count)
    writer.withdraw_stale(decisions.number_by_id)


def _tell_rest(work: ImportWork) -> None:
    findings = work.books.findings
    for kind, count in left_by_type(work.decisions):
        findings.add("types", f"{count} of the type `{kind or 'none named'}`")
    for answer in work.living.asked:
        findings.add("asked", answer)


def _looks(work: ImportWork) -> Iterator[EntryToSee]:
    """Yield the entries that deserve a look most; those that readers see come before drafts."""
    decisions = work.decisions
    weights = work.books.findings.weights
    shown = {
        place.source: (not place.permalink, plain_title(entry.title))
        for entry, place in zip(decisions.survey.entries, decisions.places, strict=True)
        if place.source.startswith("content/") and not work.writer.folder.is_removed(place.source)
    }
    files = [file for file, weight in weights.items() if weight > 0 and file in shown]
    files.sort(key=lambda file: (shown[file][0], -weights[file], file))
    for file in files[:_LOOKS]:
        yield EntryToSee(shown[file][1], file)


def _facts(work: ImportWork) -> MoveFacts:
    accounts = work.books.ledger.accounts()
    home = _new_home(work)
    return MoveFacts(
        kind=work.kind,
        old_url=work.decisions.site.url,
        title=plain_title(work.decisions.survey.blog.title),
        posts=accounts[kinds.POSTS].went,
        pages=accounts[kinds.PAGES].went,
        drafts=accounts[kinds.DRAFTS].came,
        comments=accounts[kinds.COMMENTS].went + accounts[kinds.PINGBACKS].went,
        missing_media=len(tuple(missing_addresses(work.brought))),
        has_uploads=bool(work.request.uploads),
        entries_to_see=tuple(_looks(work)),
        is_live_asked=work.living.is_asked,
        found=work.living.found,
        new_url=home if home != work.decisions.site.url else "",
    )


def _new_home(work: ImportWork) -> str:
    """Return the address of the new site where site.yaml has another than the old one."""
    return work.own_url or work.decisions.site.url


def _farewell(work: ImportWork) -> str:
    home = _new_home(work)
    places = work.decisions.places
    paths = [place.had or place.permalink for place in places if place.permalink]
    is_known = home != work.decisions.site.url
    return farewell_template(home if is_known else _UNKNOWN_HOME, paths)


_NAMES = {
    kinds.POSTS: ("post", "posts"),
    kinds.PAGES: ("page", "pages"),
    kinds.DRAFTS: ("draft", "drafts"),
    kinds.COMMENTS: ("comment", "comments"),
    kinds.PINGBACKS: ("pingback", "pingbacks"),
    kinds.AUTHORS: ("author", "authors"),
    kinds.CATEGORIES: ("category", "categories"),
    kinds.TAGS: ("tag", "tags"),
    kinds.REDIRECTS: ("redirect", "redirects"),
    kinds.MEDIA: ("file of the library", "files of the library"),
    kinds.FILES_IN_TEXTS: ("file in texts", "files in texts"),
    kinds.OTHERS: ("other entry", "other entries"),
    kinds.UNREADABLE: ("unreadable part", "unreadable parts"),
}
_FILES = frozenset({kinds.MEDIA, kinds.FILES_IN_TEXTS})


_TOLD = 4
_NAMED = 2
_EXPECTED = frozenset({"a word of a menu", "said again", "a block that is shown where it is used"})


def _left(accounts: Mapping[str, Account]) -> Iterator[str]:
    """Yield what was left and why, the most frequent reasons; what stands elsewhere is not left."""
    counts: Counter[tuple[str, str]] = Counter()
    for kind, account in accounts.items():
        for why, count in account.left.items():
            if why not in _EXPECTED:
                counts[kind, why] += count
    told = [
        f"{count:,} {_NAMES[kind][count != 1]} ({why})"
        for (kind, why), count in counts.most_common(_TOLD)
    ]
    if told:
        more = ", …" if len(counts) > _TOLD else ""
        yield f"Left: {', '.join(told)}{more}. Each with its reason: .import/report.md"


def _since_last_time(work: ImportWork) -> Iterator[str]:
    """Yield what is new since an earlier import, if there was one."""
    written, findings = work.writer.written, work.books.findings
    if not any(count for what, count in written.items() if what is not Written.NEW):
        return
    counts = {
        "new": written[Written.NEW],
        "changed": written[Written.CHANGED],
        "taken back": len(findings.of("withdrawn")),
        "changed by you, with what is new added": written[Written.ADDED_TO],
        "changed by you and left alone": written[Written.EDITED],
        "removed or renamed by you": written[Written.REMOVED],
    }
    told = [f"{count:,} {what}" for what, count in counts.items() if count]
    yield f"Files since the last import: {', '.join(told) or 'nothing new'}."


def _waiting(paths: Sequence[str]) -> Iterator[str]:
    """Yield what waits beside the site because a person changed or removed a file."""
    if not paths:
        return
    named = some_of([f"{WAITS}{path}" for path in paths], _NAMED)
    files = counted(len(paths), "file")
    yield f"You changed or removed {files} of which the export has other words now."
    yield f"They wait for you to take over what you want: {named}"


def _final_screen(work: ImportWork, facts: MoveFacts) -> Iterator[str]:
    accounts = work.books.ledger.accounts()
    went = [
        f"{accounts[kind].went:,} {names[accounts[kind].went != 1]}"
        for kind, names in _NAMES.items()
        if accounts[kind].went and kind not in _FILES
    ]
    files = accounts[kinds.MEDIA].went + accounts[kinds.FILES_IN_TEXTS].went
    went += ["1 file" if files == 1 else f"{files:,} files"] if files else []
    is_rehearsal = work.request.is_rehearsal
    yield f"{'Would import' if is_rehearsal else 'Imported'}: {', '.join(went) or 'nothing'}."
    yield from _left(accounts)
    yield from _since_last_time(work)
    yield from _waiting(work.writer.waiting)
    unexplained = work.books.ledger.unexplained()
    lost = accounts[kinds.UNREADABLE].came
    if lost:
        parts = "1 part of the export" if lost == 1 else f"{lost:,} parts of the export"
        yield f"{parts} could not be read: .import/private/unreadable.jsonl has it as it stands."
    if work.books.findings.of("absent"):
        absent = len(work.books.findings.of("absent"))
        left = counted(absent, "file of an earlier import is", "files of an earlier import are")
        yield f"{left} not in this export: .import/report.md"
    if unexplained:
        yield f"{unexplained:,} things are unaccounted for: that is a fault of the import."
    elif not lost:
        waits = f", waits in {WAITS}" if work.writer.waiting else ""
        yield f"Everything that came in is in the site{waits} or accounted for."
    if is_rehearsal:
        yield "Nothing was written but the report: .import/report.md"
        return
    yield ""
    yield from next_steps(facts)
