"""What an address of the living site shows: its last answer, and the digests of the bytes."""

import hashlib
import zlib
from collections.abc import Callable
from contextlib import closing
from email.message import Message
from http.client import HTTPResponse
from types import MappingProxyType
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import Request

from ssg.deploy.after.asking import (
    FAILURES,
    USER_AGENT,
    Waiting,
    asked_wait,
    open_answer,
    read_chunks,
    whole_address,
    words_of,
)
from ssg.model.record import dataclass

_MOST_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_HEADERS = MappingProxyType(
    {
        "User-Agent": f"{USER_AGENT} (compares what was sent)",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Cache-Control": "no-cache",
        "Pragma": "no-cache",
    }
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one address, redirects within its host followed.

    `status` is 0 where no whole answer came, and `problem` says why. `moved_to` is the first other
    place that it led to, `left_host` whether that is another host's, which is not asked. `digests`
    are the SHA-256 of the body as it came and unpacked, `length` is that of the unpacked one.
    `unknown_packing` is how it was packed, where we cannot unpack it; `wait` how many seconds the
    host asks to be left alone.
    """

    status: int
    problem: str = ""
    moved_to: str = ""
    left_host: bool = False
    digests: frozenset[bytes] = frozenset()
    length: int = 0
    unknown_packing: str = ""
    wait: float = 0.0


def look_at(url: str, most: int, waiting: Waiting) -> Seen:
    """Return what `url` shows, of its body at most `most` bytes; whatever happens, no error."""
    try:
        return _follow(whole_address(url), most, waiting)
    except FAILURES as error:
        return Seen(0, words_of(error))


def _follow(url: str, most: int, waiting: Waiting) -> Seen:
    place, moved_to = url, ""
    for _ in range(_MOST_REDIRECTS + 1):
        request = Request(place, headers=dict(_HEADERS))  # noqa: S310 - only http and https
        with closing(open_answer(request, waiting)) as response:
            target = response.headers.get("Location") or ""
            if response.status not in _MOVED or not target:
                return _seen(response, most, waiting, moved_to)
        following = whole_address(urljoin(place, target))
        if not moved_to and not _is_same_place(place, following):
            moved_to = following
        if not _is_same_host(urlsplit(place), urlsplit(following)):
            return Seen(response.status, moved_to=following, left_host=True)
        place = following
    return Seen(0, "it redirects in a circle")


def _is_same_host(one: SplitResult, other: SplitResult) -> bool:
    """Tell whether two addresses are one site's; a host may have http and https."""
    if one.hostname != other.hostname:
        return False
    ports = [each.port or _PORTS[each.scheme] for each in (one, other)]
    return ports[0] == ports[1] or set(ports) == set(_PORTS.values())


def _is_same_place(one: str, other: str) -> bool:
    """Tell whether a host means the same page: /x, /x/, /x.html and /x/index.html."""
    return _is_same_host(urlsplit(one), urlsplit(other)) and _bare(one) == _bare(other)


def _bare(url: str) -> str:
    path = urlsplit(url).path.removesuffix(".html")
    return path.removesuffix("/index").rstrip("/")


def _seen(response: HTTPResponse, most: int, waiting: Waiting, moved_to: str) -> Seen:
    wait = asked_wait(response.headers)
    if response.status != 200:  # noqa: PLR2004 - what is no success is not read
        return Seen(response.status, moved_to=moved_to, wait=wait)
    digests = _Digests(response.headers, most)
    for chunk in read_chunks(response, most, waiting):
        digests.take(chunk)
    return Seen(
        response.status,
        moved_to=moved_to,
        digests=digests.all,
        length=digests.length,
        unknown_packing=digests.unknown_packing,
    )


class _Digests:
    """Digests a body while it comes, as it comes and unpacked, of that at most `most` bytes.

    Some files are packed themselves, and their hosts call that a packing on the way: either digest
    may be the file's.
    """

    def __init__(self, headers: Message, most: int) -> None:
        packing = (headers.get("Content-Encoding") or "").strip().lower()
        self._open = _UNPACKERS.get(packing)
        self._unpacker = self._open() if self._open else None
        self.unknown_packing = "" if self._open or packing in {"", "identity"} else packing
        self._as_it_came, self._unpacked = hashlib.sha256(), hashlib.sha256()
        self._most, self._came, self._length = most, 0, 0

    @property
    def all(self) -> frozenset[bytes]:
        """Return both digests, or the one that there is."""
        came = {self._as_it_came.digest()}
        return frozenset({*came, self._unpacked.digest()} if self._open else came)

    @property
    def length(self) -> int:
        """Return how many bytes there are, unpacked."""
        return self._length if self._open else self._came

    def take(self, chunk: bytes) -> None:
        """Count in what came next."""
        self._came += len(chunk)
        self._as_it_came.update(chunk)
        while chunk and self._unpacker and self._length <= self._most:
            chunk = self._unpack(chunk)

    def _unpack(self, chunk: bytes) -> bytes:
        """Unpack some of `chunk`; return what is left of it."""
        unpacker = self._unpacker
        if unpacker is None or self._open is None:
            return b""
        try:
            content = unpacker.decompress(chunk, self._most + 1 - self._length)
        except zlib.error:
            # "deflate" means two things, and many servers send the one without a head.
            is_bare = self._open is zlib.decompressobj and not self._length
            self._open = _bare_deflate if is_bare else self._open
            self._unpacker = self._open() if is_bare else None
            return chunk
        self._length += len(content)
        self._unpacked.update(content)
        if unpacker.eof:
            self._unpacker = self._open()
            return unpacker.unused_data
        return unpacker.unconsumed_tail


def _gzip() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)


def _bare_deflate() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=-zlib.MAX_WBITS)


_UNPACKERS: dict[str, Callable[[], "zlib._Decompress"]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": zlib.decompressobj,
}
