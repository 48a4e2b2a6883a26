"""Telling others what has changed, where the site's author has asked for it.

Feeds are announced to their hub, so that subscribers hear at once: a form with `hub.mode=publish`
and `hub.url`, which W3C's WebSub leaves to publisher and hub and which hubs take. Each feed is a
request of its own, for many hubs see only one. Pages are announced to search engines by IndexNow
(https://www.indexnow.org/documentation).

A ping that fails is no deploy that failed: it comes back as words.
"""

import ipaddress
import json
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import Request

from ssg.deploy.after.asking import (
    FAILURES,
    USER_AGENT,
    Waiting,
    asked_wait,
    open_answer,
    whole_address,
    words_of,
)
from ssg.disk.web.connecting import is_public
from ssg.model.record import dataclass
from ssg.text.counting import counted

INDEXNOW = "https://api.indexnow.org/indexnow"
MOST_ADDRESSES = 10_000
"""How many addresses IndexNow takes in a request."""

_MOST_REFUSALS = 3
_AGENT = f"{USER_AGENT} (tells what a site has published)"
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json; charset=utf-8"
_PASSING = frozenset({0, 429, 500, 502, 503, 504})
"""Answers that may be better a moment later; 0 is none."""

_NO_KEY = frozenset({403, 422})
_PRIVATE_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid")


@dataclass(frozen=True, slots=True)
class Announced:
    """What came of telling: whether nothing failed, and a sentence for the author."""

    ok: bool
    words: str


def announce_feeds(hub: str, feeds: Sequence[str], waiting: Waiting) -> Announced:
    """Tell the WebSub hub at `hub` that `feeds`, whole addresses, have changed."""
    try:
        to = whole_address(hub)
    except ValueError:
        words = "the hub was not told: `hub` in site.yaml is no address of the web"
        return Announced(ok=False, words=words)
    public = tuple(dict.fromkeys(filter(None, map(_public_address, feeds))))
    if not public:
        why = "no one else can reach the feeds" if feeds else "no feed has changed"
        return Announced(ok=True, words=f"the hub was not told: {why}")
    told, failed = _tell_hub(to, public, waiting)
    name = f"the hub {urlsplit(to).netloc}"
    if not failed:
        return Announced(ok=True, words=f"{name} was told of {counted(told, 'feed')}")
    feed, why = failed[0]
    some = f"{told} of " if told else "none of "
    words = f"{name} was told of {some}{counted(len(public), 'feed')}; not of {feed}: {why}"
    return Announced(ok=False, words=words)


def announce_pages(
    key: str,
    site_url: str,
    addresses: Iterable[str],
    waiting: Waiting,
    endpoint: str = INDEXNOW,
) -> Announced:
    """Tell search engines that `addresses`, whole ones, are new, changed or gone.

    Those that do not begin with `site_url` are left out. The key must be in the site's key file.
    """
    root = _public_address(site_url).rstrip("/") + "/"
    if not root.startswith("https://"):
        words = f"search engines were not told: they take https:// addresses, not {site_url}"
        if site_url.startswith("https://"):
            words = f"search engines were not told: no one else can reach {site_url}"
        return Announced(ok=True, words=words)
    public = dict.fromkeys(filter(None, map(_public_address, addresses)))
    own = [address for address in public if address.startswith(root)]
    if not own:
        return Announced(ok=True, words="search engines were not told: no page has changed")
    place = urljoin(root, f"{key}.txt")
    told = 0
    for start in range(0, len(own), MOST_ADDRESSES):
        part = own[start : start + MOST_ADDRESSES]
        about = {"host": urlsplit(root).netloc, "key": key, "keyLocation": place, "urlList": part}
        reply = _post(endpoint, json.dumps(about).encode(), _JSON, waiting)
        if reply.status not in {HTTPStatus.OK, HTTPStatus.ACCEPTED}:
            why = _why_no_key(place, reply) if reply.status in _NO_KEY else _why(reply)
            some = (
                f"only of {told:,} of {counted(len(own), 'address', 'addresses')}"
                if told
                else "of nothing"
            )
            return Announced(ok=False, words=f"search engines were told {some}: {why}")
        told += len(part)
    return Announced(
        ok=True, words=f"search engines were told of {counted(told, 'address', 'addresses')}"
    )


def _tell_hub(
    hub: str, feeds: Sequence[str], waiting: Waiting
) -> tuple[int, list[tuple[str, str]]]:
    """Return of how many feeds the hub was told, and of which not and why.

    A hub that is not well, or refuses again and again, is not asked for the rest.
    """
    told, failed = 0, list[tuple[str, str]]()
    for feed in feeds:
        form = urlencode({"hub.mode": "publish", "hub.url": feed}).encode()
        reply = _post(hub, form, _FORM, waiting)
        if HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
            told += 1
            continue
        failed.append((feed, _why(reply)))
        if reply.status in _PASSING or reply.moved_to or len(failed) >= _MOST_REFUSALS:
            break
    return told, failed


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer to a ping: `status` 0 is none, `wait` the seconds that were asked for."""

    status: int
    problem: str = ""
    moved_to: str = ""
    wait: float = 0.0


def _post(url: str, body: bytes, content_type: str, waiting: Waiting) -> _Reply:
    """Return the answer to one ping, tried again where a moment may help; never raises."""
    wait = waiting.first_wait
    reply = _post_once(url, body, content_type, waiting)
    for _ in range(waiting.tries - 1):
        if reply.status not in _PASSING or reply.wait > waiting.longest_wait:
            break
        time.sleep(max(wait, reply.wait))
        wait = min(2 * wait, waiting.longest_wait)
        reply = _post_once(url, body, content_type, waiting)
    return reply


def _post_once(url: str, body: bytes, content_type: str, waiting: Waiting) -> _Reply:
    headers = {"User-Agent": _AGENT, "Content-Type": content_type}
    try:
        request = Request(whole_address(url), body, headers)  # noqa: S310 - only http and https
        with closing(open_answer(request, waiting)) as response:
            is_moved = HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST
            moved_to = response.headers.get("Location") if is_moved else None
            return _Reply(response.status, "", moved_to or "", asked_wait(response.headers))
    except FAILURES as error:
        return _Reply(0, words_of(error))


def _why(reply: _Reply) -> str:
    if not reply.status:
        return f"no answer came: {reply.problem}"
    if reply.moved_to:
        return f"it is at {reply.moved_to} now"
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        return "it was told too often, and will listen again later (429)"
    return f"it answers {reply.status}"


def _why_no_key(place: str, reply: _Reply) -> str:
    return (
        f"they cannot find the key ({reply.status}); {place} must be there for all to read, and"
        " hold the key alone"
    )


def _public_address(url: str) -> str:
    """Return `url` as it is asked for, or "" where none but this computer or its network can."""
    try:
        whole = whole_address(url)
    except ValueError:
        return ""
    host = urlsplit(whole).hostname or ""
    try:
        is_open = is_public(ipaddress.ip_address(host))
    except ValueError:
        is_open = "." in host and not host.rstrip(".").endswith(_PRIVATE_ENDINGS)
    return whole if is_open else ""
