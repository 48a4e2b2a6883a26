"""Addresses as they go into files: percent-encoded, with the site's path or its whole address."""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlsplit

from ssg.text.addresses import without_ignored
from ssg.text.host_names import ascii_host

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
_HOST = re.compile(r"\A((?:[A-Za-z][A-Za-z0-9+.-]*:)?//(?:[^/?#@]*@)?)([^/?#@:\[\]]+)")
_PATH_SAFE = "/:@!$&'()*+,;=~%"
_QUERY_SAFE = f"{_PATH_SAFE}?"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = 65536
_HARMFUL_SCHEME = re.compile(r"(?:javascript|data|vbscript):", re.IGNORECASE)


@lru_cache(_KEPT)
def encoded(address: str) -> str:
    """Return `address` percent-encoded, its host in ASCII; what is encoded already stays.

    By RFC 3986, but for hosts, for a percent-encoded one is understood by browsers alone.
    """
    if _PLAIN.fullmatch(address):
        return address
    if not address.isascii():
        address = _HOST.sub(_with_ascii_host, address, count=1) if "//" in address else address
    address, hash_mark, fragment = address.partition("#")
    path, question_mark, query = address.partition("?")
    return "".join(
        (
            _quoted(path, _PATH_SAFE),
            question_mark,
            _quoted(query, _QUERY_SAFE),
            hash_mark,
            _quoted(fragment, _QUERY_SAFE),
        )
    )


def _with_ascii_host(match: re.Match[str]) -> str:
    try:
        return match[1] + ascii_host(match[2])
    except UnicodeError:
        return match[0]


def _quoted(part: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=safe)


def is_root_relative(address: str) -> bool:
    """Tell whether `address` is one inside the site, as views hold them."""
    return address.startswith("/") and not address.startswith("//")


@lru_cache(_KEPT)
def site_address(address: str, base_path: str) -> str:
    """Return an address inside the site with the path of the site's `url`; another, unchanged."""
    return base_path + encoded(address) if is_root_relative(address) else address


@lru_cache(_KEPT)
def absolute_address(address: str, site_url: str) -> str:
    """Return an address inside the site with the whole of the site's `url` before it."""
    return root_of(site_url) + encoded(address) if is_root_relative(address) else address


@lru_cache(maxsize=64)
def root_of(site_url: str) -> str:
    """Return the site's `url` without the slash at its end."""
    return encoded(site_url).rstrip("/")


@lru_cache(maxsize=64)
def base_path_of(site_url: str) -> str:
    """Return the path of the site's `url` without the slash at its end; "" at a root."""
    return encoded(urlsplit(site_url).path).rstrip("/")


class Links(dict[str, str]):
    """What is written for addresses inside the site, each made when it is first asked for."""

    def __init__(self, written: Callable[[str], str]) -> None:
        """Take what makes one."""
        super().__init__()
        self._written = written

    def __missing__(self, address: str) -> str:
        """Make what is written for `address`."""
        written = self._written(address)
        if len(self) >= _KEPT:
            self.clear()
        self[address] = written
        return written


@lru_cache(maxsize=8)
def links_under(base_path: str) -> Links:
    """Return what `site_address` makes of addresses."""
    return Links(lambda address: site_address(address, base_path))


@lru_cache(maxsize=8)
def whole_links(site_url: str) -> Links:
    """Return what `absolute_address` makes of addresses."""
    return Links(lambda address: absolute_address(address, site_url))


@lru_cache(maxsize=4096)
def safe_address(address: str) -> str:
    """Return `address`, or "#" for one that would run code (javascript:, data:, vbscript:)."""
    return "#" if _HARMFUL_SCHEME.match(without_ignored(address)) else address
