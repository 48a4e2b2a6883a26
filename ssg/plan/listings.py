"""The front page and the listings of categories, tags, authors and series, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry, Site, Term
from ssg.model.view import (
    AuthorPageView,
    Crumb,
    FeedLink,
    HomeView,
    ListingView,
    Pagination,
    PostCard,
    Section,
    SeriesPageView,
    TermLink,
)
from ssg.plan.entries import category_crumbs
from ssg.plan.redirects import old_queries
from ssg.plan.series import parts_of
from ssg.plan.shelf import Shelf
from ssg.plan.widgets import WidgetShelf, years_of
from ssg.text.addresses import output_path
from ssg.text.dates import in_utc

T = TypeVar("T")

_SECONDS = 4
_SECTIONS, _SECTION_POSTS, _SECTION_AT_LEAST = 6, 3, 2
_RSS = "application/rss+xml"


def paginate(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut `items` into pages of `size`; at least one page, which may be empty."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [items]


def page_address(base: str, number: int) -> str:
    """Return the address of page `number` (from 1) of the listing at `base`."""
    return base if number == 1 else f"{base}page/{number}/"


def pagination_at(base: str, number: int, count: int) -> Pagination:
    """Return where page `number` of `count` stands."""
    return Pagination(
        number=number,
        count=count,
        first=page_address(base, 1),
        last=page_address(base, count),
        newer=page_address(base, number - 1) if number > 1 else "",
        older=page_address(base, number + 1) if number < count else "",
    )


def plan_home(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan the front page and the pages of older posts behind it."""
    sticky = [post for post in site.posts if post.entry.sticky]
    rest = [post for post in site.posts if not post.entry.sticky]
    pages = paginate((*sticky, *rest), site.settings.posts_per_page)
    front = shelf.cards_of(tuple(pages[0]))
    yield PlannedPage(
        path="index.html",
        template="home.html",
        view=HomeView(
            site=shelf.site,
            url="/",
            lead=front[0] if front else None,
            seconds=front[1 : 1 + _SECONDS],
            river=front[1 + _SECONDS :],
            sections=_sections(site, shelf, pages[0]),
            pagination=pagination_at("/", 1, len(pages)),
            date=max(
                (post.entry.date for post in site.posts if post.entry.date),
                key=in_utc,
                default=None,
            ),
            authors=tuple(shelf.authors[author] for author in sorted(shelf.authors)),
            widgets=widgets.on("home"),
            old_queries=old_queries(site),
        ),
        origin="the front page",
    )
    yield from _plan_older_posts(pages, (site, shelf, widgets))


def _plan_older_posts(
    pages: Sequence[Sequence[PlacedEntry]], shelves: tuple[Site, Shelf, WidgetShelf]
) -> Iterator[PlannedPage]:
    """Plan the pages behind the front page, from the second on."""
    site, shelf, widgets = shelves
    for number, page in islice(enumerate(pages, 1), 1, None):
        url = page_address("/", number)
        yield PlannedPage(
            path=output_path(url),
            template="listing.html",
            view=ListingView(
                site=shelf.site,
                url=url,
                kind="home",
                title=site.settings.title,
                description_html="",
                posts=shelf.cards_of(tuple(page)),
                count=len(site.posts),
                first_year=shelf.site.first_year,
                last_year=shelf.site.last_year,
                pagination=pagination_at("/", number, len(pages)),
                feed=shelf.site.feeds[0],
                crumbs=(Crumb(shelf.site.title, "/"),),
                children=(),
                widgets=widgets.on("listing"),
            ),
            origin=f"page {number} of the front page",
        )


def _sections(site: Site, shelf: Shelf, front: Sequence[PlacedEntry]) -> tuple[Section, ...]:
    """Return the largest top categories with their newest posts that are not on the page yet."""
    shown = {post.permalink for post in front}
    tops = [term for path, term in site.categories.items() if "/" not in path]
    tops.sort(key=lambda term: (-len(term.posts), term.path))
    sections: list[Section] = []
    for term in tops:
        fresh = (post for post in term.posts if post.permalink not in shown)
        posts = tuple(islice(fresh, _SECTION_POSTS))
        if len(posts) >= _SECTION_AT_LEAST and len(sections) < _SECTIONS:
            shown.update(post.permalink for post in posts)
            link = shelf.categories[term.path]
            sections.append(Section(replace(link, count=0), shelf.cards_of(posts)))
    return tuple(sections)


