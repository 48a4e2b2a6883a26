"""What stood where on the old blog, and where it stands now."""

import datetime as dt
import enum
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from urllib.parse import parse_qsl

from ssg.importers.mapping.people import NewAuthor
from ssg.importers.mapping.places import Fate, Place
from ssg.importers.mapping.terms import NewTerm
from ssg.importers.old_site import OldAddress, OldSite
from ssg.importers.survey.known import KnownEntry
from ssg.model.export import Host
from ssg.model.record import dataclass
from ssg.text.addresses import normal_address

_DATE = re.compile(r"/(\d{4})/(?:(\d{2})/)?(?:(\d{2})/)?")
_PAGING = re.compile(r"(.*/)(?:page|comment-page)(?:/|-)\d{1,5}/")
_BELOW = re.compile(r"(.*/)(?:feed|trackback|embed|amp)/(?:rss2?/|atom/|rdf/)?")
_LOST_FRAGMENT = re.compile(r"more-\d+|respond|comments|disqus_thread|comment-form")
_FEED = re.compile(r"/(?:index\.)?(?:feed(?:/(?:rss2?|rdf))?|rss2?)(?:/|\.xml|\.php)?")


class Sense(enum.Enum):
    """What an address of the old blog is."""

    ENTRY = "entry"
    FILE = "file"
    LISTING = "listing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an address means now: `to` is a path on the new site (or the whole old address)."""

    sense: Sense
    to: str = ""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Where everything is that the old blog had.

    `by_path` are entries by the paths at which they stood, `by_number` by their numbers there;
    `file_of` are the pages of files of the library. `terms` and `authors` are listings by their
    old path, `term_by_number` and `author_by_number` by number.
    """

    site: OldSite
    by_path: Mapping[str, str]
    by_number: Mapping[str, str]
    listings: Mapping[str, str]
    term_by_number: Mapping[str, str]
    author_by_number: Mapping[str, str]
    months: frozenset[tuple[int, int]] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)

    def is_listing(self, path: str) -> bool:
        """Tell whether a listing stands at `path`: of a term, an author, a year or a month."""
        found = _DATE.fullmatch(path)
        is_date = found is not None and not found[3] and self._by_date(path) is not None
        return is_date or path in self.listings

    def meaning_of(self, written: str, standing_at: str = "/") -> Meaning | None:
        """Return what `written` in an entry at the path `standing_at` means; None: not the blog's.

        Files are known by the whole address as written, everything else by path and query.
        """
        if written in self.files:
            return Meaning(Sense.FILE, self.files[written])
        old = self.site.address_of(written, standing_at)
        if old is None:
            return None
        found = self._by_query(old)
        if found is None and not (old.path == "/" and _asks_for_something(old.query)):
            found = self._by_path(old.path)
        if found is None and written.startswith("../"):
            # The editor of WordPress stood at /wp-admin/ and wrote addresses from there.
            found = self._by_path(normal_address(written.replace("../", "/", 1)))
        if found is None:
            return Meaning(Sense.UNKNOWN) if old.is_sure else None
        fragment = "" if _LOST_FRAGMENT.fullmatch(old.fragment) else old.fragment
        return Meaning(found.sense, f"{found.to}#{fragment}" if fragment else found.to)

    def _by_query(self, old: OldAddress) -> Meaning | None:
        for name, value in parse_qsl(old.query, max_num_fields=50) if old.query else ():
            table, sense = {
                "p": (self.by_number, Sense.ENTRY),
                "page_id": (self.by_number, Sense.ENTRY),
                "attachment_id": (self.by_number, Sense.ENTRY),
                "cat": (self.term_by_number, Sense.LISTING),
                "author": (self.author_by_number, Sense.LISTING),
            }.get(name, ({}, Sense.UNKNOWN))
            if value in table:
                return Meaning(sense, table[value])
            if name == "s":
                return Meaning(Sense.LISTING, "/search/")
            if name == "tag" and f"/tag/{value}/" in self.listings:
                return Meaning(Sense.LISTING, self.listings[f"/tag/{value}/"])
        return None

    def _by_path(self, path: str) -> Meaning | None:
        for each in _variants(path):
            if each in self.by_path:
                return Meaning(Sense.ENTRY, self.by_path[each])
            if each in self.listings:
                return Meaning(Sense.LISTING, self.listings[each])
        if found := _PAGING.fullmatch(path) or _BELOW.fullmatch(path):
            return self._by_path(found[1])
        return self._by_date(path)

    def _by_date(self, path: str) -> Meaning | None:
        found = _DATE.fullmatch(path)
        if not found:
            return None
        year, month = int(found[1]), int(found[2] or 0)
        if month and (year, month) in self.months:
            return Meaning(Sense.LISTING, f"/{year:04}/{month:02}/")
        if any(each == year for each, _ in self.months) and not month:
            return Meaning(Sense.LISTING, f"/{year:04}/")
        return None


_QUESTIONS = frozenset({"p", "page_id", "attachment_id", "cat", "tag", "author", "m", "name"})


def _asks_for_something(query: str) -> bool:
    """Tell whether a query named what was to be shown in place of the front page."""
    names = (part.partition("=")[0] for part in query.split("&"))
    return not _QUESTIONS.isdisjoint(names)


def _variants(path: str) -> Iterator[str]:
    yield path
    # WordPress answers with and without a slash, and to a number at the end (a page of the text).
    if path.endswith("/"):
        yield path[:-1]
        if (parts := path[:-1].rpartition("/")) and parts[2].isdigit():
            yield f"{parts[0]}/"
    else:
        yield f"{path}/"


def address_book(
    site: OldSite,
    entries: Sequence[KnownEntry],
    places: Sequence[Place],
    listings: Mapping[str, str],
    numbers: tuple[Mapping[str, str], Mapping[str, str]],
    zone: dt.tzinfo,
) -> AddressBook:
    """Return the book of a blog. `numbers` are the listings of terms and authors by number."""
    by_path: dict[str, str] = {}
    by_number: dict[str, str] = {}
    months: set[tuple[int, int]] = set()
    public: dict[str, str] = {}
    for entry, place in zip(entries, places, strict=True):
        if not place.permalink:
            continue
        public[entry.id] = place.permalink
        by_path[place.permalink] = place.permalink
        # Capitals made no difference at the old host, and make none on some disks.
        by_path.setdefault(place.permalink.casefold(), place.permalink)
        if entry.id:
            by_number[entry.id] = place.permalink
        moment = entry.date.moment
        if not place.is_page and moment is not None:
            local = moment.astimezone(zone) if moment.tzinfo else moment
            months.add((local.year, local.month))
    for place in places:
        # What stands at an address now counts before what once stood there as well.
        if place.permalink and place.had:
            by_path.setdefault(place.had, place.permalink)
    return AddressBook(
        site=site,
        by_path=by_path,
        by_number=by_number,
        listings={"/": "/", **listings},
        term_by_number=numbers[0],
        author_by_number=numbers[1],
        months=frozenset(months),
    )


def listings_of(
    host: Host,
    categories: Iterable[NewTerm],
    tags: Iterable[NewTerm],
    authors: Iterable[NewAuthor],
) -> dict[str, str]:
    """Return our listing by the path of each listing of the old blog; without posts the archive."""
    found: dict[str, str] = {}
    if host is Host.BLOGGER:
        for term in tags:
            found[normal_address(f"/search/label/{term.name}")] = term_address("tag", term)
        return found
    for term in categories:
        to = term_address("category", term)
        for path in (_old_path_of(term), term.old_slug or term.slug):
            found.setdefault(normal_address(f"/category/{path}/"), to)
    for term in tags:
        slug = term.old_slug or term.slug
        found.setdefault(normal_address(f"/tag/{slug}/"), term_address("tag", term))
    for author in authors:
        # WordPress makes its own name of a login; one that it would have to change is in none.
        for login in (author.id, *filter(_LOGIN.fullmatch, author.logins)):
            found.setdefault(f"/author/{login}/", f"/author/{author.id}/")
    return found


_LOGIN = re.compile(r"[a-z0-9_][a-z0-9_-]*")


def _old_path_of(term: NewTerm) -> str:
    above = term.path.rpartition("/")[0]
    slug = term.old_slug or term.slug
    return f"{above}/{slug}" if above else slug


def term_address(kind: str, term: NewTerm) -> str:
    """Return where a term's posts are listed; one without public posts has no listing."""
    return f"/{kind}/{term.path}/" if term.uses else "/archive/"


def file_pages(
    entries: Sequence[KnownEntry],
    places: Sequence[Place],
    book: AddressBook,
    address_of_file: Mapping[str, str],
) -> dict[str, tuple[str, str]]:
    """Return, for each file of the library that had a page of its own, (path, where it leads now).

    By the number of the entry; a file that is not there leads to the post that it was put into,
    "" where there is none. `address_of_file` are the new addresses of files by their old ones.
    """
    found: dict[str, tuple[str, str]] = {}
    for entry, place in zip(entries, places, strict=True):
        if place.fate is not Fate.FILE:
            continue
        old = book.site.address_of(entry.link) if entry.link else None
        path = old.path if old and not old.query else ""
        to = address_of_file.get(entry.attachment_url, "")
        found[entry.id or f"#{entry.number}"] = path, to or book.by_number.get(entry.parent, "")
    return found
