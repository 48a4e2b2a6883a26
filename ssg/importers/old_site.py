"""Addresses of the old blog: which hosts are it, and what stands where on them."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from urllib.parse import urlsplit

from ssg.importers.blogger_addresses import same_blog_hosts
from ssg.model.export import Host
from ssg.model.record import dataclass
from ssg.parse.address import decode_path
from ssg.text.addresses import normal_address

UNKNOWN_URL = "https://www.example.org/"
"""The address of a blog whose export does not tell it."""

_RARE = 20
"""A host that fewer than one in so many entries stood at is not the blog's."""

_NETWORKS = frozenset({"wordpress.com", "blogger.com", "blogspot.com"})
_ABSOLUTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address on the old blog: path below its root (normal form), query, fragment.

    `is_sure` is false where the host is a name that the blog only had once.
    """

    path: str
    query: str = ""
    fragment: str = ""
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class OldSite:
    """Where the old blog stood: `url` ends in a slash, `base_path` is its path without one.

    `hosts` are its names, with and without www. `former` are names that its feed identities show:
    only what is known to have stood there is taken for the blog's.
    """

    host: Host
    url: str = UNKNOWN_URL
    base_path: str = ""
    hosts: frozenset[str] = frozenset()
    former: frozenset[str] = field(default=frozenset())

    def address_of(self, written: str, standing_at: str = "/") -> OldAddress | None:
        """Return what `written`, in an entry at the path `standing_at`, means on the old blog.

        None where it leads elsewhere. Nothing that is written raises.
        """
        address = written.strip()
        if not address or address.startswith("#"):
            return None
        if _ABSOLUTE.match(address):
            return self._absolute(address)
        if _OTHER_SCHEME.match(address):
            return None
        path, query, fragment = _parts(address)
        if not path:
            return OldAddress(standing_at, query, fragment)
        if not path.startswith("/"):
            return _old_address(posixpath.join(_folder(standing_at), path), query, fragment)
        below = self._below(path)
        return _old_address(below or path, query, fragment, is_sure=below is not None)

    def beside(self, written: str) -> str:
        """Return the whole address of what stood at the host beside a blog below a path, else "".

        Written from the root it would lead to a place below the blog's path now.
        """
        address = written.strip()
        is_rooted = address.startswith("/") and not address.startswith("//")
        if not is_rooted or self._below(_parts(address)[0]) is not None:
            return ""
        scheme, _, rest = self.url.partition("//")
        return f"{scheme}//{rest.partition('/')[0]}{address}"

    def _absolute(self, address: str) -> OldAddress | None:
        host = host_of(address)
        is_sure = host in self.hosts
        if not is_sure and host not in self.former:
            return None
        rest = _ABSOLUTE.sub("", address, count=1)
        cut = re.search(r"[/?#]", rest)
        path, query, fragment = _parts(rest[cut.start() :] if cut else "/")
        below = self._below(path or "/") if is_sure else path or "/"
        if below is None:
            return None
        return _old_address(below, query, fragment, is_sure=is_sure)

    def _below(self, path: str) -> str | None:
        """Return `path` from the root of the blog, None where it is none of the blog's."""
        if not self.base_path:
            return path
        if path == self.base_path or path.startswith(f"{self.base_path}/"):
            return path[len(self.base_path) :] or "/"
        return None


def old_site_of(
    host: Host, urls: Iterable[str], links: Counter[str], identities: Counter[str]
) -> OldSite:
    """Return where a blog stood, by what it says, and by how often its entries name which host.

    `links` counts the hosts of public entries' addresses, `identities` those of their feed
    identities.
    """
    said = [url for url in urls if host_of(url) and host_of(url) not in _NETWORKS]
    if not said:
        named = [name for name, _ in links.most_common() if name]
        said = [f"https://{name}/" for name in named[:1]]
    url = said[0] if said else UNKNOWN_URL
    url = url if url.endswith("/") else f"{url}/"
    if url.startswith("//"):
        url = f"https:{url}"
    own = {host_of(each) for each in said[:1]} | _frequent(links)
    hosts = {name for each in own for name in names_of_host(each)}
    former = {name for each in identities for name in names_of_host(each)} - hosts
    base_path = decode_path(urlsplit(url).path).rstrip("/")
    return OldSite(host, url, base_path, frozenset(hosts), frozenset(former - _NETWORKS))


def host_of(address: str) -> str:
    """Return the host of an absolute address in lower case, with its port, or ""."""
    found = re.match(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#]*)", address.strip(), re.IGNORECASE)
    return found[1].lower().removesuffix(":80").removesuffix(":443") if found else ""


def names_of_host(host: str) -> frozenset[str]:
    """Return the names under which a blog at `host` answers: with www, and Blogger's by country."""
    if not host:
        return frozenset()
    plain = host.removeprefix("www.")
    return frozenset({host, plain, f"www.{plain}"}) | same_blog_hosts(host)


def _frequent(counts: Counter[str]) -> set[str]:
    total = counts.total()
    return {name for name, count in counts.items() if name and count * _RARE >= total}


def _parts(address: str) -> tuple[str, str, str]:
    before, _, fragment = address.partition("#")
    path, _, query = before.partition("?")
    return path, query, fragment


def _folder(path: str) -> str:
    return path if path.endswith("/") else f"{posixpath.dirname(path)}/"


def _old_address(path: str, query: str, fragment: str, *, is_sure: bool = True) -> OldAddress:
    decoded = decode_path(path)
    levels = posixpath.normpath("/" + decoded.lstrip("/"))
    levels = "/" + levels.lstrip("/")
    if decoded.endswith("/") and not levels.endswith("/"):
        levels += "/"
    return OldAddress(normal_address(levels), query, fragment, is_sure)
