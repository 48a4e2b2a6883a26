"""Posts grouped by category, tag, series and author."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ssg.assemble.categories import Vocabulary
from ssg.model.author import Author
from ssg.model.site import PlacedEntry, Term
from ssg.text.dates import in_utc

_UNDATED = dt.datetime.min.replace(tzinfo=dt.UTC)


def group_by_category(posts: Sequence[PlacedEntry], vocabulary: Vocabulary) -> dict[str, Term]:
    """Return each category that has posts, with those of the categories below it."""
    members: dict[str, list[PlacedEntry]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        with_ancestors = {above for path in post.categories for above in _path_and_above(path)}
        for path in with_ancestors:
            members[path].append(post)
        for mention, path in zip(post.entry.categories, post.categories, strict=True):
            if len(mention.path) == path.count("/") + 1:
                for depth, level in enumerate(_path_and_above(path)):
                    spellings[level][mention.path[depth]] += 1
    return {
        path: _term(path, "category", members[path], spellings[path], vocabulary)
        for path in sorted(members)
    }


def group_by_tag(posts: Sequence[PlacedEntry], vocabulary: Vocabulary) -> dict[str, Term]:
    """Return each tag that has posts."""
    members: dict[str, list[PlacedEntry]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        for mention, path in zip(post.entry.tags, post.tags, strict=True):
            if not members[path] or members[path][-1] is not post:
                members[path].append(post)
            spellings[path]["/".join(mention.path)] += 1
    return {
        path: _term(path, "tag", members[path], spellings[path], vocabulary)
        for path in sorted(members)
    }


def group_by_series(posts: Iterable[PlacedEntry]) -> dict[str, Term]:
    """Return each series with its posts in their order: by part, or by date where parts lack."""
    members: dict[str, list[PlacedEntry]] = defaultdict(list)
    for post in posts:
        if post.series:
            members[post.series].append(post)
    return {
        path: Term(
            path=path,
            name=_name_of_series(members[path]),
            url=f"/series/{path}/",
            posts=tuple(sorted(members[path], key=_place_in_series)),
        )
        for path in sorted(members)
    }


def group_by_author(posts: Sequence[PlacedEntry], authors: Mapping[str, Author]) -> dict[str, Term]:
    """Return each author with a record, with the posts; guests have no page of their own."""
    members: dict[str, list[PlacedEntry]] = {author: [] for author in sorted(authors)}
    for post in posts:
        for author in dict.fromkeys(author.id for author in post.authors if author.id):
            members[author].append(post)
    return {
        id_: Term(path=id_, name=authors[id_].name, url=f"/author/{id_}/", posts=tuple(written))
        for id_, written in members.items()
    }


def newest_first(post: PlacedEntry) -> tuple[dt.datetime, str]:
    """Return the sort key of a post, for `reverse=True`.

    Equal dates are common in imported blogs: the permalink makes the order total.
    """
    return in_utc(post.entry.date or _UNDATED), post.permalink


def _term(
    path: str,
    kind: str,
    posts: Sequence[PlacedEntry],
    spellings: Counter[str],
    vocabulary: Vocabulary,
) -> Term:
    record = vocabulary.records.get(path)
    common = sorted(spellings, key=lambda name: (-spellings[name], name))
    name = record.name if record else (common[0] if common else path.rpartition("/")[2])
    return Term(
        path=path,
        name=name,
        url=f"/{kind}/{path}/",
        posts=tuple(posts),
        parent=path.rpartition("/")[0],
        description_html=record.description_html if record else "",
    )


@lru_cache(maxsize=20_000)  # A blog files its posts under few categories.
def _path_and_above(path: str) -> tuple[str, ...]:
    levels = path.split("/")
    return tuple("/".join(levels[:depth]) for depth in range(1, len(levels) + 1))


def _name_of_series(posts: Iterable[PlacedEntry]) -> str:
    names = Counter(post.entry.series.name for post in posts if post.entry.series)
    return min(names, key=lambda name: (-names[name], name))


def _place_in_series(post: PlacedEntry) -> tuple[bool, int, dt.datetime, str]:
    part = post.entry.series.part if post.entry.series else None
    return part is None, part or 0, *newest_first(post)
