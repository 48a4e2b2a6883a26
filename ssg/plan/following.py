"""How readers follow: a page that explains it, and the blogroll for programs (OPML)."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ssg.model.author import Link
from ssg.model.output import PlannedPage
from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.model.view import BlogrollView, Crumb, FeedLink, FollowView, Profile, TermLink
from ssg.plan.feed_links import COMMENTS, feed_at
from ssg.plan.shelf import Shelf
from ssg.plan.term_links import term_links
from ssg.plan.widgets import WidgetShelf, authors_with_posts
from ssg.text.addresses import normal_address, output_path

FOLLOW = "/follow/"
BLOGROLL = "/.well-known/recommendations.opml"
"""Where programs look for the blogroll of a site (https://opml.org/blogroll.opml)."""

_NETWORKS = frozenset(
    {"mastodon", "bluesky", "threads", "x", "twitter", "facebook", "instagram", "linkedin"}
    | {"youtube", "telegram", "whatsapp", "pixelfed", "peertube", "tumblr", "flipboard"}
)
"""Kinds of links at which one follows."""

_RSS = "application/rss+xml"


def plan_follow(
    site: Site, theme: Theme, shelf: Shelf, widgets: WidgetShelf
) -> Iterator[PlannedPage]:
    """Plan the page that explains how to follow, unless the author has something else there."""
    if "follow.html" not in theme.templates or FOLLOW in _own_addresses(site):
        return
    yield PlannedPage(
        path=output_path(FOLLOW),
        template="follow.html",
        view=FollowView(
            site=shelf.site,
            url=FOLLOW,
            feeds=shelf.site.feeds[:3],
            comments=feed_at(COMMENTS, shelf.site.feeds) if _has_comments(site) else None,
            podcast=feed_at("/podcast.xml", shelf.site.feeds),
            authors=_term_feeds(authors_with_posts(site), several=True),
            categories=_term_feeds(term_links(site.categories).values()),
            profiles=tuple(_profiles(site)),
            crumbs=(Crumb(shelf.site.title, "/"),),
            widgets=widgets.on("follow"),
        ),
        origin=f"the page {FOLLOW}",
    )


def plan_blogroll(site: Site, theme: Theme, shelf: Shelf) -> Iterator[PlannedPage]:
    """Plan the list of the sites in `blogroll` that have a feed, for programs that read feeds."""
    followed = tuple(other for other in site.settings.blogroll if other.feed)
    if not followed or "blogroll.xml" not in theme.templates:
        return
    author = shelf.authors.get(site.settings.author)
    yield PlannedPage(
        path=output_path(BLOGROLL),
        template="blogroll.xml",
        view=BlogrollView(shelf.site, BLOGROLL, author, followed),
        origin="`blogroll` in site.yaml",
    )


def _own_addresses(site: Site) -> set[str]:
    """Return where the author's pages, files and redirects are."""
    return {
        *(placed.permalink for placed in site.entries),
        *(normal_address(alias) for placed in site.entries for alias in placed.entry.aliases),
        *(normal_address(rule.old) for rule in site.redirects if not rule.query),
        *([FOLLOW] if output_path(FOLLOW) in site.copies else []),
    }


def _has_comments(site: Site) -> bool:
    return any(placed.conversation for placed in site.entries)


def _term_feeds(terms: Iterable[TermLink], *, several: bool = False) -> tuple[FeedLink, ...]:
    """Return the feeds of terms with posts; with `several`, none where there is only one."""
    found = tuple(FeedLink(term.name, f"{term.url}feed.xml", _RSS) for term in terms if term.count)
    return () if several and len(found) < 2 else found  # noqa: PLR2004 - one is no choice


def _profiles(site: Site) -> Iterator[Profile]:
    """Yield where else the site and its authors can be followed, each address once."""
    seen: set[str] = set()
    writers = [site.authors[path] for path in site.author_terms if path in site.authors]
    owned = [("", site.settings.links), *((author.name, author.links) for author in writers)]
    for owner, links in owned:
        for link in links:
            if link.kind in _NETWORKS and link.url not in seen:
                seen.add(link.url)
                yield Profile(link.title, link.url, link.kind, _handle(link), owner)


def _handle(link: Link) -> str:
    """Return the name under which an account is found on its network, "" where it has none."""
    parts = urlsplit(link.url)
    levels = [level for level in parts.path.split("/") if level]
    if link.kind == "bluesky" and levels[:1] == ["profile"] and len(levels) > 1:
        return f"@{levels[1]}"
    if link.kind in {"mastodon", "pixelfed", "peertube"} and levels:
        name = levels[-1].removeprefix("@")
        return f"@{name}" if "@" in name else f"@{name}@{parts.netloc}"
    return ""
