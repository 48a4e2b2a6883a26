"""Blogger's public feed as JSON: the only place where a stranger can ask for authors' pictures.

Texts stand under `$t`, pictures under `gd$image`.
"""

import re
from itertools import chain
from urllib.parse import urljoin

from ssg.asking.cleaning import Json, address_in, line_in, list_in, name_in, value_in
from ssg.importers.live.site import LiveAuthor, LiveSite
from ssg.model.record import dataclass

ENTRIES_PER_PAGE = 150
"""Blogger gives no more at once, whatever is asked for."""

_PROFILE = re.compile(r"blogger\.com/profile/([0-9]{1,25})\b")
_NOBODY = re.compile(r"//(?:[\w-]+\.)?blogblog\.com/|/(?:blank|b16-rounded|openid16-rounded)\.gif$")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of the feed: what it says of the blog, how many entries it shows of how many."""

    site: LiveSite
    entries: int
    found: int


def feed_question(url: str) -> str:
    """Return the address at which a blog tells about itself."""
    return urljoin(url, "/feeds/posts/default?alt=json&max-results=1&redirect=false")


def authors_question(url: str, start: int) -> str:
    """Return the address of a page of the short feed, whose entries name the authors; from 1."""
    query = f"alt=json&max-results={ENTRIES_PER_PAGE}&start-index={start}&redirect=false"
    return urljoin(url, f"/feeds/posts/summary?{query}")


def page_of_feed(json: Json) -> FeedPage | None:
    """Return what a page of the feed tells; None where it is no feed."""
    feed = value_in(json, "feed")
    if value_in(feed, "title") is None:
        return None
    entries = list_in(feed, "entry")[: ENTRIES_PER_PAGE * 2]
    people = chain(list_in(feed, "author"), *(list_in(entry, "author") for entry in entries))
    authors = {author.id or author.name: author for author in map(_author, people)}
    total = line_in(feed, "openSearch$totalResults", "$t")
    site = LiveSite(
        title=line_in(feed, "title", "$t"),
        tagline=line_in(feed, "subtitle", "$t"),
        authors=tuple(author for key, author in authors.items() if key),
    )
    return FeedPage(site, len(entries), int(total) if re.fullmatch("[0-9]{1,9}", total) else 0)


def _author(json: Json) -> LiveAuthor:
    uri = address_in(json, "uri", "$t")
    profile = _PROFILE.search(uri)
    avatar = address_in(json, "gd$image", "src")
    name = name_in(json, "name", "$t")
    return LiveAuthor(
        id=profile[1] if profile else "",
        name="" if name in ("Unknown", "Anonymous", "noreply") else name,
        url=uri,
        avatar_url="" if _NOBODY.search(avatar) else avatar,
    )
