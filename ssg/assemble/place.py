"""Entries to placed entries: addresses, authors, terms, links, conversations."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain
from zoneinfo import ZoneInfo

from ssg.assemble.authors import authors_of, check_authors, check_default_author
from ssg.assemble.cards import cards_of, without_hidden_pictures
from ssg.assemble.categories import Vocabulary, check_allowed, check_records, vocabulary_of
from ssg.assemble.conversations import Conversations, match_conversations
from ssg.assemble.copies import bundle_folder, check_unpublished, published_files
from ssg.assemble.links import LinkTable, link_table, resolve, resolve_file, resolve_picture
from ssg.assemble.permalinks import check_permalink, permalink_of
from ssg.assemble.recordings import recording_of
from ssg.assemble.visibility import Sorted, sort_by_visibility
from ssg.model.author import Author
from ssg.model.card import Card
from ssg.model.comment import Conversation
from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Chapter, CommentPolicy, Entry
from ssg.model.record import dataclass
from ssg.model.settings import RedirectRecord, Settings, TermRecord
from ssg.model.site import Address, PlacedEntry
from ssg.model.source import FileRef
from ssg.pictures.ladder import PORTRAIT_WIDTHS
from ssg.text.slug import slugify


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything that was parsed, and the moment for which the site is built."""

    settings: Settings
    entries: Sequence[Entry]
    authors: Mapping[str, Author]
    conversations: Sequence[Conversation]
    categories: Sequence[TermRecord]
    tags: Sequence[TermRecord]
    redirects: Sequence[RedirectRecord]
    files: Mapping[str, FileRef]
    now: dt.datetime
    drafts: bool = False
    future: bool = False
    cards: Mapping[str, Card] = field(default_factory=dict)
    chapters: Mapping[str, tuple[Chapter, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """The entries in their places, still in the order of their files."""

    entries: tuple[PlacedEntry, ...]
    visibility: Sorted
    categories: Vocabulary
    tags: Vocabulary
    copies: Mapping[str, FileRef]
    links: LinkTable
    author_pictures: Mapping[str, Address]
    diagnostics: tuple[Diagnostic, ...]


def place_entries(materials: Materials) -> Placed:
    """Give every entry that is built its address, and resolve what it mentions."""
    vocabularies = vocabulary_of(materials.categories), vocabulary_of(materials.tags)
    visibility = _visibility(materials.entries, materials)
    authors = {
        entry.source: authors_of(entry, materials.authors, materials.settings)
        for entry in visibility.shown
    }
    permalinks = _permalinks(visibility, authors, materials.settings, vocabularies[0])
    published = published_files(materials.files, _bundles(permalinks))
    shown = without_hidden_pictures(published, materials.cards, visibility.shown)
    copies = {output: materials.files[source] for source, output in shown.items()}
    table = _table(materials, permalinks, visibility, shown)
    conversations = match_conversations(
        materials.conversations, visibility.shown, permalinks, visibility.hidden
    )
    problems: list[Diagnostic] = []
    return Placed(
        entries=tuple(
            _place(entry, authors[entry.source], table, vocabularies, conversations, problems)
            for entry in visibility.shown
        ),
        visibility=visibility,
        categories=vocabularies[0],
        tags=vocabularies[1],
        copies=copies,
        links=table,
        author_pictures={
            author.id: resolve_picture(author.image, author.source, "/", table, PORTRAIT_WIDTHS)
            for author in materials.authors.values()
            if author.image
        },
        diagnostics=(
            *problems,
            *conversations.diagnostics,
            *_check_records(materials, published),
            *chain.from_iterable(
                _check_entry(entry, materials, vocabularies[0]) for entry in visibility.shown
            ),
        ),
    )


def _table(
    materials: Materials,
    permalinks: Mapping[str, str],
    visibility: Sorted,
    published: Mapping[str, str],
) -> LinkTable:
    told = materials.cards, materials.chapters
    return link_table(
        permalinks, materials.entries, visibility.hidden, published, materials.files, told
    )


def place_again(
    entry: Entry, before: PlacedEntry, placed: Placed, materials: Materials
) -> tuple[PlacedEntry, tuple[Diagnostic, ...]] | None:
    """Return an entry, written anew, in the place that it had, and what is wrong with it.

    None where it would move: another address, or hidden, shown, listed or answered by readers as it
    was not before.
    """
    if _found_by(entry) != _found_by(before.entry):
        return None
    visibility = _visibility([entry], materials)
    if not visibility.shown or visibility.shown[0].unlisted is not before.entry.unlisted:
        return None
    (shown,) = visibility.shown
    authors = authors_of(shown, materials.authors, materials.settings)
    vocabularies = placed.categories, placed.tags
    by_source = {shown.source: authors}
    permalinks = _permalinks(visibility, by_source, materials.settings, vocabularies[0])
    if permalinks[shown.source] != before.permalink:
        return None
    problems: list[Diagnostic] = []
    conversation = {shown.source: before.conversation} if before.conversation else {}
    again = _place(
        shown, authors, placed.links, vocabularies, Conversations(conversation, ()), problems
    )
    return again, (*problems, *_check_entry(shown, materials, placed.categories))


def _found_by(entry: Entry) -> tuple[str, str, bool]:
    """Return what decides which conversation belongs to an entry, beside its address."""
    return entry.guid, entry.slug, entry.comments is CommentPolicy.NONE


def _permalinks(
    visibility: Sorted,
    authors: Mapping[str, tuple[Author, ...]],
    settings: Settings,
    categories: Vocabulary,
) -> dict[str, str]:
    """Return the permalink of each entry that is built, by its source."""
    return {
        entry.source: permalink_of(
            entry, settings, _first_category(entry, categories), _first_id(authors[entry.source])
        )
        for entry in visibility.shown
    }


def _bundles(permalinks: Mapping[str, str]) -> dict[str, str]:
    """Return the permalink of each bundle that is built, by its folder."""
    return {
        folder: permalink
        for source, permalink in permalinks.items()
        if (folder := bundle_folder(source))
    }


def _place(
    entry: Entry,
    authors: tuple[Author, ...],
    table: LinkTable,
    vocabularies: tuple[Vocabulary, Vocabulary],
    conversations: Conversations,
    problems: list[Diagnostic],
) -> PlacedEntry:
    permalink = table.permalinks[entry.source]
    categories, tags = vocabularies
    addresses: list[Address] = []
    for reference in entry.references:
        address, wrong = resolve(reference, entry, permalink, table)
        addresses.append(address)
        problems.extend(wrong)

    return PlacedEntry(
        entry=entry,
        permalink=permalink,
        authors=authors,
        categories=tuple(categories.path_of(mention) for mention in entry.categories),
        tags=tuple(tags.path_of(mention) for mention in entry.tags),
        series=slugify(entry.series.name) if entry.series else "",
        addresses=tuple(addresses),
        picture=resolve_picture(entry.picture.src, entry.source, permalink, table)
        if entry.picture and entry.picture.src
        else None,
        audio=resolve_file(entry.audio.src, entry.source, permalink, table)
        if entry.audio and entry.audio.src
        else None,
        conversation=conversations.by_source.get(entry.source),
        cards=cards_of(entry, permalink, table),
        recording=recording_of(entry, permalink, table),
    )


def _check_records(materials: Materials, published: Mapping[str, str]) -> Iterator[Diagnostic]:
    yield from check_default_author(materials.settings, materials.authors)
    yield from check_records(materials.categories, "content/categories.yaml")
    yield from check_records(materials.tags, "content/tags.yaml")
    bundles = (bundle_folder(entry.source) for entry in materials.entries)
    yield from check_unpublished(materials.files, published, bundles)


def _check_entry(
    entry: Entry, materials: Materials, categories: Vocabulary
) -> Iterator[Diagnostic]:
    yield from check_authors(entry, materials.authors)
    yield from check_allowed(entry, materials.settings, categories)
    yield from check_permalink(entry, materials.settings)


def _first_category(entry: Entry, categories: Vocabulary) -> str:
    return categories.path_of(entry.categories[0]) if entry.categories else ""


def _first_id(authors: tuple[Author, ...]) -> str:
    return authors[0].id or slugify(authors[0].name) if authors else ""


def _visibility(entries: Iterable[Entry], materials: Materials) -> Sorted:
    """Return which of `entries` are built, with what `materials` say."""
    zone = ZoneInfo(materials.settings.timezone)
    return sort_by_visibility(
        entries, materials.now, zone, drafts=materials.drafts, future=materials.future
    )
