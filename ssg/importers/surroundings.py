"""What stands around an entry in its blog: people, terms, old addresses, its picture."""

from collections.abc import Iterable

from ssg.importers.decisions import Decisions
from ssg.importers.findings import Findings
from ssg.importers.ground import Ground
from ssg.importers.mapping.places import Fate, Place, may_redirect
from ssg.importers.mapping.terms import CATEGORY, LABEL, SERIES, TAG, plain_name
from ssg.importers.writing.entry import Surroundings
from ssg.importers.writing.meta import enclosures_of
from ssg.importers.writing.old_slugs import old_paths
from ssg.importers.writing.yaml_text import Plain
from ssg.model.export import OldEntry
from ssg.text.addresses import normal_address


def surroundings_of(
    entry: OldEntry, place: Place, ground: Ground, findings: Findings
) -> Surroundings:
    """Return what front matter says of `entry` beyond itself; take note of what was guessed."""
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
