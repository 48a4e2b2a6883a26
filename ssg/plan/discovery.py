"""What search engines and lost readers find: sitemap, robots.txt, key file, 404, search."""

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from ssg.model.output import PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import (
    ArchiveView,
    AuthorPageView,
    Crumb,
    EntryView,
    FollowView,
    HomeView,
    KeyFileView,
    ListingView,
    PlainView,
    RobotsView,
    SeriesPageView,
    SitemapView,
    View,
)
from ssg.plan.shelf import Shelf
from ssg.plan.widgets import WidgetShelf, largest, years_of
from ssg.plan.wordpress import was_elsewhere
from ssg.text.addresses import address_of_output

_SITEMAP_LIMIT = 50_000
_RECENT, _TAGS = 5, 30
_Listed = (
    EntryView | HomeView | ListingView | AuthorPageView | SeriesPageView | ArchiveView | FollowView
)
_LISTED = (
    *(EntryView, HomeView, ListingView, AuthorPageView, SeriesPageView, ArchiveView, FollowView),
)


def plan_lost_and_found(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan the search page and the page for an address that does not exist."""
    moved = was_elsewhere(site)
    for kind, path, template in (
        ("search", "search/index.html", "search.html"),
        ("404", "404.html", "404.html"),
    ):
        url = address_of_output(path)
        yield PlannedPage(
            path=path,
            template=template,
            view=PlainView(
                site=shelf.site,
                url=url,
                kind=kind,
                years=years_of(site.posts),
                recent=tuple(shelf.links[post.entry.source] for post in site.posts[:_RECENT]),
                tags=largest(shelf.tags.values(), _TAGS),
                crumbs=(Crumb(shelf.site.title, "/"),),
                widgets=widgets.on(kind),
                leads_up=kind == "404" and "html" in site.settings.redirects and moved,
            ),
            origin=f"the page {url}",
        )


def plan_sitemap(site: Site, shelf: Shelf, pages: Sequence[PlannedPage]) -> Iterator[PlannedPage]:
    """Plan robots.txt and the sitemap of `pages`, an index of maps beyond 50,000 addresses."""
    yield PlannedPage(
        "robots.txt", "robots.txt", RobotsView(shelf.site, "/sitemap.xml"), "robots.txt"
    )
    last_changes = {placed.permalink: _last_change(placed) for placed in site.entries}
    addresses = tuple(
        (url, last_changes.get(url, ""))
        for url in sorted(page.view.url for page in pages if _is_listed(page.view))
    )
    if len(addresses) <= _SITEMAP_LIMIT:
        yield _sitemap("sitemap.xml", SitemapView(shelf.site, addresses, is_index=False))
        return
    starts = range(0, len(addresses), _SITEMAP_LIMIT)
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(starts, 1)]
    for name, start in zip(names, starts, strict=True):
        part = addresses[start : start + _SITEMAP_LIMIT]
        yield _sitemap(name, SitemapView(shelf.site, part, is_index=False))
    index = tuple((f"/{name}", "") for name in names)
    yield _sitemap("sitemap.xml", SitemapView(shelf.site, index, is_index=True))


def plan_key_file(key: str) -> Iterator[PlannedPage]:
    """Plan the file in which search engines find the key of IndexNow, and nothing else.

    It stands at the site's root, also below a path: the key is then good for what is below it
    (https://www.indexnow.org/documentation, "Verifying ownership via the key").
    """
    if key:
        yield PlannedPage(key_file(key), "key file", KeyFileView(key), "`indexnow` in site.yaml")


def key_file(key: str) -> str:
    """Return the path of the output that holds `key`."""
    return f"{key}.txt"


def _sitemap(path: str, view: SitemapView) -> PlannedPage:
    return PlannedPage(path, "sitemap.xml", view, "the sitemap")


def _is_listed(view: View) -> TypeGuard[_Listed]:
    """Tell whether the page of `view` belongs into the sitemap."""
    if isinstance(view, EntryView):
        return not view.entry.unlisted
    if isinstance(view, AuthorPageView):
        return view.count > 0
    return isinstance(view, _LISTED)


def _last_change(placed: PlacedEntry) -> str:
    entry = placed.entry
    moments = [moment for moment in (entry.updated, entry.date) if moment]
    days = [moment.date() for moment in moments] + [note.date for note in entry.corrections]
    return max(days).isoformat() if days else ""
