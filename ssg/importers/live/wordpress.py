"""The public interface of WordPress itself: what the site is called and who writes there.

https://developer.wordpress.org/rest-api/reference/users/ and …/using-the-rest-api/discovery/
"""

import re
from collections.abc import Mapping

from ssg.asking.cleaning import (
    Json,
    address_in,
    bio_in,
    id_in,
    line_in,
    name_in,
    offset_in,
    value_in,
    web_address,
    zone_in,
)
from ssg.importers.live.site import LiveAuthor, LiveSite
from ssg.model.record import dataclass

ROOT_FIELDS = "name,description,url,home,gmt_offset,timezone_string,site_icon_url,namespaces"
USER_FIELDS = "id,name,url,description,slug,avatar_urls"
USERS_PER_PAGE = 100

_API_LINK = re.compile(r"<([^<>]*)>\s*;[^,<]*\brel=[\"']?https://api\.w\.org/")


@dataclass(frozen=True, slots=True)
class ApiRoot:
    """Where the interface of a site begins (`…/wp-json/`, `…/?rest_route=/`), or a part of it."""

    url: str

    def below(self, route: str) -> "ApiRoot":
        """Return the part of the interface at `route`."""
        return ApiRoot(self.url + route)

    def question(self, query: str) -> str:
        """Return the address that asks this part with `query`."""
        return f"{self.url}{'&' if '?' in self.url else '?'}{query}"


def root_question(root: ApiRoot) -> str:
    """Return the address at which a site tells about itself."""
    return root.question(f"_fields={ROOT_FIELDS}")


def users_question(users: ApiRoot, page: int) -> str:
    """Return the address of a page of authors, counted from 1."""
    return users.question(f"per_page={USERS_PER_PAGE}&page={page}&_fields={USER_FIELDS}")


def api_root_in(headers: Mapping[str, str], base: str) -> str:
    """Return where the header `Link` of a page says that the interface is, "" if it does not."""
    found = _API_LINK.search(headers.get("link", "")[:10_000])
    return web_address(found[1], base) if found else ""


def site_of_root(json: Json) -> LiveSite | None:
    """Return what the root of the interface tells; None where this is none of WordPress."""
    if not isinstance(value_in(json, "name"), str):
        return None
    if value_in(json, "namespaces") is None and value_in(json, "home") is None:
        return None
    return LiveSite(
        title=line_in(json, "name"),
        tagline=line_in(json, "description"),
        timezone=zone_in(json, "timezone_string"),
        gmt_offset_hours=offset_in(json, "gmt_offset"),
        icon_url=address_in(json, "site_icon_url"),
    )


def authors_of_users(json: Json) -> tuple[LiveAuthor, ...] | None:
    """Return the authors on a page of users; None where the answer is no list."""
    if not isinstance(json, list):
        return None
    authors = (_author(user) for user in json[: USERS_PER_PAGE * 2])
    return tuple(author for author in authors if author.id)


def _author(user: Json) -> LiveAuthor:
    return LiveAuthor(
        id=id_in(user, "id"),
        slug=line_in(user, "slug"),
        name=name_in(user, "name"),
        bio_html=bio_in(user, "description"),
        url=address_in(user, "url"),
        avatar_url=_largest_avatar(value_in(user, "avatar_urls")),
    )


def _largest_avatar(urls: Json) -> str:
    if not isinstance(urls, Mapping):
        return ""
    sizes = [size for size in urls if isinstance(size, str) and re.fullmatch(r"[0-9]{1,4}", size)]
    addresses = (address_in(urls, size) for size in sorted(sizes, key=int, reverse=True))
    return next((address for address in addresses if address), "")
