"""The first pass over an export: events of reading → a survey."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from sys import intern

from ssg.importers import kinds
from ssg.importers.kinds import PostTypes, kind_of_comment, kind_of_entry, kind_of_term
from ssg.importers.media.addresses import media_addresses
from ssg.importers.old_site import host_of
from ssg.importers.reading.export import Read
from ssg.importers.survey.facts import picture_facts
from ssg.importers.survey.known import KnownEntry, ReadFile, Survey, TermName
from ssg.model.digest import Digest, digest_of
from ssg.model.export import (
    CommentStanding,
    Host,
    OldAuthor,
    OldBlog,
    OldComment,
    OldEntry,
    OldTerm,
    Scope,
    Standing,
    Unreadable,
)

_DECIDING = frozenset(
    {"_wp_old_slug", "_wp_old_date", "_thumbnail_id", "_wp_attachment_image_alt"}
    | {f"_menu_item_{part}" for part in ("type", "object", "object_id", "url")}
    | {"_menu_item_menu_item_parent"}
)
_FRAGMENT = re.compile(r"""href\s*=\s*["']?[^"'\s<>#]{0,500}#([^"'\s<>]{1,200})""", re.IGNORECASE)
_REUSED = "wp_block"


def take_survey(
    files: Iterable[tuple[str, Iterable[Read]]], host: Host, post_types: PostTypes
) -> Survey:
    """Return what is in the `files` of one export, each with its name, read once from the start."""
    taker = _Taker(host, post_types)
    for name, reads in files:
        taker.read_file(name, reads)
    return taker.survey()


class _Taker:
    """What has been seen so far."""

    def __init__(self, host: Host, post_types: PostTypes) -> None:
        self._host = host
        self._post_types = post_types
        self._files: list[ReadFile] = []
        self._blogs: list[OldBlog] = []
        self._entries: list[KnownEntry] = []
        self._authors: list[OldAuthor] = []
        self._terms: list[OldTerm] = []
        self._counted: Counter[str] = Counter()
        self._link_hosts: Counter[str] = Counter()
        self._guid_hosts: Counter[str] = Counter()
        self._media: dict[str, int] = {}
        self._fragments: set[str] = set()
        self._loose: dict[str, list[OldComment]] = {}
        self._by_id: dict[str, tuple[int, Digest]] = {}
        self._creators: dict[OldAuthor, OldAuthor] = {}
        self._emails: set[str] = set()

    def read_file(self, name: str, reads: Iterable[Read]) -> None:
        is_readable = True
        for read in reads:
            match read:
                case OldEntry():
                    self._take_entry(read)
                case OldComment():
                    self._take_loose(read)
                case OldAuthor():
                    self._authors.append(read)
                    self._guard(read)
                    self._counted[kinds.AUTHORS] += 1
                case OldTerm():
                    self._terms.append(read)
                    self._counted[kind_of_term(read.taxonomy)] += 1
                case OldBlog():
                    self._blogs.append(read)
                case Unreadable():
                    self._counted[kinds.UNREADABLE] += read.scope is not Scope.FILE
                    is_readable = is_readable and read.scope is not Scope.FILE
                case _:
                    pass
        self._files.append(ReadFile(name, is_readable))

    def survey(self) -> Survey:
        return Survey(
            host=self._host,
            found_host=next((blog.host for blog in self._blogs), None),
            blog=_joined(self._blogs, self._host),
            files=tuple(self._files),
            entries=tuple(self._entries),
            authors=tuple(self._authors),
            terms=tuple(self._terms),
            counted=self._counted,
            link_hosts=self._link_hosts,
            guid_hosts=self._guid_hosts,
            media=self._media,
            fragments=frozenset(self._fragments),
            emails=frozenset(self._emails),
            loose_comments={entry: tuple(found) for entry, found in self._loose.items()},
        )

    def _guard(self, person: OldAuthor) -> None:
        address = person.email.value.strip().lower()
        if "@" in address and not address.startswith("noreply@"):
            self._emails.add(address)

    def _take_loose(self, comment: OldComment) -> None:
        self._guard(comment.author)
        self._loose.setdefault(comment.entry, []).append(comment)
        self._counted[kind_of_comment(comment)] += 1

    def _take_entry(self, entry: OldEntry) -> None:
        number = len(self._entries)
        self._counted[kind_of_entry(entry.kind, entry.standing, self._post_types)] += 1
        for comment in entry.comments:
            self._guard(comment.author)
            self._counted[kind_of_comment(comment)] += 1
        same_as, differs_from = self._sameness(entry, number)
        known = replace(
            _known(entry, number, len(self._files)),
            creators=self._creators_of(entry),
            same_as=same_as,
            differs_from=differs_from,
        )
        self._entries.append(known)
        if entry.kind in self._post_types and entry.standing is Standing.PUBLIC:
            self._link_hosts[host_of(entry.link)] += 1
            self._guid_hosts[host_of(entry.guid)] += 1
        for address in _files_shown(entry):
            first = self._media.setdefault(address, number)
            # Who shows a file decides who may see it: a public entry counts before others.
            if entry.standing is Standing.PUBLIC and not self._is_public(first):
                self._media[address] = number
        if "#" in entry.content:
            self._fragments.update(_FRAGMENT.findall(entry.content))

    def _is_public(self, number: int) -> bool:
        return self._entries[number].standing is Standing.PUBLIC

    def _creators_of(self, entry: OldEntry) -> tuple[OldAuthor, ...]:
        """Return who wrote an entry; a blog has few authors, so that each is kept once."""
        told = (replace(author, line=0) for author in entry.authors)
        return tuple(self._creators.setdefault(author, author) for author in told)

    def _sameness(self, entry: OldEntry, number: int) -> tuple[int, int]:
        """Return the number of an earlier entry that this one is, and of one with its id alone."""
        if not entry.id:
            return -1, -1
        digest = digest_of(entry.kind, entry.title, entry.content, entry.excerpt, entry.link)
        first, known = self._by_id.setdefault(entry.id, (number, digest))
        if first == number:
            return -1, -1
        return (first, -1) if known == digest else (-1, first)


def _known(entry: OldEntry, number: int, file: int) -> KnownEntry:
    is_file = entry.kind == "attachment"
    return KnownEntry(
        number=number,
        file=file,
        line=entry.line,
        kind=intern(entry.kind),
        id=entry.id,
        link=entry.link,
        slug=entry.slug,
        title=entry.title,
        standing=entry.standing,
        date=replace(entry.date, written=""),
        updated=replace(entry.updated if entry.updated.moment else entry.created, written=""),
        parent=entry.parent,
        menu_order=entry.menu_order,
        terms=tuple(_term(term) for term in entry.terms),
        meta=(*(pair for pair in entry.meta if pair[0] in _DECIDING), *picture_facts(entry)),
        attachment_url=entry.attachment_url,
        caption=entry.excerpt if is_file else "",
        description=entry.content if is_file else "",
        content=entry.content if entry.kind == _REUSED else "",
        approved=sum(each.standing is CommentStanding.APPROVED for each in entry.comments),
    )


def _term(term: OldTerm) -> TermName:
    return intern(term.taxonomy), intern(term.slug), intern(term.name)


def _files_shown(entry: OldEntry) -> Iterator[str]:
    """Yield the addresses of files that an entry and its comments show."""
    if entry.kind == "attachment":
        return
    yield from media_addresses(entry.content)
    if entry.excerpt:
        yield from media_addresses(entry.excerpt)
    for enclosure in entry.enclosures:
        yield enclosure.url


def _joined(blogs: list[OldBlog], host: Host) -> OldBlog:
    """Return what all parts say of the blog: the first word on each thing counts."""
    joined = OldBlog(host)
    for blog in blogs:
        said = {
            name: getattr(blog, name)
            for name in OldBlog.__slots__
            if name != "host" and not _says(getattr(joined, name)) and _says(getattr(blog, name))
        }
        joined = replace(joined, **said)
    urls = tuple(dict.fromkeys(url for blog in blogs for url in blog.urls))
    return replace(joined, urls=urls)


def _says(value: object) -> bool:
    return bool(getattr(value, "moment", value))
