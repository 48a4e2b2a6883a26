"""Everything that is decided of a blog before the first file is written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ssg.importers.emails import guarded_in
from ssg.importers.kinds import PLAIN_TYPES, POSTS, PostTypes
from ssg.importers.mapping.addresses import AddressBook, Sense, address_book, listings_of
from ssg.importers.mapping.addresses import term_address as address_of_term
from ssg.importers.mapping.menu import Menus, Targets, menus_of
from ssg.importers.mapping.own_files import OwnFiles, keep_own
from ssg.importers.mapping.pattern import DEFAULT, Example, Pattern, guess_pattern
from ssg.importers.mapping.people import People, account_id_by_number, people_of
from ssg.importers.mapping.places import Fate, Place, Rules, is_later, place_entries, slug_of
from ssg.importers.mapping.terms import CATEGORY, LABEL, TAG, Vocabulary, vocabulary_of
from ssg.importers.mapping.zone import Zone, guess_zone
from ssg.importers.old_site import OldSite, old_site_of
from ssg.importers.survey.known import KnownEntry, Survey
from ssg.importers.writing.titles import plain_title
from ssg.model.export import Host, Standing
from ssg.model.record import dataclass
from ssg.text.html import unescape
from ssg.text.languages import LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class Request:
    """How a blog is to be imported. `now` decides what is still scheduled.

    `post_types` are further types of WordPress that become "posts" or "pages". `zone`, `pattern`
    and `language` overrule what is guessed: an existing site has its own. "" is to guess.
    `own_files` are those that a person changed or took out since they were imported.
    """

    host: Host
    now: dt.datetime
    post_types: PostTypes = field(default_factory=lambda: PLAIN_TYPES)
    zone: str = ""
    pattern: str = ""
    language: str = ""
    own_files: OwnFiles = OwnFiles()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided. `places` are by the number of the entry."""

    survey: Survey
    request: Request
    site: OldSite
    language: str
    zone: Zone
    pattern: Pattern
    places: tuple[Place, ...]
    categories: Vocabulary
    tags: Vocabulary
    people: People
    users: Mapping[str, str]
    book: AddressBook
    menus: Menus
    number_by_id: Mapping[str, int]

    @property
    def clock(self) -> dt.tzinfo:
        """The time zone of the new site."""
        return _zone_info(self.zone.name)


def decide(survey: Survey, request: Request) -> Decisions:
    """Decide everything about the blog of `survey`."""
    site = old_site_of(survey.host, survey.blog.urls, survey.link_hosts, survey.guid_hosts)
    language = request.language or _language_of(survey.blog.language)
    zone = _zone_of(survey, request, language)
    categories, tags = _vocabularies(survey, request)
    pattern = _pattern_of(survey, request, site, categories)
    rules = Rules(site, request.post_types, pattern.text, request.now)
    places = keep_own(place_entries(survey, rules), survey.entries, request.own_files)
    people = people_of(survey)
    book = _book(survey, site, places, (categories, tags, people), _zone_info(zone.name))
    decided = Decisions(
        survey=survey,
        request=request,
        site=site,
        language=language,
        zone=zone,
        pattern=pattern,
        places=places,
        categories=categories,
        tags=tags,
        people=people,
        users=account_id_by_number(people, survey.host),
        book=book,
        menus=Menus({}),
        number_by_id={entry.id: entry.number for entry in reversed(survey.entries) if entry.id},
    )
    return replace(decided, menus=_menus(decided))


def _language_of(written: str) -> str:
    code = written.strip().replace("_", "-")
    return code if LANGUAGE_CODE.fullmatch(code) else "en"


def _zone_of(survey: Survey, request: Request, language: str) -> Zone:
    told = survey.blog.timezone.strip()
    if told and isinstance(_zone_info(told, None), ZoneInfo):
        return Zone(request.zone or told)
    public = (entry.date for entry in survey.entries if entry.standing is Standing.PUBLIC)
    guess = guess_zone(public, language)
    # An import before this one may have written its guess into site.yaml: it still is one.
    return guess if request.zone in {"", guess.name} else Zone(request.zone)


