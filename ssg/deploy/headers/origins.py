"""Addresses → the sources by which a policy names their hosts."""

import re
from functools import lru_cache

from ssg.text.host_names import ascii_host

_IGNORED = re.compile(r"[\t\n\r]")
_ADDRESS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)", re.DOTALL)
_AUTHORITY = re.compile(r"[/\\]{2,}([^/\\?#]*)")
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?")
_EDGES = "".join(map(chr, range(0x21)))
_WEB = frozenset({"http", "https", "ws", "wss"})


@lru_cache(maxsize=4096)
def source_of(address: str) -> str:
    """Return the source that allows `address`: "https://x.example", "data:", "" for an own one.

    Where the host cannot stand in a policy (an IPv6 address), the scheme stands for it.
    """
    address = _IGNORED.sub("", address.strip(_EDGES))
    matched = _ADDRESS.fullmatch(address)
    if not matched:
        return ""
    scheme, rest = (matched[1] or "").lower(), matched[2]
    if scheme and scheme not in _WEB:
        return f"{scheme}:"
    # "https:path" is relative on a page of that scheme, and "https:/host" is not worth a guess.
    authority = _AUTHORITY.match(rest)
    if not authority:
        return f"{scheme}:" if scheme else ""
    host = _plain_host(authority[1].rpartition("@")[2])
    if not host:
        return f"{scheme or 'https'}:"
    return f"{scheme}://{host}" if scheme else host


def host_of(source: str) -> str:
    """Return the host of a source, without its port."""
    return source.rpartition("/")[2].partition(":")[0]


def _plain_host(host: str) -> str:
    if not host.isascii():
        try:
            host = ascii_host(host)
        except UnicodeError:
            return ""
    return host.lower() if _HOST.fullmatch(host) else ""
