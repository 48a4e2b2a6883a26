"""What terms are called and where they stand in their tree."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Entry, TermMention
from ssg.model.record import dataclass
from ssg.model.settings import Settings, TermRecord
from ssg.text.nearest import did_you_mean
from ssg.text.slug import slugify


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The declared terms of a taxonomy: records by slug path, paths by every name they go by."""

    records: Mapping[str, TermRecord]
    path_by_name: Mapping[str, str]

    def path_of(self, mention: TermMention) -> str:
        """Return the slug path that an author's words mean."""
        if not self.path_by_name:
            return _slug_path(mention.path)
        known = self.path_by_name.get("/".join(mention.path).casefold())
        return known or _slug_path(mention.path)


def vocabulary_of(records: Iterable[TermRecord]) -> Vocabulary:
    """Index the declared terms by slug path, by slug, by path of names, and by name alone.

    What could mean two terms means them in this order: only a slug is a term's own. A name alone
    means the first term in the file that has it.
    """
    by_slug = {record.slug: record for record in records}
    by_path: dict[str, TermRecord] = {}
    called: list[tuple[str, str, str, str]] = []
    for record in by_slug.values():
        slugs, titles = _lineage(record, by_slug)
        path = "/".join(slugs)
        by_path[path] = record
        called.append((path, record.slug, "/".join(titles), record.name))
    names: dict[str, str] = {}
    for kind in range(4):
        for names_of_term in called:
            names.setdefault(names_of_term[kind].casefold(), names_of_term[0])
    return Vocabulary(by_path, names)


def check_records(records: Iterable[TermRecord], source: str) -> Iterator[Diagnostic]:
    """Report a parent that no record has, and a term that is its own ancestor."""
    by_slug = {record.slug: record for record in records}
    for record in by_slug.values():
        if record.parent and record.parent not in by_slug:
            yield Diagnostic(
                source,
                0,
                0,
                Level.ERROR,
                "category",
                f"`{record.slug}` has the parent `{record.parent}`, which is not in this file"
                f"{did_you_mean(record.parent, by_slug)}",
                f"add `- slug: {record.parent}` or leave the parent out",
            )
        elif _is_own_ancestor(record, by_slug):
            yield Diagnostic(
                source, 0, 0, Level.ERROR, "category",
                f"`{record.slug}` is its own ancestor", "take out one of the `parent:` lines",
            )  # fmt: skip


def check_allowed(entry: Entry, settings: Settings, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Report each category that `allowed_categories` of site.yaml does not name."""
    if settings.allowed_categories is None:
        return
    allowed = {
        vocabulary.path_of(TermMention(tuple(name.split("/"))))
        for name in settings.allowed_categories
    }
    for mention in entry.categories:
        if vocabulary.path_of(mention) not in allowed:
            guess = did_you_mean(mention.written, settings.allowed_categories)
            yield Diagnostic(
                entry.source,
                mention.place.line,
                mention.place.column,
                Level.ERROR,
                "category",
                f"`{mention.written}` is not an allowed category{guess}",
                "use one of: " + ", ".join(settings.allowed_categories),
            )


@lru_cache(maxsize=20_000)  # A blog files its posts under few terms, many times.
def _slug_path(names: tuple[str, ...]) -> str:
    return "/".join(map(slugify, names))


def _lineage(record: TermRecord, by_slug: Mapping[str, TermRecord]) -> tuple[list[str], list[str]]:
    """Return the slugs and names from the top of the tree down to `record`."""
    slugs, names, seen = [record.slug], [record.name], {record.slug}
    parent = by_slug.get(record.parent)
    while parent and parent.slug not in seen:
        seen.add(parent.slug)
        slugs.insert(0, parent.slug)
        names.insert(0, parent.name)
        parent = by_slug.get(parent.parent)
    if len(slugs) > 1 and slugs[-1].startswith("/".join(slugs[:-1]) + "/"):
        return [slugs[-1]], names  # the slug is a path already
    return slugs, names


def _is_own_ancestor(record: TermRecord, by_slug: Mapping[str, TermRecord]) -> bool:
    above, steps = by_slug.get(record.parent), 0
    while above and above is not record and steps < len(by_slug):
        above, steps = by_slug.get(above.parent), steps + 1
    return above is record