def _zone_info(name: str, other: dt.tzinfo | None = dt.UTC) -> dt.tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return other or dt.UTC


def _vocabularies(survey: Survey, request: Request) -> tuple[Vocabulary, Vocabulary]:
    seen = [entry for entry in survey.entries if _is_written(entry, request)]
    public = [
        entry
        for entry in seen
        if entry.standing is Standing.PUBLIC and not is_later(entry, request.now)
    ]
    posts = [entry for entry in public if request.post_types.get(entry.kind) == POSTS]
    categories = vocabulary_of([CATEGORY], survey.terms, seen, public, posts)
    return categories, vocabulary_of([TAG, LABEL], survey.terms, seen, public, posts)


def _is_written(entry: KnownEntry, request: Request) -> bool:
    is_ours = entry.kind in request.post_types and entry.same_as < 0
    return is_ours and entry.standing not in _UNSEEN


_UNSEEN = frozenset({Standing.PRIVATE, Standing.PROTECTED, Standing.TRASHED})
"""Entries whose terms are nobody else's business."""


def _pattern_of(survey: Survey, request: Request, site: OldSite, categories: Vocabulary) -> Pattern:
    if survey.host is Host.BLOGGER:
        return Pattern(request.pattern or "/{year}/{month}/{slug}.html")
    slugs = frozenset(term.old_slug for term in categories.terms)
    pattern = guess_pattern(_examples(survey, request, site), slugs)
    found = pattern if pattern.fits else Pattern(DEFAULT, 0, pattern.addresses)
    return found if request.pattern in {"", found.text} else Pattern(request.pattern)


def _examples(survey: Survey, request: Request, site: OldSite) -> list[Example]:
    examples: list[Example] = []
    for entry in survey.entries:
        is_post = request.post_types.get(entry.kind) == "posts"
        if not is_post or entry.standing is not Standing.PUBLIC or not entry.link:
            continue
        address = site.address_of(entry.link)
        if address is not None and not address.query and address.path != "/":
            day = f"{entry.date.local:%Y-%m-%d}" if entry.date.local else ""
            examples.append(Example(address.path, slug_of(entry), day, entry.id))
    return examples


def _book(
    survey: Survey,
    site: OldSite,
    places: tuple[Place, ...],
    words: tuple[Vocabulary, Vocabulary, People],
    zone: dt.tzinfo,
) -> AddressBook:
    categories, tags, people = words
    # Nobody knew the address of a term that only hidden entries name, and nobody is to learn it.
    shown = {
        kind: [term for term in vocabulary.terms if not term.is_hidden]
        for kind, vocabulary in (("tag", tags), ("category", categories))
    }
    listings = listings_of(survey.host, shown["category"], shown["tag"], people.authors)
    terms = {
        term.id: address_of_term(kind, term)
        for kind, found in shown.items()
        for term in found
        if term.id
    }
    authors = {number: f"/author/{author.id}/" for number, author in people.by_number.items()}
    return address_book(site, survey.entries, places, listings, (terms, authors), zone)


def _menus(decided: Decisions) -> Menus:
    survey, book = decided.survey, decided.book
    titles = {entry.id: plain_title(entry.title) for entry in survey.entries if entry.id}
    names = {
        term.id: term.name
        for vocabulary in (decided.tags, decided.categories)
        for term in vocabulary.terms
    }

    def of_address(written: str) -> str:
        if any(guarded_in(written, survey.emails)):
            return ""
        meaning = book.meaning_of(unescape(written)) if written.strip("# ") else None
        if meaning is None:
            return written if written.startswith(("http://", "https://")) else ""
        if meaning.sense is Sense.UNKNOWN:
            return written if "://" in written else ""
        return meaning.to

    items = [
        entry
        for entry, place in zip(survey.entries, decided.places, strict=True)
        if place.fate is Fate.MENU
    ]
    return menus_of(
        items,
        Targets(
            of_entry=lambda number: book.by_number.get(number, ""),
            of_term=lambda number: book.term_by_number.get(number, ""),
            of_address=of_address,
            title_of=lambda kind, number: (names if kind == "taxonomy" else titles).get(number, ""),
        ),
    )
