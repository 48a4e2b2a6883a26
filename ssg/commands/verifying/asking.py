"""Asking the old site, while it still runs, what it answers: slowly, and nobody else.

One request at a time, with a pause between them. A site that says it has too much to do is left
alone for a while. Where it sends readers on to itself is followed, where to others is only noted.
"""

import contextlib
import http.client
import re
import time
from collections.abc import Iterator
from email.message import Message
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from ssg import __version__
from ssg.check.comparison import OldAnswer
from ssg.check.old_addresses import host_of
from ssg.commands.failures import UsageError, WorldError
from ssg.disk.web.answers import retry_after
from ssg.model.record import dataclass
from ssg.render.address import encoded
from ssg.text.html import plain_text, unescape

_AGENT = f"ssg-verify/{__version__} (asks an old blog whether its addresses moved well)"
_BUSY = frozenset({429, 503})
_NO_HEAD = frozenset({400, 403, 405, 500, 501})
_MOST_STEPS = 5
_HEAD_OF_PAGE = 128 << 10
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
_MOST_SILENCES = 5


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is asked: all in seconds but `tries`, the attempts at one address.

    `pause` lies between two requests, `patience` is how long one may take, `first_wait` how long a
    busy site is left alone, twice as long each time, at most `longest_wait`.
    """

    pause: float = 0.25
    patience: float = 20.0
    tries: int = 4
    first_wait: float = 2.0
    longest_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class OldSite:
    """The old site: scheme and host, and the path below which the blog is, without a slash."""

    root: str
    base_path: str
    manners: Manners = Manners()

    @property
    def address(self) -> str:
        """Return the whole address of the blog."""
        return f"{self.root}{self.base_path}/"


_USUAL = Manners()


def old_site_at(url: str, manners: Manners = _USUAL) -> OldSite:
    """Return the site at `url`. Raises UsageError where it is no whole address."""
    try:
        parts = urlsplit(url.strip())
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_whole = False
    if not is_whole:
        message = f"{url} is not the address of a site"
        raise UsageError(message, "write it whole: --against https://old.example/")
    return OldSite(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"), manners)


def ask_all(old: OldSite, addresses: Iterator[str]) -> Iterator[OldAnswer]:
    """Yield what the site answers to each path with its query, in order.

    Raises WorldError where it answers nothing to the first ones, or to many in a row.
    """
    opener = build_opener(_Stay)
    silent, has_answered = 0, False
    for address in addresses:
        answer = _ask(_whole(address, old), old, opener)
        silent = 0 if answer.status else silent + 1
        has_answered |= bool(answer.status)
        if silent >= _MOST_SILENCES or (silent and not has_answered):
            message = f"{old.address} does not answer"
            raise WorldError(message, "see that you are on the net, and that the old site runs")
        yield answer


class _Stay(HTTPRedirectHandler):
    """Follows nothing: where an address leads is what we want to know."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        """Return no request."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message
    beginning: bytes = b""


_SILENCE = _Answer(0, Message())


def _whole(address: str, old: OldSite) -> str:
    """Return the whole address at which the old site is asked for `address`, a path."""
    base = old.base_path
    path = address if not base or address.startswith(f"{base}/") else f"{base}{address}"
    return old.root + encoded(path.partition("#")[0])


def _ask(url: str, old: OldSite, opener: OpenerDirector) -> OldAnswer:
    at = url
    for _ in range(_MOST_STEPS):
        answer = _request("HEAD", at, old, opener)
        is_page = "html" in answer.headers.get("Content-Type", "html")
        if answer.status in _NO_HEAD or (answer.status == http.HTTPStatus.OK and is_page):
            answer = _request("GET", at, old, opener)
        location = answer.headers.get("Location", "")
        to = at if at != url else ""
        if not 300 <= answer.status < 400 or not location:  # noqa: PLR2004 - redirects
            return OldAnswer(answer.status, to, _title_of(answer))
        following = _joined(at, location)
        if host_of(following) != host_of(url):
            return OldAnswer(answer.status, following)
        at = following
    return OldAnswer(http.HTTPStatus.LOOP_DETECTED, at)


def _joined(base: str, location: str) -> str:
    try:
        return encoded(urljoin(base, location))
    except ValueError:
        return ""


def _request(method: str, url: str, old: OldSite, opener: OpenerDirector) -> _Answer:
    """Return the answer to one request, after some patience with a site that is busy."""
    manners = old.manners
    wait = manners.first_wait
    answer = _SILENCE
    for attempt in range(manners.tries):
        if attempt:
            time.sleep(min(max(wait, _asked_wait(answer)), manners.longest_wait))
            wait *= 2
        time.sleep(manners.pause)
        asked = Request(url, method=method, headers={"User-Agent": _AGENT})  # noqa: S310 - http(s)
        answer = _answer_to(asked, old, opener)
        if answer.status and answer.status not in _BUSY:
            return answer
    return answer


def _answer_to(request: Request, old: OldSite, opener: OpenerDirector) -> _Answer:
    try:
        with opener.open(request, timeout=old.manners.patience) as response:
            wanted = _HEAD_OF_PAGE if request.get_method() == "GET" else 0
            return _Answer(response.status, response.headers, response.read(wanted))
    except HTTPError as error:
        with contextlib.closing(error):
            return _Answer(error.code, error.headers)
    except (URLError, OSError, http.client.HTTPException, ValueError):
        return _SILENCE


def _asked_wait(answer: _Answer) -> float:
    """Return for how many seconds a busy site asks to be left alone; 0 where it does not say."""
    headers = answer.headers
    return retry_after(headers.get("Retry-After", ""), headers.get("Date", "")) or 0.0


def _title_of(answer: _Answer) -> str:
    charset = answer.headers.get_content_charset("utf-8")
    try:
        page = answer.beginning.decode(charset, "replace")
    except (LookupError, ValueError):  # Some codecs of Python know no other way than strict.
        page = answer.beginning.decode("utf-8", "replace")
    found = _TITLE.search(page)
    return plain_text(unescape(found[1])) if found else ""
