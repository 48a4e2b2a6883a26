"""Which addresses of the living site are asked, in which order, and what the answers add up to.

WordPress.com is asked only about blogs that stand there; no other third party ever is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ssg.asking.answer import Fetch
from ssg.asking.cleaning import Json, web_address
from ssg.asking.json_texts import NoAnswer, read_json
from ssg.importers.live import blogger, wordpress, wordpress_com
from ssg.importers.live.site import Asked, LiveAuthor, LiveSite
from ssg.importers.live.wordpress import ApiRoot
from ssg.importers.live.wordpress_com import WORDPRESS_COM_API
from ssg.importers.moving.host_kind import (
    BLOGGER_KINDS,
    WORDPRESS_COM_KINDS,
    HostKind,
    host_name,
    is_same_host,
)
from ssg.text.counting import counted

MOST_USER_PAGES = 20
MOST_POST_PAGES = 500
MOST_FEED_PAGES = 40
"""Pages after which nobody asks on, whatever the site says: 2,000 authors, 50,000 posts."""

_Value = TypeVar(
    "_Value", LiveSite, blogger.FeedPage, wordpress_com.PostsPage, tuple[LiveAuthor, ...]
)
_NOT_THIS = "its answer is not what this interface answers"


def read_live(url: str, kind: HostKind, *, fetch: Fetch, api: str = WORDPRESS_COM_API) -> LiveSite:
    """Return what the living site at `url` tells strangers.

    What does not answer is simply not there; `asked` tells in words what came of each question.
    `api` is where WordPress.com's interface stands.
    """
    address = web_address(url)
    if not address:
        return LiveSite(asked=(Asked(url, "this is no address of the web"),))
    base = address.partition("?")[0].partition("#")[0].rstrip("/") + "/"
    if kind in BLOGGER_KINDS:
        return _read_blogger(base, fetch)
    if kind not in WORDPRESS_COM_KINDS:
        return _read_wordpress(base, fetch)
    site = _read_wordpress_com(host_name(base), fetch, api.rstrip("/"))
    if kind is HostKind.WORDPRESS_COM_OWN_DOMAIN and not (site.title and _has_bios(site)):
        return _both(site, _read_wordpress(base, fetch))
    return site


def _ask(
    url: str, fetch: Fetch, read: Callable[[Json], _Value | None], words: Callable[[_Value], str]
) -> tuple[_Value | None, Asked]:
    """Return what `read` makes of the answer, and the question with its outcome in words."""
    json = read_json(fetch(url))
    if isinstance(json, NoAnswer):
        return None, Asked(url, json.reason)
    value = read(json)
    if value is None:
        return None, Asked(url, _NOT_THIS)
    return value, Asked(url, words(value), is_answered=True)


def _site_words(site: LiveSite) -> str:
    told = {
        "title": site.title,
        "tagline": site.tagline,
        "time zone": site.timezone,
        "offset from UTC": site.gmt_offset_hours is not None,
        "icon": site.icon_url,
    }
    return ", ".join(name for name, value in told.items() if value) or "nothing of use"


def _read_wordpress(base: str, fetch: Fetch) -> LiveSite:
    asked: list[Asked] = []
    for root in _roots(base, fetch, asked):
        site, question = _ask(
            wordpress.root_question(root), fetch, wordpress.site_of_root, _site_words
        )
        asked.append(question)
        if site:
            authors, questions = _read_users(root.below("wp/v2/users"), fetch)
            return replace(site, authors=authors, asked=(*asked, *questions))
    return LiveSite(asked=tuple(asked))


def _roots(base: str, fetch: Fetch, asked: list[Asked]) -> Iterable[ApiRoot]:
    """Yield where the interface may be: the usual place, what the front page says, the old way."""
    usual, old_way = f"{base}wp-json/", f"{base}?rest_route=/"
    yield ApiRoot(usual)
    named = wordpress.api_root_in(fetch(base).headers, base)
    if not named:
        asked.append(Asked(base, "its header names no interface"))
    elif not is_same_host(named, base):
        asked.append(
            Asked(base, "its header names an interface on another host, which is not asked")
        )
    elif named not in (usual, old_way):
        asked.append(Asked(base, "its header names an interface", is_answered=True))
        yield ApiRoot(named)
    yield ApiRoot(old_way)


def _read_users(users: ApiRoot, fetch: Fetch) -> tuple[tuple[LiveAuthor, ...], list[Asked]]:
    authors: dict[str, LiveAuthor] = {}
    asked: list[Asked] = []
    for page in range(1, MOST_USER_PAGES + 1):
        found, question = _ask(
            wordpress.users_question(users, page), fetch, wordpress.authors_of_users, _author_words
        )
        is_known = found is not None and all(author.id in authors for author in found)
        # The page behind the last one is an error in WordPress, and no news.
        if page == 1 or (not is_known and found is not None):
            asked.append(question)
        if found is None or is_known:
            break
        authors |= {author.id: author for author in found if author.id not in authors}
        if len(found) < wordpress.USERS_PER_PAGE:
            break
    return tuple(authors.values()), asked


def _author_words(authors: tuple[LiveAuthor, ...]) -> str:
    with_bio = sum(bool(author.bio_html) for author in authors)
    return f"{counted(len(authors), 'author')}, {with_bio:,} of them with a text about themselves"


def _read_wordpress_com(host: str, fetch: Fetch, api: str) -> LiveSite:
    told, question = _ask(
        wordpress_com.site_question(api, host), fetch, wordpress_com.site_of_answer, _site_words
    )
    if not told:
        return LiveSite(asked=(question,))
    users, user_questions = _read_users(wordpress_com.users_of(api, host), fetch)
    likes, writers, post_questions = _read_posts(host, fetch, api)
    return replace(
        told,
        authors=_merged(users, writers),
        likes=likes,
        asked=(question, *user_questions, *post_questions),
    )


def _read_posts(
    host: str, fetch: Fetch, api: str
) -> tuple[dict[str, int], tuple[LiveAuthor, ...], list[Asked]]:
    """Return likes by post and who wrote; one outcome for all pages, for they may be many."""
    likes: dict[str, int] = {}
    authors: dict[str, LiveAuthor] = {}
    seen: set[str] = set()
    handle, total = "", 0
    first = wordpress_com.posts_question(api, host, "")
    for _ in range(MOST_POST_PAGES):
        address = wordpress_com.posts_question(api, host, handle)
        page, question = _ask(address, fetch, wordpress_com.posts_of_answer, lambda _: "")
        if page is None:
            if not seen:
                return likes, (), [question]
            break
        news = set(page.ids) - seen
        total = max(total, page.found)
        likes |= {post: count for post, count in page.likes if post in news}
        authors |= {author.id: author for author in page.authors if author.id not in authors}
        seen |= news
        handle = page.handle
        if not handle or not news:
            break
    words = f"{counted(sum(likes.values()), 'like')} of {counted(len(likes), 'post')}"
    if len(seen) < total:
        words += f"; it told only {len(seen):,} of {counted(total, 'post')}"
    return likes, tuple(authors.values()), [Asked(first, words, is_answered=True)]


def _read_blogger(base: str, fetch: Fetch) -> LiveSite:
    def words(page: blogger.FeedPage) -> str:
        return f"{_site_words(page.site)}, {counted(len(page.site.authors), 'author')}"

    first, question = _ask(blogger.feed_question(base), fetch, blogger.page_of_feed, words)
    if first is None:
        return LiveSite(asked=(question,))
    authors, asked = first.site.authors, [question]
    start = 1
    for _ in range(MOST_FEED_PAGES):
        if start > first.found or first.found <= 1:
            break
        address = blogger.authors_question(base, start)
        page, question = _ask(address, fetch, blogger.page_of_feed, words)
        asked.append(question)
        if page is None or not page.entries:
            break
        authors = _merged(authors, page.site.authors)
        start += page.entries
    return replace(first.site, authors=authors, asked=tuple(asked))


def _merged(some: Sequence[LiveAuthor], others: Sequence[LiveAuthor]) -> tuple[LiveAuthor, ...]:
    """Return all authors once; what is missing of one is taken from the other of the same id."""
    merged = {author.id or author.name: author for author in some}
    for other in others:
        key = other.id or other.name
        known = merged.get(key)
        merged[key] = other if known is None else _filled(known, other)
    return tuple(merged.values())


def _filled(author: LiveAuthor, other: LiveAuthor) -> LiveAuthor:
    return LiveAuthor(
        id=author.id,
        slug=author.slug or other.slug,
        name=author.name or other.name,
        bio_html=author.bio_html or other.bio_html,
        url=author.url or other.url,
        avatar_url=author.avatar_url or other.avatar_url,
    )


def _has_bios(site: LiveSite) -> bool:
    return any(author.bio_html for author in site.authors)


def _both(site: LiveSite, other: LiveSite) -> LiveSite:
    offset = site.gmt_offset_hours
    return LiveSite(
        title=site.title or other.title,
        tagline=site.tagline or other.tagline,
        timezone=site.timezone or other.timezone,
        gmt_offset_hours=other.gmt_offset_hours if offset is None else offset,
        icon_url=site.icon_url or other.icon_url,
        # The numbers of users differ between the two, so nobody can tell who is who but by slug.
        authors=_by_slug(site.authors, other.authors),
        likes=site.likes,
        asked=(*site.asked, *other.asked),
    )


def _by_slug(some: Sequence[LiveAuthor], others: Sequence[LiveAuthor]) -> tuple[LiveAuthor, ...]:
    if not some:
        return tuple(others)
    other_by_slug = {author.slug: author for author in others if author.slug}
    filled = (
        _filled(author, other_by_slug[author.slug]) if author.slug in other_by_slug else author
        for author in some
    )
    known = {author.slug for author in some}
    return (*filled, *(author for author in others if author.slug not in known))
