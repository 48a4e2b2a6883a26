"""Which view each kind of output has: what a theme has to cover, and what its templates may ask."""

from collections.abc import Mapping
from typing import Final

from ssg.model.view import (
    ArchiveView,
    AuthorPageView,
    CommentFeedView,
    EntryView,
    FeedView,
    HomeView,
    ListingView,
    PlainView,
    RedirectView,
    RobotsView,
    SeriesPageView,
    SitemapView,
)

VIEW_BY_TEMPLATE: Final[Mapping[str, type]] = {
    "404.html": PlainView,
    "archive.html": ArchiveView,
    "atom.xml": FeedView,
    "author.html": AuthorPageView,
    "comments.xml": CommentFeedView,
    "home.html": HomeView,
    "listing.html": ListingView,
    "page.html": EntryView,
    "podcast.xml": FeedView,
    "post.html": EntryView,
    "redirect.html": RedirectView,
    "robots.txt": RobotsView,
    "rss.xml": FeedView,
    "search.html": PlainView,
    "series.html": SeriesPageView,
    "sitemap.xml": SitemapView,
}
"""The template of each kind of output, with the view that it gets."""

WRITTEN_WITHOUT: Final = frozenset({"redirect.html"})
"""Kinds that the program writes itself where a theme has no template for them."""
