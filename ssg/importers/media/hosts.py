"""Addresses of files, taken apart, and whose they are."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from ssg.model.export import Host
from ssg.model.record import dataclass
from ssg.text.host_names import ascii_host

_BLOGGER = re.compile(
    r"(?:[0-9]+\.bp\.blogspot\.com|bp[0-9]*\.blogger\.com|photos[0-9]*\.blogger\.com"
    r"|blogger\.googleusercontent\.com|lh[0-9]+\.googleusercontent\.com|lh[0-9]+\.ggpht\.com)\Z"
)
_PHOTON = re.compile(r"i[0-9]\.wp\.com\Z")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HALVES = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[!#-;=?-\[\]_a-z~]*\Z")
_SAFE = "/:@!$&'()*+,;=~-._?%[]"
FILES_HOST = ".files.wordpress.com"
BLOG_HOST = ".wordpress.com"


@dataclass(frozen=True, slots=True)
class MediaSite:
    """The old site, as far as its files are concerned.

    `hosts` are all its names in lower case, with and without www, also those under which only its
    files lie; a port stands behind the name where there is one. `base_path` is the path of its root
    ("/blog/"). `originals` are the places of files that are known to be uploads and not sizes of
    others (see `original_places`).
    """

    hosts: frozenset[str]
    host: Host
    base_path: str = "/"
    originals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Parts:
    """An absolute address taken apart. `host` is in lower case, with its port, in ASCII."""

    scheme: str
    host: str
    path: str
    query: str

    @property
    def name(self) -> str:
        """Return the last part of the path as it is written."""
        return self.path.rpartition("/")[2]

    def at(self, path: str, query: str = "", host: str = "") -> str:
        """Return the address of another path on the same host, or on another."""
        written = f"{self.scheme}://{host or self.host}{path}"
        return encoded(f"{written}?{query}" if query else written)


def encoded(address: str) -> str:
    """Return an address as it is asked for: ASCII, no spaces, escapes as they were."""
    if _PLAIN.match(address):
        return address
    return quote(_HALVES.sub("\ufffd", address), safe=_SAFE)


def parts_of(address: str, site: MediaSite) -> Parts | None:
    """Return an address of the web taken apart; one that begins with "/" is one of `site`."""
    address = address.strip()
    if not address.isascii():
        address = _HALVES.sub("\ufffd", address)
    if address.startswith("//"):
        address = f"https:{address}"
    elif address.startswith("/") and site.hosts:
        address = f"https://{main_host(site)}{address}"
    if not _SCHEME.match(address):
        return None
    try:
        split = urlsplit(address)
        port = split.port
    except ValueError:
        return None
    name = _known_host(split.hostname or "")
    if not name or split.username is not None:
        return None
    name = f"[{name}]" if ":" in name else name
    is_usual = port in {None, 443 if split.scheme == "https" else 80}
    host = name if is_usual else f"{name}:{port}"
    return Parts(split.scheme, host, split.path or "/", split.query)


@lru_cache(maxsize=8)
def main_host(site: MediaSite) -> str:
    """Return that name of the site which files without a host are asked from."""
    return min(site.hosts, key=lambda host: (host.endswith(FILES_HOST), len(host), host))


def is_own(parts: Parts, site: MediaSite) -> bool:
    """Tell whether a file lies on the old site, or where its host kept the files of it."""
    host = parts.host
    if host in site.hosts or host.partition(":")[0] in site.hosts:
        return True
    if site.host is Host.BLOGGER:
        return is_blogger_host(host)
    return twin_host(host) in site.hosts


def twin_host(host: str) -> str:
    """Return the other name under which WordPress.com shows the files of one blog, or ""."""
    if host.endswith(FILES_HOST):
        return host.removesuffix(FILES_HOST) + BLOG_HOST
    blog = host.removesuffix(BLOG_HOST)
    return blog + FILES_HOST if blog != host and "." not in blog else ""


def is_blogger_host(host: str) -> bool:
    """Tell whether `host` shows pictures that were uploaded to Blogger."""
    return _BLOGGER.match(host) is not None


def shown_by_photon(parts: Parts) -> str:
    """Return the address of the picture that WordPress.com's proxy shows at another size, or ""."""
    if not _PHOTON.match(parts.host):
        return ""
    inner = parts.path.lstrip("/")
    if "." not in inner.partition("/")[0]:
        return ""
    is_safe = re.search(r"(?:\A|&)ssl=1(?:&|\Z)", parts.query)
    return f"{'https' if is_safe else 'http'}://{inner}"


@lru_cache(maxsize=2_000)
def _known_host(host: str) -> str:
    host = host.rstrip(".")
    if host.isascii():
        return host if re.fullmatch(r"[a-z0-9._:-]+", host) else ""
    try:
        return ascii_host(host)
    except UnicodeError:
        return ""
