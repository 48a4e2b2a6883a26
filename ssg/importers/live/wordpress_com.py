"""WordPress.com's own interface, which knows likes: `rest/v1.1`, and `wp/v2` below `sites/`."""

from urllib.parse import quote

from ssg.asking.cleaning import (
    Json,
    address_in,
    count_in,
    id_in,
    line_in,
    list_in,
    name_in,
    offset_in,
    value_in,
    zone_in,
)
from ssg.importers.live.site import LiveAuthor, LiveSite
from ssg.importers.live.wordpress import ApiRoot
from ssg.model.record import dataclass

WORDPRESS_COM_API = "https://public-api.wordpress.com"
POSTS_PER_PAGE = 100
LONGEST_HANDLE = 500


@dataclass(frozen=True, slots=True)
class PostsPage:
    """A page of posts: likes by id, who wrote, how many posts there are in all, and what is next.

    `handle` names the next page, "" on the last one.
    """

    ids: tuple[str, ...]
    likes: tuple[tuple[str, int], ...]
    authors: tuple[LiveAuthor, ...]
    found: int
    handle: str


def site_question(api: str, host: str) -> str:
    """Return the address at which WordPress.com tells about the blog at `host`."""
    return f"{api}/rest/v1.1/sites/{quote(host, safe='')}/"


def posts_question(api: str, host: str, handle: str) -> str:
    """Return the address of a page of posts; `handle` is what the page before said."""
    question = (
        f"{api}/rest/v1.1/sites/{quote(host, safe='')}/posts/"
        f"?fields=ID,URL,like_count,author&number={POSTS_PER_PAGE}"
    )
    return f"{question}&page_handle={quote(handle, safe='')}" if handle else question


def users_of(api: str, host: str) -> ApiRoot:
    """Return the part of the interface that tells the users of this blog as WordPress does."""
    return ApiRoot(f"{api}/wp/v2/sites/{quote(host, safe='')}/users")


def site_of_answer(json: Json) -> LiveSite | None:
    """Return what WordPress.com tells of a blog; None where it knows none."""
    if not id_in(json, "ID") or not isinstance(value_in(json, "name"), str):
        return None
    return LiveSite(
        title=line_in(json, "name"),
        tagline=line_in(json, "description"),
        timezone=zone_in(json, "options", "timezone"),
        gmt_offset_hours=offset_in(json, "options", "gmt_offset"),
        icon_url=address_in(json, "icon", "img") or address_in(json, "icon", "ico"),
    )


def posts_of_answer(json: Json) -> PostsPage | None:
    """Return a page of posts; None where the answer is none."""
    if not isinstance(value_in(json, "posts"), list):
        return None
    posts = list_in(json, "posts")[: POSTS_PER_PAGE * 2]
    ids = tuple(filter(None, (id_in(post, "ID") for post in posts)))
    likes = ((id_in(post, "ID"), count_in(post, "like_count")) for post in posts)
    authors = (_author(value_in(post, "author")) for post in posts)
    handle = value_in(json, "meta", "next_page")
    return PostsPage(
        ids=ids,
        likes=tuple((post, count) for post, count in likes if post and count),
        authors=tuple(author for author in authors if author.id),
        found=count_in(json, "found"),
        handle=handle if isinstance(handle, str) and len(handle) <= LONGEST_HANDLE else "",
    )


def _author(json: Json) -> LiveAuthor:
    return LiveAuthor(
        id=id_in(json, "ID"),
        slug=line_in(json, "nice_name"),
        name=name_in(json, "name"),
        url=address_in(json, "URL"),
        avatar_url=address_in(json, "avatar_URL"),
    )
