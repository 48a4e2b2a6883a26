"""What a theme wants beside the view, as its theme.yaml declares."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry, Site
from ssg.model.theme import Widget
from ssg.model.view import PageLink, TermLink, Widgets
from ssg.plan.shelf import Shelf
from ssg.plan.term_links import term_links

_WITHOUT_ORDER = math.inf
"""Where a page stands whose front matter does not say: behind those that do, by title."""


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


def page_tree(site: Site, shelf: Shelf) -> tuple[PageLink, ...]:
    """Return the listed pages, each before the pages below it.

    A page is below another whose address is the beginning of its own, as `/about/press/` is below
    `/about/`. Pages beside each other stand by `order` under `extra:`, then by title.
    """
    pages = {page.permalink: page for page in site.pages if not page.entry.unlisted}
    ways = {address: [*_pages_above(address, pages), address] for address in pages}
    return tuple(
        _page_link(pages[address], len(ways[address]) - 1, shelf)
        for address in sorted(pages, key=lambda each: [_rank(pages[step]) for step in ways[each]])
    )


def _pages_above(address: str, pages: Mapping[str, PlacedEntry]) -> list[str]:
    """Return the addresses of `pages` on the way down to `address`, which is not among them."""
    ends = (place + 1 for place, sign in enumerate(address[:-1]) if sign == "/")
    return [address[:end] for end in ends if address[:end] in pages]


def _rank(page: PlacedEntry) -> tuple[float, str, str]:
    order = page.entry.extra.get("order")
    if isinstance(order, bool) or not isinstance(order, int | float):
        order = _WITHOUT_ORDER
    return order, page.entry.title.casefold(), page.permalink


def _page_link(page: PlacedEntry, depth: int, shelf: Shelf) -> PageLink:
    link = shelf.links[page.entry.source]
    return PageLink(
        link.title, link.url, depth, page.entry.description, link.language, link.direction
    )


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
    "pages": lambda site, shelf, limit: page_tree(site, shelf)[: limit or None],
}
