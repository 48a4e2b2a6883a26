"""The feeds of the whole site, as pages announce them."""

from collections.abc import Iterable

from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.model.view import FeedLink
from ssg.text.languages import languages_for

COMMENTS = "/comments/feed.xml"

_RSS = "application/rss+xml"


def site_feeds(site: Site, theme: Theme) -> tuple[FeedLink, ...]:
    """Return the feeds of the whole site, the first being the one to offer."""
    title, language = site.settings.title, site.settings.language
    feeds = [
        FeedLink(title, "/feed.xml", _RSS),
        FeedLink(f"{title} · Atom", "/atom.xml", "application/atom+xml"),
        FeedLink(f"{title} · JSON", "/feed.json", "application/feed+json"),
        FeedLink(
            f"{title} · {_word(theme, language, 'feed_comments', 'Comments')}", COMMENTS, _RSS
        ),
    ]
    if any(post.entry.audio for post in site.posts):
        word = _word(theme, language, "feed_podcast", "Podcast")
        name = site.settings.podcast.title or f"{title} · {word}"
        feeds.append(FeedLink(name, "/podcast.xml", _RSS))
    return tuple(feeds)


def feed_at(url: str, feeds: Iterable[FeedLink]) -> FeedLink | None:
    """Return the one of `feeds` that lies at `url`."""
    return next((feed for feed in feeds if feed.url == url), None)


def _word(theme: Theme, language: str, key: str, otherwise: str) -> str:
    """Return the theme's word for `key` in `language`, else in English, else `otherwise`."""
    for level in languages_for(language):
        if word := theme.strings.get(level, {}).get(key):
            return word
    return otherwise
