"""Old addresses that the new site does not answer by itself: the table for redirects.yaml."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ssg.importers.decisions import Decisions
from ssg.importers.mapping.addresses import AddressBook
from ssg.importers.mapping.places import Fate, is_served
from ssg.model.export import Host
from ssg.model.record import dataclass
from ssg.parse.address import path_fault
from ssg.text.addresses import normal_address

_MOVED, _GONE = 301, 410
_ARCHIVE = "/archive/"


@dataclass(frozen=True, slots=True)
class OldRule:
    """An old address, where it leads now ("" for 410, gone), and why."""

    old: str
    query: str
    to: str
    code: int
    why: str


@dataclass(frozen=True, slots=True)
class Met:
    """What only the second pass and the fetching of files know.

    `pages` are the numbers of pages that a text had, by permalink. `sizes` are the old paths of
    smaller pictures with the path of the one that is there. `file_pages` are those of files of the
    library: (old path, where it leads) by number. `files` are the paths of files that are there.
    """

    pages: Mapping[str, int]
    sizes: Mapping[str, str]
    file_pages: Mapping[str, tuple[str, str]]
    files: frozenset[str] = frozenset()


def rules_of(decisions: Decisions, met: Met, more: Iterable[OldRule] = ()) -> tuple[OldRule, ...]:
    """Return the rules, in a fixed order, each old address once, none where something stands."""
    found: dict[tuple[str, str], OldRule] = {}
    served = _served(decisions, met)
    for rule in (
        *_wordpress(decisions, met),
        *_text_pages(met),
        *_sizes(met),
        *_moved(decisions),
        *more,
    ):
        old = normal_address(rule.old)
        # Some disks and hosts keep one file for two names that differ in capitals only.
        key = folded(old), rule.query
        is_free = key[0] not in served and not is_served(key[0]) and not path_fault(old)
        if rule.query or is_free:
            found.setdefault(key, replace(rule, old=old))
    return tuple(found[key] for key in sorted(found))


def folded(path: str) -> str:
    """Return what is equal for two paths that a disk without capitals cannot keep apart."""
    return unicodedata.normalize("NFC", path.casefold())


def _served(decisions: Decisions, met: Met) -> frozenset[str]:
    book = decisions.book
    listings = {to for to in book.listings.values() if to != _ARCHIVE}
    months = {f"/{year:04}/{month:02}/" for year, month in book.months}
    years = {f"/{year:04}/" for year, _ in book.months}
    entries = {place.permalink for place in decisions.places if place.permalink}
    every = entries | listings | months | years | met.files | {"/", _ARCHIVE}
    return frozenset(map(folded, every))


def _wordpress(decisions: Decisions, met: Met) -> Iterator[OldRule]:
    if decisions.survey.host is not Host.WORDPRESS:
        return
    book = decisions.book
    yield from _file_pages(met)
    yield from _listings(book)
    for number, to in book.term_by_number.items():
        yield OldRule("/", f"cat={number}", to, _MOVED, "the number of a category or tag")
    for number, to in book.author_by_number.items():
        yield OldRule("/", f"author={number}", to, _MOVED, "the number of an author")
    yield from _formats(decisions)
    yield from _months(decisions)


def _file_pages(met: Met) -> Iterator[OldRule]:
    for number, (path, to) in met.file_pages.items():
        code, why = (_MOVED, "the page of a file") if to else (_GONE, "the page of a lost file")
        if path:
            yield OldRule(path, "", to, code, why)
        if number.isdecimal():
            yield OldRule("/", f"attachment_id={number}", to, code, why)


def _listings(book: AddressBook) -> Iterator[OldRule]:
    for path, to in book.listings.items():
        if path == "/":
            continue
        why = "no public post is filed there" if to == _ARCHIVE else "an old name of a listing"
        if path != to:
            yield OldRule(path, "", to, _MOVED, why)
            feed = "/feed.xml" if to == _ARCHIVE else f"{to}feed.xml"
            yield OldRule(f"{path}feed/", "", feed, _MOVED, why)
        if path.startswith("/tag/"):
            slug = path.removeprefix("/tag/").strip("/")
            if _NOT_IN_QUERY.search(slug):
                continue
            yield OldRule("/", f"tag={slug}", to, _MOVED, "a tag as WordPress asks for it")


_NOT_IN_QUERY = re.compile(r"[^\w.~%-]")


def _formats(decisions: Decisions) -> Iterator[OldRule]:
    formats = {
        slug.removeprefix("post-format-")
        for entry in decisions.survey.entries
        for taxonomy, slug, _ in entry.terms
        if taxonomy == "post_format"
    }
    for name in sorted(filter(None, formats)):
        yield OldRule(f"/type/{name}/", "", _ARCHIVE, _MOVED, "a listing by the kind of post")


def _months(decisions: Decisions) -> Iterator[OldRule]:
    """Yield the months in which posts stood by the old clock and none stand by the new one."""
    months = decisions.book.months
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        date = entry.date.local
        is_public_post = place.fate is Fate.PUBLIC and not place.is_page
        if is_public_post and date is not None and (date.year, date.month) not in months:
            old = f"/{date.year:04}/{date.month:02}/"
            yield OldRule(old, "", _ARCHIVE, _MOVED, "a month by another clock")


def _text_pages(met: Met) -> Iterator[OldRule]:
    for permalink, count in met.pages.items():
        for number in range(2, count + 1):
            yield OldRule(
                f"{permalink.rstrip('/')}/{number}/", "", permalink, _MOVED, "a page of a long text"
            )


def _moved(decisions: Decisions) -> Iterator[OldRule]:
    """Yield the addresses that entries got at the old blog after a person made the file theirs."""
    for place in decisions.places:
        if place.has_moved:
            why = "its address at the old blog since you changed the file"
            yield OldRule(place.had, "", place.permalink, _MOVED, why)


def _sizes(met: Met) -> Iterator[OldRule]:
    for old, to in met.sizes.items():
        yield OldRule(old, "", to, _MOVED, "a smaller size of a picture")
