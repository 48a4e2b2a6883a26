"""Portraits and icons: the largest that a host gives, and nothing that only claims to be one."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ssg.asking.answer import Fetch
from ssg.asking.cleaning import web_address
from ssg.asking.json_texts import fault_of
from ssg.model.record import dataclass

LARGEST_PICTURE = 5 << 20
"""Bytes; a portrait of 512 pixels needs a hundredth of it."""

WANTED_PIXELS = 512

_GRAVATAR = re.compile(r"(?:^|\.)gravatar\.com$")
_GOOGLE = re.compile(r"(?:\.bp\.blogspot|\.googleusercontent)\.com$")
_SIZE_IN_PATH = re.compile(r"/s[0-9]{1,4}((?:-[a-z]+)*)/(?=[^/]+$)")
_SIZE_AT_END = re.compile(r"=s[0-9]{1,4}((?:-[a-z]+)*)$")
_SIZE_KEYS = frozenset({"s", "size", "d", "default", "f", "forcedefault"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it came; `suffix` is what its first bytes tell (".png")."""

    url: str
    content: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Why there is no picture at `url`, in words that complete "`url`: …"."""

    url: str
    reason: str


def read_picture(url: str, *, fetch: Fetch) -> Picture | NoPicture:
    """Return the picture at `url`, as large as its host gives it up to 512 pixels."""
    address = largest_address(url)
    if not address:
        return NoPicture(url, "this is no address of the web")
    answer = fetch(address)
    if reason := fault_of(answer, LARGEST_PICTURE):
        return NoPicture(address, reason)
    suffix = picture_suffix(answer.body)
    if not suffix:
        return NoPicture(address, _what_else(answer.body))
    return Picture(address, answer.body, suffix)


def largest_address(url: str) -> str:
    """Return the address that asks for 512 pixels where the host is known to take sizes.

    Gravatar is also told to answer "not found" rather than with its picture of nobody.
    """
    address = web_address(url)
    if not address:
        return ""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _GRAVATAR.search(host):
        rest = [pair for pair in parse_qsl(parts.query) if pair[0] not in _SIZE_KEYS]
        query = urlencode([("s", str(WANTED_PIXELS)), ("d", "404"), *rest])
        return urlunsplit(parts._replace(query=query, fragment=""))
    if _GOOGLE.search(host):
        path = _SIZE_IN_PATH.sub(rf"/s{WANTED_PIXELS}\1/", parts.path)
        path = _SIZE_AT_END.sub(rf"=s{WANTED_PIXELS}\1", path)
        return urlunsplit(parts._replace(path=path, fragment=""))
    return urlunsplit(parts._replace(fragment=""))


def _what_else(content: bytes) -> str:
    start = content[:1_000].lstrip().lower()
    if start.startswith((b"<svg", b"<?xml")) or b"<svg" in start:
        return "it is an SVG, which may hold programs; save it by hand if you trust it"
    if start.startswith((b"<!doctype", b"<html")):
        return "it is a page, not a picture"
    return "it is no picture of a kind that browsers show"


def picture_suffix(content: bytes) -> str:
    """Return the suffix of a file that begins so, "" for anything but a raster picture."""
    return next((suffix for suffix, fits in _KINDS if fits(content)), "")


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _is_webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _is_avif(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis")


_KINDS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    (".png", _begins(b"\x89PNG\r\n\x1a\n")),
    (".jpg", _begins(b"\xff\xd8\xff")),
    (".gif", _begins(b"GIF87a", b"GIF89a")),
    (".webp", _is_webp),
    (".avif", _is_avif),
    (".ico", _begins(b"\x00\x00\x01\x00")),
)
