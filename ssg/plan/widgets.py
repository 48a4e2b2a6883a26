"""What a theme wants beside the view, as its theme.yaml declares."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ssg.model.site import PlacedEntry, Site
from ssg.model.theme import Widget
from ssg.model.view import TermLink, Widgets
from ssg.plan.shelf import Shelf, term_links

NAMES = ("recent_posts", "categories", "tags", "series", "authors", "years")


@dataclass(frozen=True, slots=True)
class WidgetShelf:
    """The widgets by kind of output; "" holds those that stand on every kind."""

    by_kind: Mapping[str, Widgets]

    def on(self, kind: str) -> Widgets:
        """Return the widgets of outputs of `kind` (post, page, home, listing, author, …)."""
        return self.by_kind.get(kind, self.by_kind[""])


def fill_widgets(declared: Iterable[Widget], site: Site, shelf: Shelf) -> WidgetShelf:
    """Make what `declared` asks for."""
    widgets = tuple(declared)
    kinds = {kind for widget in widgets for kind in widget.on}
    return WidgetShelf(
        {
            kind: Widgets(
                **{
                    widget.name: _MAKERS[widget.name](site, shelf, widget.limit)
                    for widget in widgets
                    if widget.name in _MAKERS and (not widget.on or kind in widget.on)
                }
            )
            for kind in ("", *sorted(kinds))
        }
    )


def years_of(posts: Iterable[PlacedEntry]) -> tuple[TermLink, ...]:
    """Return the years of `posts`, newest first."""
    counts: dict[int, int] = {}
    for post in posts:
        if post.entry.date:
            counts[post.entry.date.year] = counts.get(post.entry.date.year, 0) + 1
    return tuple(
        TermLink(f"{year:04}", f"/{year:04}/", counts[year])
        for year in sorted(counts, reverse=True)
    )


def largest(terms: Iterable[TermLink], limit: int) -> tuple[TermLink, ...]:
    """Return the terms with the most posts, in order of name; all of them for a limit of 0."""
    by_size = sorted(terms, key=lambda term: (-term.count, term.name))
    return tuple(sorted(by_size[: limit or None], key=lambda term: term.name.casefold()))


def authors_with_posts(site: Site) -> tuple[TermLink, ...]:
    """Return the authors who have written, by the name they sort under."""
    terms = [term for term in site.author_terms.values() if term.posts]
    terms.sort(key=lambda term: (site.authors[term.path].sort_name or term.name).casefold())
    return tuple(term_links({term.path: term for term in terms}).values())


def category_tree(shelf: Shelf) -> tuple[TermLink, ...]:
    """Return all categories in the order of their tree."""
    return tuple(shelf.categories[path] for path in sorted(shelf.categories))


_Maker = Callable[[Site, Shelf, int], tuple[Any, ...]]
_MAKERS: Mapping[str, _Maker] = {
    "recent_posts": lambda site, shelf, limit: tuple(
        shelf.links[post.entry.source] for post in site.posts[: limit or 5]
    ),
    "categories": lambda _site, shelf, limit: category_tree(shelf)[: limit or None],
    "tags": lambda _site, shelf, limit: largest(shelf.tags.values(), limit),
    "series": lambda site, _shelf, limit: tuple(term_links(site.series).values())[: limit or None],
    "authors": lambda site, _shelf, limit: authors_with_posts(site)[: limit or None],
    "years": lambda site, _shelf, limit: years_of(site.posts)[: limit or None],
}
