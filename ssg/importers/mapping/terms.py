"""Categories and tags: what they are called, where they stand, and how entries name them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ssg.importers.survey.known import KnownEntry, TermName
from ssg.model.export import OldTerm
from ssg.model.record import dataclass
from ssg.parse.address import decode_path
from ssg.text.html import unescape
from ssg.text.slug import slug_fault, slugify

CATEGORY, TAG, LABEL = "category", "post_tag", "label"
SERIES = frozenset({"series", "post_series"})


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A category or tag of the new site; `path` is its slug behind those above it.

    `written` is how an entry names it. `id` and `old_slug` are the old host's; `uses` counts the
    public posts that name it. `is_hidden`: only entries that were not public name it.
    """

    slug: str
    name: str
    written: str
    path: str
    parent: str = ""
    description: str = ""
    id: str = ""
    old_slug: str = ""
    uses: int = 0
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of one taxonomy, by the slug or (without one) name that entries carry."""

    terms: tuple[NewTerm, ...]
    by_key: Mapping[str, NewTerm]
    said_again: int = 0
    unnamed: int = 0
    only_named: int = 0
    """How many terms only entries name."""
    strays: tuple[str, ...] = ()
    """Slugs of terms that stand on top now: their parent is unknown, is below them, or too deep."""

    def of(self, term: TermName) -> NewTerm | None:
        """Return the new term that an entry names."""
        return self.by_key.get(_key(term[1], term[2]))


def vocabulary_of(
    taxonomies: Iterable[str],
    declared: Iterable[OldTerm],
    seen: Sequence[KnownEntry],
    public: Sequence[KnownEntry],
    posts: Iterable[KnownEntry],
) -> Vocabulary:
    """Return the terms of `taxonomies`: those that the export declares, then those entries name.

    `seen` are all entries that get a file, `public` and `posts` those among them (only posts are
    listed under a term).
    """
    wanted = frozenset(taxonomies)
    uses = _uses(posts, wanted)
    found: dict[str, OldTerm] = {}
    said_again = unnamed = 0
    for term in (*_of(declared, wanted), *_named_by(seen, wanted)):
        key = _key(term.slug, term.name)
        if not key:
            unnamed += term.line >= 0
        elif key not in found:
            found[key] = term
        elif term.line >= 0:
            said_again += 1
    made, strays = _in_a_tree(_made(found, uses))
    terms = _with_paths(_with_uses_below(made))
    hidden = _uses(seen, wanted).keys() - _uses(public, wanted).keys()
    for key in [key for key in hidden if key in terms and not terms[key].uses]:
        terms[key] = replace(terms[key], is_hidden=True)
    only_named = sum(term.line == _FROM_ENTRIES for term in found.values())
    return Vocabulary(tuple(terms.values()), terms, said_again, unnamed, only_named, strays)


def _uses(entries: Iterable[KnownEntry], wanted: frozenset[str]) -> Counter[str]:
    """Return how often `entries` name each term, by its key."""
    names = (term for entry in entries for term in entry.terms)
    return Counter(_key(slug, name) for taxonomy, slug, name in names if taxonomy in wanted)


_FROM_ENTRIES = -1
"""The line of a term that only entries name."""


def _of(declared: Iterable[OldTerm], wanted: frozenset[str]) -> Iterator[OldTerm]:
    return (term for term in declared if term.taxonomy in wanted)


def _named_by(entries: Iterable[KnownEntry], wanted: frozenset[str]) -> Iterator[OldTerm]:
    seen: set[TermName] = set()
    for entry in entries:
        for term in entry.terms:
            if term[0] in wanted and term not in seen:
                seen.add(term)
                yield OldTerm(*term, line=_FROM_ENTRIES)


def _key(slug: str, name: str) -> str:
    return decode_path(slug).casefold() or plain_name(name).casefold()


def plain_name(name: str) -> str:
    """Return the name of a term as readers see it: entities resolved, in one line."""
    return " ".join(unescape(unescape(name)).replace("\ufeff", "").split())


def _made(found: Mapping[str, OldTerm], uses: Counter[str]) -> dict[str, NewTerm]:
    taken: Counter[str] = Counter()
    made: dict[str, NewTerm] = {}
    for key, term in found.items():
        name = plain_name(term.name) or decode_path(term.slug)
        slug = _unique(_slug(term, name), taken)
        name = name if any(sign.isprintable() and not sign.isspace() for sign in name) else slug
        made[key] = NewTerm(
            slug=slug,
            name=name,
            written="",
            path=slug,
            parent=decode_path(term.parent).casefold() if term.parent != "0" else "",
            description=term.description.strip(),
            id=term.id,
            old_slug=decode_path(term.slug),
            uses=uses[key],
        )
    return made


def _slug(term: OldTerm, name: str) -> str:
    slug = decode_path(term.slug.strip())
    is_usable = slug and slug.isprintable() and not slug_fault(slug) and "@" not in slug
    return slug if is_usable else slugify(slug or name)


def _unique(slug: str, taken: Counter[str]) -> str:
    """Return `slug`, or the first of `slug`-2, `slug`-3 … that is free, and take it.

    `taken` counts how often each was wished for: the next one begins behind the last.
    """
    made, wish = slug, slug.casefold()
    while made.casefold() in taken:
        taken[wish] += 1
        made = f"{slug}-{taken[wish]}"
    taken[made.casefold()] = 1
    return made


def _in_a_tree(made: Mapping[str, NewTerm]) -> tuple[dict[str, NewTerm], tuple[str, ...]]:
    """Return the terms with the slug of the term above; whose chain has no top stands on top.

    So does who stands too deep: each walk up is short, however the export chains its terms.
    """
    strays: list[str] = []
    placed: dict[str, NewTerm] = {}
    for key, term in made.items():
        seen, above = {key}, term.parent
        while above and above in made and above not in seen and len(seen) <= _MOST_LEVELS:
            seen.add(above)
            above = made[above].parent
        parent = made[term.parent].slug if term.parent in made else ""
        is_too_deep = len(seen) > _MOST_LEVELS
        if term.parent and (not parent or is_too_deep or key in {term.parent, above}):
            strays.append(term.slug)
            parent = ""
        placed[key] = replace(term, parent=parent)
    return placed, tuple(strays)


_MOST_LEVELS = 30
"""More levels of categories are no order, and their names together are no address."""


def _with_uses_below(made: Mapping[str, NewTerm]) -> dict[str, NewTerm]:
    """Return the terms so that each counts the posts of those below it as well."""
    by_slug = {term.slug: term for term in made.values()}
    uses: Counter[str] = Counter()
    for term in made.values():
        for above in _lineage(term, by_slug):
            uses[above.slug] += term.uses
    return {key: replace(term, uses=uses[term.slug]) for key, term in made.items()}


def _with_paths(made: Mapping[str, NewTerm]) -> dict[str, NewTerm]:
    by_slug = {term.slug: term for term in made.values()}
    lineages = {key: _lineage(term, by_slug) for key, term in made.items()}
    meanings: dict[str, set[str]] = defaultdict(set)
    for lineage in lineages.values():
        slugs, names = [one.slug for one in lineage], [one.name for one in lineage]
        for name in ("/".join(slugs), slugs[-1], "/".join(names), names[-1]):
            meanings[name.casefold()].add(slugs[-1])
    return {
        key: replace(
            term,
            path="/".join(one.slug for one in lineages[key]),
            written=_written(lineages[key], meanings),
        )
        for key, term in made.items()
    }


def _lineage(term: NewTerm, by_slug: Mapping[str, NewTerm]) -> list[NewTerm]:
    lineage, seen = [term], {term.slug}
    above = by_slug.get(term.parent)
    while above and above.slug not in seen:
        seen.add(above.slug)
        lineage.insert(0, above)
        above = by_slug.get(above.parent)
    return lineage


def _written(lineage: Sequence[NewTerm], meanings: Mapping[str, set[str]]) -> str:
    """Return the words for a term that mean nothing else: names, where that is possible."""
    names = [one.name for one in lineage]
    slug = lineage[-1].slug
    if not any("/" in name or "\\" in name for name in names):
        path = "/".join(names)
        if meanings[path.casefold()] == {slug}:
            return path
    return "/".join(one.slug for one in lineage)
