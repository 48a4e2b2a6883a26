"""Placed entries to a site: order, groups, neighbours in meaning."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from ssg.assemble.place import Materials, Placed
from ssg.assemble.related import Likeness
from ssg.assemble.terms import (
    group_by_author,
    group_by_category,
    group_by_series,
    group_by_tag,
    newest_first,
)
from ssg.model.entry import Kind
from ssg.model.site import PlacedEntry, RelatedPost, Site
from ssg.text.dates import days_after

FindRelated = Callable[[Sequence[Likeness]], Mapping[str, tuple[RelatedPost, ...]]]


def assemble_site(materials: Materials, placed: Placed, find_related: FindRelated) -> Site:
    """Order and group what was placed. Only listed posts count in groups and among the related."""
    by_date = sorted(
        (entry for entry in placed.entries if entry.entry.kind is Kind.POST),
        key=newest_first,
        reverse=True,
    )
    posts = tuple(post for post in by_date if not post.entry.unlisted)
    pages = sorted(
        (entry for entry in placed.entries if entry.entry.kind is Kind.PAGE),
        key=lambda page: page.permalink,
    )
    return Site(
        settings=materials.settings,
        posts=posts,
        unlisted=tuple(post for post in by_date if post.entry.unlisted),
        pages=tuple(pages),
        authors=materials.authors,
        author_pictures=placed.author_pictures,
        author_terms=group_by_author(posts, materials.authors),
        categories=group_by_category(posts, placed.categories),
        tags=group_by_tag(posts, placed.tags),
        series=group_by_series(posts),
        related=find_related(_likenesses(posts, materials.settings.language)),
        backlinks=_backlinks((*posts, *pages)),
        redirects=tuple(materials.redirects),
        copies=placed.copies,
        hidden=placed.visibility.hidden,
        now=materials.now,
        changes_at=_next_change(materials, placed),
    )


def _next_change(materials: Materials, placed: Placed) -> dt.datetime | None:
    """Return when the same files give another site: a post comes out, a conversation closes."""
    days = materials.settings.comments.close_after_days
    moments = [placed.visibility.changes_at]
    if days is not None:
        dates = (each.entry.date for each in placed.entries)
        moments += [days_after(date, days) for date in dates if date]
    return min((moment for moment in moments if moment and moment > materials.now), default=None)


def _likenesses(posts: Sequence[PlacedEntry], language: str) -> list[Likeness]:
    source_by_permalink = {post.permalink: post.entry.source for post in posts}
    return [_likeness(post, source_by_permalink, language) for post in posts]


def _likeness(post: PlacedEntry, source_by_permalink: Mapping[str, str], language: str) -> Likeness:
    linked = (source_by_permalink.get(address) for address in _linked(post))
    return Likeness(
        source=post.entry.source,
        terms=post.entry.terms,
        tags=post.tags,
        links=tuple(sorted({source for source in linked if source})),
        apart=post.series,
        language=post.entry.language or language,
    )


def _backlinks(entries: Sequence[PlacedEntry]) -> dict[str, tuple[PlacedEntry, ...]]:
    """Return who links to each entry, in the order of `entries`, by the source linked to.

    What is unlisted names nobody.
    """
    source_by_permalink = {entry.permalink: entry.entry.source for entry in entries}
    found: dict[str, dict[str, PlacedEntry]] = defaultdict(dict)
    for entry in entries:
        if entry.entry.unlisted:
            continue
        for address in _linked(entry):
            source = source_by_permalink.get(address)
            if source and source != entry.entry.source:
                found[source][entry.entry.source] = entry
    return {source: tuple(linking.values()) for source, linking in found.items()}


def _linked(entry: PlacedEntry) -> list[str]:
    return [
        address.url.partition("#")[0] for address in entry.addresses if address.url.startswith("/")
    ]