def plan_categories(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan the pages of each category."""
    for path, term in site.categories.items():
        children = tuple(
            shelf.categories[child] for child in shelf.categories
            if child.rpartition("/")[0] == path
        )  # fmt: skip
        crumbs = (Crumb(shelf.site.title, "/"), *category_crumbs(path, site.categories))
        yield from _plan_term(term, "category", (site, shelf, widgets), crumbs, children)


def plan_tags(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan the pages of each tag."""
    for term in site.tags.values():
        crumbs = (Crumb(shelf.site.title, "/"), Crumb(term.name, term.url))
        yield from _plan_term(term, "tag", (site, shelf, widgets), crumbs, ())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page of the listing of a term; `start` is how many posts stand on the pages before it."""

    url: str
    posts: tuple[PostCard, ...]
    pagination: Pagination
    start: int


def _sheets(term: Term, site: Site, shelf: Shelf) -> Iterator[_Sheet]:
    """Cut the posts of `term` into the pages of its listing."""
    size = site.settings.posts_per_page
    pages = paginate(term.posts, size)
    for number, posts in enumerate(pages, 1):
        yield _Sheet(
            page_address(term.url, number),
            shelf.cards_of(tuple(posts)),
            pagination_at(term.url, number, len(pages)),
            size * (number - 1),
        )


def _plan_term(
    term: Term,
    kind: str,
    shelves: tuple[Site, Shelf, WidgetShelf],
    crumbs: tuple[Crumb, ...],
    children: tuple[TermLink, ...],
) -> Iterator[PlannedPage]:
    site, shelf, widgets = shelves
    first_year, last_year = _span(term.posts)
    for sheet in _sheets(term, site, shelf):
        yield PlannedPage(
            path=output_path(sheet.url),
            template="listing.html",
            view=ListingView(
                site=shelf.site,
                url=sheet.url,
                kind=kind,
                title=term.name,
                description_html=term.description_html,
                posts=sheet.posts,
                count=len(term.posts),
                first_year=first_year,
                last_year=last_year,
                pagination=sheet.pagination,
                feed=term_feed(term),
                crumbs=crumbs,
                children=children,
                widgets=widgets.on("listing"),
            ),
            origin=f"the {kind} “{term.name}”",
        )


def plan_authors(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan the pages of each author, also of one who has not written yet."""
    for id_, term in site.author_terms.items():
        years = years_of(term.posts)
        for sheet in _sheets(term, site, shelf):
            yield PlannedPage(
                path=output_path(sheet.url),
                template="author.html",
                view=AuthorPageView(
                    site=shelf.site,
                    url=sheet.url,
                    author=shelf.authors[id_],
                    posts=sheet.posts,
                    count=len(term.posts),
                    years=years,
                    pagination=sheet.pagination,
                    feed=term_feed(term),
                    crumbs=(Crumb(shelf.site.title, "/"), Crumb(term.name, term.url)),
                    widgets=widgets.on("author"),
                ),
                origin=site.authors[id_].source,
            )


def plan_series(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan the pages of each series."""
    for term in site.series.values():
        parts = parts_of(term)
        for sheet in _sheets(term, site, shelf):
            yield PlannedPage(
                path=output_path(sheet.url),
                template="series.html",
                view=SeriesPageView(
                    site=shelf.site,
                    url=sheet.url,
                    title=term.name,
                    posts=sheet.posts,
                    numbers=parts.numbers[sheet.start : sheet.start + len(sheet.posts)],
                    count=parts.count,
                    pagination=sheet.pagination,
                    feed=term_feed(term),
                    crumbs=(Crumb(shelf.site.title, "/"), Crumb(term.name, term.url)),
                    widgets=widgets.on("series"),
                ),
                origin=f"the series “{term.name}”",
            )


def term_feed(term: Term) -> FeedLink:
    """Return the feed of a category, tag, author or series."""
    return FeedLink(term.name, f"{term.url}feed.xml", _RSS)


def _span(posts: Sequence[PlacedEntry]) -> tuple[int, int]:
    years = [post.entry.date.year for post in posts if post.entry.date]
    return min(years, default=0), max(years, default=0)
