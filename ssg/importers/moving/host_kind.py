"""Which kind of host a blog is leaving: what can be done there, and how, depends on it."""

import enum
from collections.abc import Iterable
from urllib.parse import urlsplit

from ssg.model.export import Host


class HostKind(enum.Enum):
    """Where a blog stands, in words that complete "this blog stands at …"."""

    WORDPRESS_COM = "a free address of WordPress.com"
    WORDPRESS_COM_OWN_DOMAIN = "WordPress.com, under a domain of its own"
    WORDPRESS_SELF_HOSTED = "WordPress on web space of its own"
    BLOGSPOT = "a free address of Blogger"
    BLOGGER_OWN_DOMAIN = "Blogger, under a domain of its own"


WORDPRESS_COM_KINDS = frozenset({HostKind.WORDPRESS_COM, HostKind.WORDPRESS_COM_OWN_DOMAIN})
BLOGGER_KINDS = frozenset({HostKind.BLOGSPOT, HostKind.BLOGGER_OWN_DOMAIN})
FREE_KINDS = frozenset({HostKind.WORDPRESS_COM, HostKind.BLOGSPOT})
"""The address belongs to the host: no DNS can point it elsewhere."""

_PLATFORM = "wordpress.com"
_FILE_HOSTS = (".files.wordpress.com", ".wp.com")


def kind_of_host(
    host: Host, urls: Iterable[str], generator: str = "", other_urls: Iterable[str] = ()
) -> HostKind:
    """Return the kind of host that a blog of these addresses stands at.

    `urls` are those that the blog says are its own, the public one first, and `generator` the
    program that wrote the export, as `OldBlog` has them. `other_urls` are addresses that the blog
    uses, such as its pictures': a host for files gives WordPress.com away.
    """
    names = [host_name(url) for url in urls]
    own = [name for name in names if name and name != _PLATFORM and not _is_for_files(name)]
    public = own[0] if own else ""
    if host is Host.BLOGGER:
        is_free = not public or is_blogspot(public)
        return HostKind.BLOGSPOT if is_free else HostKind.BLOGGER_OWN_DOMAIN
    if public.endswith("." + _PLATFORM):
        return HostKind.WORDPRESS_COM
    others = [*names, host_name(generator), *(host_name(url) for url in other_urls)]
    if any(_is_of_platform(name) for name in others):
        return HostKind.WORDPRESS_COM_OWN_DOMAIN if public else HostKind.WORDPRESS_COM
    return HostKind.WORDPRESS_SELF_HOSTED


def host_name(url: str) -> str:
    """Return the name of the host in `url`, in small letters; "" where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_blogspot(name: str) -> bool:
    """Tell whether a host is Blogger's own, in any country (`x.blogspot.co.uk`)."""
    return ".blogspot." in name


def is_same_host(one: str, other: str) -> bool:
    """Tell whether two addresses are on one host, with or without `www.`."""
    return host_name(one).removeprefix("www.") == host_name(other).removeprefix("www.")


def _is_for_files(name: str) -> bool:
    return name.endswith(_FILE_HOSTS)


def _is_of_platform(name: str) -> bool:
    return name == _PLATFORM or name.endswith((f".{_PLATFORM}", ".wpcomstaging.com"))
