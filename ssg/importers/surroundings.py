"""What stands around an entry in its blog: people, terms, old addresses, its picture."""

from collections.abc import Container, Iterable

from ssg.importers.decisions import Decisions
from ssg.importers.findings import Findings
from ssg.importers.ground import Ground
from ssg.importers.mapping.places import Fate, Place, may_redirect
from ssg.importers.mapping.terms import CATEGORY, LABEL, SERIES, TAG, Vocabulary, plain_name
from ssg.importers.survey.known import TermName
from ssg.importers.writing.entry import Surroundings
from ssg.importers.writing.meta import enclosures_of
from ssg.importers.writing.moments import written_moment
from ssg.importers.writing.old_slugs import old_paths
from ssg.model.export import OldEntry
from ssg.parse.yaml.text import Plain
from ssg.text.addresses import normal_address


def surroundings_of(
    entry: OldEntry, place: Place, ground: Ground, findings: Findings
) -> Surroundings:
    """Return what front matter says of `entry` beyond itself; take note of what was guessed."""
    decisions = ground.decisions
    names = [(term.taxonomy, term.slug, term.name) for term in entry.terms]
    categories = _written(names, {CATEGORY}, decisions.categories)
    tags = _written(names, {TAG, LABEL}, decisions.tags)
    return Surroundings(
        authors=_authors(entry, ground),
        categories=categories,
        tags=tags,
        series=next((plain_name(name[2]) for name in names if name[0] in SERIES), ""),
        taxonomies=_other_taxonomies(names),
        aliases=_aliases(entry, place, ground),
        picture=ground.library.picture_of(entry, ground.new_address),
        new_address=_enclosed(entry, ground),
        date=_date_instead(entry, place, decisions, findings),
        likes=ground.likes.get(entry.id, 0),
        order=entry.menu_order if ground.has_order and place.is_page else None,
    )


def _written(
    names: Iterable[TermName], taxonomies: Container[str], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return how front matter names terms; those that only private entries have by their names."""
    found: dict[str, None] = {}
    for name in names:
        if name[0] in taxonomies:
            term = vocabulary.of(name)
            found[term.written if term else plain_name(name[2]) or name[1]] = None
    return tuple(each for each in found if each)


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
    if place.is_page or written_moment(entry.date) is not None:
        return None
    others = (entry.updated, entry.created, decisions.survey.blog.exported)
    now = Plain(decisions.request.now.isoformat(timespec="seconds"))
    moment = next((written for date in others if (written := written_moment(date))), now)
    if place.fate is Fate.PUBLIC:
        text = f"the post has no date; {moment.partition('T')[0]} was written for it"
        findings.add("guesses", text, place.source, weight=3)
    return moment
