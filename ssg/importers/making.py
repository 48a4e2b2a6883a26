"""The second pass over an export: entries and comments → the files of the new site."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ssg.importers import kinds
from ssg.importers.blogger_text.body import do_breaks_count
from ssg.importers.books import Books
from ssg.importers.conversion import NewText, TextTask, convert_texts
from ssg.importers.decisions import Decisions
from ssg.importers.emails import guarded_in
from ssg.importers.findings import Findings
from ssg.importers.ground import Ground
from ssg.importers.kinds import kind_of_entry
from ssg.importers.mapping.addresses import Sense
from ssg.importers.mapping.places import KEPT_APART, WRITTEN, Fate, Place
from ssg.importers.new_file import NewFile
from ssg.importers.reading.export import Read
from ssg.importers.rewriting import addresses_in
from ssg.importers.surroundings import surroundings_of
from ssg.importers.telling import tell_text
from ssg.importers.writing.conversation import NewConversation, conversation_of
from ssg.importers.writing.entry import entry_file
from ssg.model.export import OldComment, OldEntry, Repair, Scope, Unreadable
from ssg.model.record import dataclass
from ssg.text.addresses import encode_signs
from ssg.work import Workers, spread


@dataclass(frozen=True, slots=True)
class _Work:
    """An entry on its way, and where links in it lead that are not known."""

    entry: OldEntry
    place: Place
    file: str


def count_texts(decisions: Decisions) -> int:
    """Return how many entries have a text that becomes a file."""
    return sum(place.fate in WRITTEN | KEPT_APART for place in decisions.places)


def make_files(
    files: Iterable[tuple[str, Iterable[Read]]], ground: Ground, books: Books, workers: Workers
) -> Iterator[NewFile]:
    """Yield the file of each entry and of each conversation, in the order of the export.

    `files` are those of the first pass, read from the start once more.
    """
    waiting: deque[_Work] = deque()

    def tasks() -> Iterator[TextTask]:
        for work in _works(files, ground, books):
            waiting.append(work)
            yield _task(work, ground, books)

    for text in spread(convert_texts, tasks(), count_texts(ground.decisions), workers):
        yield from _files_of(waiting.popleft(), text, ground, books)
    yield from _orphans(ground, books)


def _works(
    files: Iterable[tuple[str, Iterable[Read]]], ground: Ground, books: Books
) -> Iterator[_Work]:
    """Yield the entries that have a text, with their comments; account for all others."""
    number = 0
    decisions = ground.decisions
    for name, reads in files:
        for read in reads:
            if isinstance(read, Repair):
                books.findings.add("repairs", _repair(read), name, read.line)
            elif isinstance(read, Unreadable) and read.scope is not Scope.FILE:
                where = f"column {read.column}: {read.reason}"
                books.findings.add("unreadable", where, name, read.line)
                books.ledger.leave(kinds.UNREADABLE, read.reason)
                books.private.keep_unreadable(name, read)
            elif isinstance(read, OldEntry):
                place = decisions.places[number]
                number += 1
                entry = _with_loose_comments(read, decisions)
                books.private.keep_entry(entry, place, name)
                if place.fate in WRITTEN | KEPT_APART:
                    yield _Work(entry, place, name)
                else:
                    _account(entry, place, ground, books)


def _repair(repair: Repair) -> str:
    count = f" ({repair.count})" if repair.count > 1 else ""
    return f"{repair.kind.value}{count}"


def _with_loose_comments(entry: OldEntry, decisions: Decisions) -> OldEntry:
    loose = decisions.survey.loose_comments.get(entry.id, ())
    return replace(entry, comments=(*entry.comments, *loose)) if loose else entry


def _account(entry: OldEntry, place: Place, ground: Ground, books: Books) -> None:
    """Account for an entry without a file of its own, and for its comments."""
    kind = kind_of_entry(entry.kind, entry.standing, ground.decisions.request.post_types)
    if place.fate is not Fate.FILE:
        # Files are accounted for where they are fetched.
        books.ledger.leave(kind, _why(entry, place))
    _leave_comments(entry.comments, f"under an entry: {place.fate.value}", books)


def _why(entry: OldEntry, place: Place) -> str:
    if place.fate is Fate.UNKNOWN_TYPE:
        return f"{place.fate.value}: {entry.kind or 'none named'}"
    return str(place.fate.value)


def _leave_comments(comments: Iterable[OldComment], why: str, books: Books) -> None:
    for comment in comments:
        books.ledger.leave(kinds.kind_of_comment(comment), why)
        books.private.keep_comment(comment, why)


def _task(work: _Work, ground: Ground, books: Books) -> TextTask:
    decisions, entry = ground.decisions, work.entry
    content = _content(work)
    linked = decisions.survey.fragments
    return TextTask(
        content=content,
        format=entry.format,
        language=decisions.language,
        context=ground.library.context_of(entry, ground.new_address),
        addresses=_addresses(content, work, ground, books),
        linked=linked.intersection(content.split('"')[1:-1]) if linked else linked,
        guarded=tuple(sorted(set(guarded_in(content, decisions.survey.emails)))),
        breaks_count=_do_breaks_count(content, decisions),
    )


def _content(work: _Work) -> str:
    """Return the text of an entry; that of a file with comments shows the file."""
    entry = work.entry
    if work.place.fate is not Fate.FILE_WITH_COMMENTS:
        return entry.content
    return f"{entry.attachment_url}\n\n{entry.excerpt}\n\n{entry.content}"


def _do_breaks_count(content: str, decisions: Decisions) -> bool:
    setting = dict(decisions.survey.blog.settings).get("CONVERT_LINE_BREAKS", "")
    return do_breaks_count(content, setting=setting.lower() == "true")


def _addresses(content: str, work: _Work, ground: Ground, books: Books) -> dict[str, str]:
    """Return the new address of each one in `content` that has one; note what leads nowhere."""
    book, at = ground.decisions.book, work.place.had or work.place.permalink or "/"
    found: dict[str, str] = {}
    for address in dict.fromkeys(addresses_in(content)):
        meaning = book.meaning_of(address, at)
        if meaning is None:
            if beside := book.site.beside(address):
                found[address] = beside
            continue
        if meaning.sense is Sense.UNKNOWN:
            books.findings.add("links", f"{address} leads to nothing known", work.place.source)
        elif meaning.to != address:
            found[address] = meaning.to
            books.findings.counts["links rewritten"] += meaning.sense is not Sense.FILE
    return found


def _files_of(work: _Work, text: NewText, ground: Ground, books: Books) -> Iterator[NewFile]:
    decisions, entry, place = ground.decisions, work.entry, work.place
    kind = kind_of_entry(entry.kind, entry.standing, decisions.request.post_types)
    tell_text(place, text, books.findings)
    if text.body.pages and place.permalink:
        books.text_pages[place.permalink] = len(text.body.pages) + 1
    around = surroundings_of(entry, place, ground, books.findings)
    made = entry_file(entry, place, around, text.markdown, decisions.survey.emails)
    yield NewFile(place.source, made, entry.id)
    if place.fate in WRITTEN:
        if place.fate is not Fate.FILE_WITH_COMMENTS:
            books.ledger.go(kind)
        yield from _conversation(entry, place, ground, books)
    else:
        books.ledger.leave(kind, _why(entry, place))
        _leave_comments(entry.comments, f"under an entry: {place.fate.value}", books)


def _conversation(entry: OldEntry, place: Place, ground: Ground, books: Books) -> Iterator[NewFile]:
    if not entry.comments:
        return
    decisions = ground.decisions
    made = conversation_of(
        entry.comments, place, entry.guid, decisions.users, decisions.survey.emails
    )
    for kind, count in made.written.items():
        books.ledger.go(kind, count)
    for (kind, why), count in made.left.items():
        books.ledger.leave(kind, why, count)
    for comment in entry.comments:
        books.private.keep_comment(comment)
    _tell_conversation(made, place, books.findings)
    old = encode_signs(place.had or place.permalink)
    books.anchors.extend(f"{old}#{anchor}" for anchor in made.anchors if place.permalink)
    if made.text:
        path = books.conversations.path_of(place)
        yield NewFile(path, made.text, entry.id, made.comments)


def _tell_conversation(made: NewConversation, place: Place, findings: Findings) -> None:
    findings.counts["answers to comments that are not shown"] += made.moved
    findings.counts["comments with a new number"] += made.renamed
    for script in made.scripts:
        findings.add("scripts", f"cut out of a comment: {script[:60]}", place.source, weight=1)


def _orphans(ground: Ground, books: Books) -> Iterator[NewFile]:
    """Account for comments whose entry is not in the export."""
    known = {entry.id for entry in ground.decisions.survey.entries}
    for entry_id, comments in ground.decisions.survey.loose_comments.items():
        if entry_id not in known:
            _leave_comments(comments, "on an entry that is not in the export", books)
            text = f"{len(comments)} comments answer an entry that is not in the export"
            books.findings.add("orphans", text, entry_id)
    yield from ()
