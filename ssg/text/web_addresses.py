"""Addresses of the web as they are asked for: one spelling for one address."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from ssg.text.host_names import ascii_host

_SCHEMES = {"http": 80, "https": 443}
_SAFE = "%/:?&=+,;@!$'()*~[]|-._"
_LONGEST = 2_000
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f]")


def asked_address(written: str) -> str:
    """Return the address that is asked for a link that is `written` so, "" where none can be.

    Without user, password and fragment; the host in letters that names of hosts are made of, all
    other signs percent-encoded. One that is too long to be meant is none.

    >>> asked_address("HTTPS://me:pw@Bücher.example:443/über uns#top")
    'https://xn--bcher-kva.example/%C3%BCber%20uns'
    """
    try:
        parts = urlsplit(written.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if ":" in host else ascii_host(host)
    except (ValueError, UnicodeError):
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES or not host or _UNSEEN.search(host):
        return ""
    name = f"[{host}]" if ":" in host else host
    place = name if port in {None, _SCHEMES[scheme]} else f"{name}:{port}"
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    address = f"{scheme}://{place}{path}{query}"
    return address if len(address) <= _LONGEST else ""


def led_on(address: str, location: str) -> str:
    """Return where a redirect from `address` to `location` leads, "" where it is no address."""
    try:
        return asked_address(urljoin(address, location.strip()))
    except ValueError:
        return ""


def host_in(address: str) -> str:
    """Return host and port of an address as `asked_address` returns them."""
    return urlsplit(address).netloc


def name_in(address: str) -> str:
    """Return the name of the host in an address as `asked_address` returns them."""
    return urlsplit(address).hostname or ""


def is_among(name: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether `name` is one of `hosts`, or ends in one: "m.paper.example" does."""
    spelled = [asked_address(f"http://{host}/") for host in hosts]
    known = [name_in(each) for each in spelled if each]
    return any(name == each or name.endswith(f".{each}") for each in known)


def is_same_place(one: str, other: str) -> bool:
    """Tell whether two addresses differ in scheme, "www." and a slash at the end at most."""
    return _bare(urlsplit(one)) == _bare(urlsplit(other))


def is_same_path(one: str, other: str) -> bool:
    """Tell whether two addresses differ in scheme, host and a slash at the end at most."""
    return _bare(urlsplit(one))[1:] == _bare(urlsplit(other))[1:]


def is_root(address: str) -> bool:
    """Tell whether an address is the front page of its host."""
    parts = urlsplit(address)
    return parts.path.strip("/") in {"", "index.html", "index.php"} and not parts.query


def is_within(written: str, site: str) -> bool:
    """Tell whether a link that is `written` so leads into the site at the address `site`."""
    own = _parts_of(site)
    host = own.netloc.removeprefix("www.")
    if written.isascii() and host not in written.lower():
        return False  # As nearly all are; the rest takes ten times as long.
    parts = urlsplit(asked_address(written))
    if parts.netloc.removeprefix("www.") != host:
        return False
    return f"{parts.path}/".startswith(f"{own.path.rstrip('/')}/")


@lru_cache(maxsize=8)
def _parts_of(site: str) -> SplitResult:
    return urlsplit(asked_address(site))


def _bare(parts: SplitResult) -> tuple[str, str, str]:
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query
