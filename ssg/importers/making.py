"""The second pass over an export: entries and comments → the files of the new site."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ssg.importers import kinds
from ssg.importers.blogger_text.body import do_breaks_count
from ssg.importers.conversion import NewText, TextTask, convert_texts
from ssg.importers.decisions import Decisions
from ssg.importers.emails import guarded_in
from ssg.importers.findings import Findings, Ledger
from ssg.importers.kinds import kind_of_entry
from ssg.importers.library import Library, library_of
from ssg.importers.mapping.addresses import Sense
from ssg.importers.mapping.places import KEPT_APART, WRITTEN, Fate, Place, may_redirect
from ssg.importers.mapping.terms import CATEGORY, LABEL, SERIES, TAG, plain_name
from ssg.importers.new_file import NewFile
from ssg.importers.reading.export import Read
from ssg.importers.rewriting import addresses_in
from ssg.importers.secrets import PrivateRecords
from ssg.importers.telling import tell_text
from ssg.importers.writing.conversation import NewConversation, conversation_of
from ssg.importers.writing.entry import Surroundings, entry_file
from ssg.importers.writing.meta import enclosures_of
from ssg.importers.writing.old_slugs import old_paths
from ssg.importers.writing.yaml_text import Plain
from ssg.model.export import OldComment, OldEntry, Repair, Scope, Unreadable
from ssg.text.addresses import encode_signs, normal_address
from ssg.work import Workers, spread


@dataclass(frozen=True, slots=True)
class Ground:
    """What the second pass stands on: decisions, the library, where files went, likes.

    `new_address` are the new addresses of files by their old ones, as texts write them.
    """

    decisions: Decisions
    library: Library
    new_address: Mapping[str, str] = field(default_factory=dict)
    likes: Mapping[str, int] = field(default_factory=dict)


class ConversationNames:
    """The names of comments files: that of the entry's slug, the second of a name with a 2."""

    def __init__(self) -> None:
        """Begin with no names given."""
        self._taken: Counter[str] = Counter()

    def path_of(self, place: Place) -> str:
        """Return the path of the file for the conversation under an entry."""
        name = place.source.rpartition("/")[2].removesuffix(".md")
        self._taken[name.casefold()] += 1
        count = self._taken[name.casefold()]
        path = f"content/comments/{name}.yaml" if count == 1 else ""
        while not path:
            made = f"{name}-{count}"
            count += 1
            if not self._taken[made.casefold()]:
                self._taken[made.casefold()] = 1
                path = f"content/comments/{made}.yaml"
        return path


@dataclass(frozen=True, slots=True)
class Books:
    """Where the second pass writes down what it does."""

    ledger: Ledger
    findings: Findings
    private: PrivateRecords
    conversations: ConversationNames
    text_pages: dict[str, int] = field(default_factory=dict)
    """How many pages a text had, by the permalink of the entry."""
    anchors: list[str] = field(default_factory=list)
    """The old addresses of comments."""


def new_books(came: Mapping[str, int]) -> Books:
    """Return empty books, in which so much came in."""
    return Books(Ledger(came), Findings(), PrivateRecords(), ConversationNames())


def ground_of(
    decisions: Decisions,
    new_address: Mapping[str, str],
    file_pages: Mapping[str, tuple[str, str]],
    likes: Mapping[str, int],
) -> Ground:
    """Return what the second pass stands on, once it is known which files are there.

    `file_pages` are the old pages of files of the library: (path, where it leads) by number.
    """
    pages = {path: to for path, to in file_pages.values() if path and to}
    numbers = {number: to for number, (_, to) in file_pages.items() if to}
    book = replace(
        decisions.book,
        by_path={**pages, **decisions.book.by_path},
        by_number={**numbers, **decisions.book.by_number},
        files=new_address,
    )
    survey = decisions.survey
    return Ground(
        replace(decisions, book=book),
        library_of(survey.entries, decisions.places),
        new_address,
        likes,
    )


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
    around = _surroundings(entry, place, ground, books.findings)
    yield NewFile(
        place.source, entry_file(entry, place, around, text.markdown, decisions.survey.emails)
    )
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
        yield NewFile(books.conversations.path_of(place), made.text)


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


def _surroundings(
    entry: OldEntry, place: Place, ground: Ground, findings: Findings
) -> Surroundings:
    decisions = ground.decisions
    names = [(term.taxonomy, term.slug, term.name) for term in entry.terms]
    categories = [decisions.categories.of(name) for name in names if name[0] == CATEGORY]
    tags = [decisions.tags.of(name) for name in names if name[0] in {TAG, LABEL}]
    return Surroundings(
        authors=_authors(entry, ground),
        categories=tuple(dict.fromkeys(term.written for term in categories if term)),
        tags=tuple(dict.fromkeys(term.written for term in tags if term)),
        series=next((plain_name(name[2]) for name in names if name[0] in SERIES), ""),
        taxonomies=_other_taxonomies(names),
        aliases=_aliases(entry, place, ground),
        picture=ground.library.picture_of(entry, ground.new_address),
        new_address=_enclosed(entry, ground),
        date=_date_instead(entry, place, decisions, findings),
        likes=ground.likes.get(entry.id, 0),
    )


def _authors(entry: OldEntry, ground: Ground) -> tuple[str, ...]:
    people = ground.decisions.people
    return people.ids_of(
        [(term.taxonomy, term.slug, term.name) for term in entry.terms], entry.authors
    )


_NAMED_ELSEWHERE = frozenset({CATEGORY, TAG, LABEL, "post_format", "nav_menu", "author"}) | SERIES


def _other_taxonomies(names: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for taxonomy, slug, name in names:
        if taxonomy and taxonomy not in _NAMED_ELSEWHERE:
            found.setdefault(taxonomy, []).append(plain_name(name) or slug)
    return {taxonomy: tuple(terms) for taxonomy, terms in found.items()}


def _aliases(entry: OldEntry, place: Place, ground: Ground) -> tuple[str, ...]:
    """Return the addresses that an entry once had, as far as nothing else stands there."""
    if not place.permalink:
        return ()
    book = ground.decisions.book
    found = [place.had, *old_paths(entry, place, book.site)]
    return tuple(
        path
        for path in dict.fromkeys(map(normal_address, filter(None, found)))
        if path != place.permalink and _is_free(path, place, ground)
    )


def _is_free(path: str, place: Place, ground: Ground) -> bool:
    by_path = ground.decisions.book.by_path
    is_listing = ground.decisions.book.is_listing(path)
    owners = {by_path.get(each, place.permalink) for each in (path, path.casefold())}
    return may_redirect(path) and not is_listing and owners == {place.permalink}


def _enclosed(entry: OldEntry, ground: Ground) -> dict[str, str]:
    return {
        each.url: ground.new_address[each.url]
        for each in enclosures_of(entry)
        if each.url in ground.new_address
    }


def _date_instead(
    entry: OldEntry, place: Place, decisions: Decisions, findings: Findings
) -> Plain | None:
    """Return a date for a post that has none, which every post needs."""
    if place.is_page or entry.date.moment is not None:
        return None
    others = (entry.updated, entry.created, decisions.survey.blog.exported)
    moment = next((date.moment for date in others if date.moment), decisions.request.now)
    if place.fate is Fate.PUBLIC:
        text = f"the post has no date; {moment:%Y-%m-%d} was written for it"
        findings.add("guesses", text, place.source, weight=3)
    return Plain(moment.isoformat(timespec="seconds"))
