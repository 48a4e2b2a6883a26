"""Feeds: of the site in three formats, of each term, of recordings, of comments."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from ssg.model.output import PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import CommentFeedView, FeedComment, FeedView
from ssg.plan.feed_links import COMMENTS, feed_at
from ssg.plan.shelf import Shelf
from ssg.text.addresses import output_path
from ssg.text.dates import in_utc
from ssg.text.html import plain_text

_COMMENTS = 50
_DISTANT_PAST = dt.datetime.min.replace(tzinfo=dt.UTC)


def plan_feeds(site: Site, shelf: Shelf) -> Iterator[PlannedPage]:
    """Plan every feed."""
    title, tagline = site.settings.title, site.settings.tagline
    for url, template in (
        ("/feed.xml", "rss.xml"),
        ("/atom.xml", "atom.xml"),
        ("/feed.json", "feed.json"),
    ):
        yield _feed(url, template, ("/", title, tagline), site.posts, (site, shelf))
    spoken = [post for post in site.posts if post.entry.audio]
    if spoken:
        podcast = site.settings.podcast
        words = ("/", podcast.title or title, podcast.description or tagline or title)
        yield _feed("/podcast.xml", "podcast.xml", words, spoken, (site, shelf))
    yield _comments_feed(site, shelf)
    for term in chain(site.categories.values(), site.tags.values(), site.author_terms.values()):
        words = (term.url, f"{term.name} · {title}", plain_text(term.description_html) or tagline)
        yield _feed(f"{term.url}feed.xml", "rss.xml", words, term.posts, (site, shelf))
    position = {post.permalink: number for number, post in enumerate(site.posts)}
    for term in site.series.values():
        newest = sorted(term.posts, key=lambda post: position[post.permalink])
        words = (term.url, f"{term.name} · {title}", tagline)
        yield _feed(f"{term.url}feed.xml", "rss.xml", words, newest, (site, shelf))


def _feed(
    url: str,
    template: str,
    words: tuple[str, str, str],
    posts: Sequence[PlacedEntry],
    shelves: tuple[Site, Shelf],
) -> PlannedPage:
    site, shelf = shelves
    page_url, title, description = words
    settings = site.settings
    shown = posts if settings.feeds.limit is None else posts[: settings.feeds.limit]
    full_text = settings.feeds.full_text
    return PlannedPage(
        path=output_path(url),
        template=template,
        view=FeedView(
            site=shelf.site,
            url=url,
            page_url=page_url,
            title=title,
            description=description,
            entries=tuple(shelf.articles[post.entry.source] for post in shown),
            updated=_last_change(shown),
            full_text=full_text,
            author=shelf.authors.get(settings.author),
            podcast=settings.podcast,
        ),
        origin=f"the feed at {url}",
        needs=tuple(post.entry.body for post in shown) if full_text else (),
    )


def _last_change(posts: Iterable[PlacedEntry]) -> dt.datetime | None:
    changes = (post.entry.updated or post.entry.date for post in posts)
    return max((change for change in changes if change), key=in_utc, default=None)


def _comments_feed(site: Site, shelf: Shelf) -> PlannedPage:
    stubs = [
        (stub, placed)
        for placed in (*site.posts, *site.pages)
        if placed.conversation and not placed.entry.unlisted
        for stub in placed.conversation.newest
    ]
    stubs.sort(key=lambda pair: (pair[0].date or _DISTANT_PAST, pair[0].id), reverse=True)
    comments, threads = [], []
    for stub, placed in islice(stubs, _COMMENTS):
        if placed.conversation:
            threads.append(placed.conversation.thread)
            comments.append(
                FeedComment(
                    stub.id, placed.conversation.thread, placed.entry.title, placed.permalink
                )
            )
    announced = feed_at(COMMENTS, shelf.site.feeds)
    return PlannedPage(
        path=output_path(COMMENTS),
        template="comments.xml",
        view=CommentFeedView(
            site=shelf.site,
            url=COMMENTS,
            page_url="/",
            title=announced.title if announced else site.settings.title,
            description=site.settings.tagline,
            comments=tuple(comments),
            updated=max((stub.date for stub, _ in stubs[:1] if stub.date), default=None),
        ),
        origin="the comments feed",
        needs=tuple(dict.fromkeys(threads)),
    )
