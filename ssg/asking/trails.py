"""Where a link of the web leads, redirect by redirect, and what became of it in the end."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from ssg.asking.answer import Answer, Trouble
from ssg.model.outward import Heard, Sort
from ssg.model.record import dataclass
from ssg.text.web_addresses import host_in, is_root, is_same_path, led_on

_PERMANENT, _TEMPORARY = frozenset({301, 308}), frozenset({302, 303, 307})
_MOST_STEPS = 10
_FOUND, _SENT_ON, _REFUSING, _FAULTY = 200, 300, 400, 500
_NO_STATUS = 600
_TOO_SLOW, _UNAVAILABLE = 408, 503
_CERTAIN = frozenset({401, 407, 429})
"""What a server says to a question for the headers, and would say to one for the page too."""

_BY_STATUS: Mapping[int, Sort] = {
    401: Sort.LOCKED,
    404: Sort.MISSING,
    407: Sort.LOCKED,
    _TOO_SLOW: Sort.SILENT,
    410: Sort.GONE,
    429: Sort.BUSY,
}
_BY_TROUBLE: Mapping[Trouble, Sort] = {
    Trouble.NO_NAME: Sort.NO_NAME,
    Trouble.PRIVATE: Sort.PRIVATE,
    Trouble.REFUSED: Sort.REFUSED,
    Trouble.SILENT: Sort.SILENT,
    Trouble.UNSAFE: Sort.UNSAFE,
    Trouble.GARBLED: Sort.GARBLED,
}
_ERROR_PAGE = re.compile(r"(?:\A|[/_-])(?:404|not[_-]?found)(?:[/._-]|\Z)", re.IGNORECASE)
_LOGIN = re.compile(r"/(?:log-?in|sign-?in|sso|auth)(?:[/._-]|\Z)", re.IGNORECASE)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2})?/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trail:
    """A link on its way: asked first at `address`, next at `at`.

    `settled` is where it has moved for good, `steps` are the addresses that it has led through.
    """

    address: str
    at: str
    settled: str
    steps: tuple[str, ...] = ()


def trail_from(address: str) -> Trail:
    """Return the beginning of a trail."""
    return Trail(address, address, address)


def wants_page(answer: Answer) -> bool:
    """Tell whether what came of asking for the headers alone is not to be trusted.

    Many servers know HEAD badly, or not at all, and give the page all the same.
    """
    if not answer.status:
        return answer.trouble in {Trouble.SILENT, Trouble.GARBLED}
    return answer.status >= _REFUSING and answer.status not in _CERTAIN


def followed(trail: Trail, answer: Answer) -> Trail | Heard:
    """Return the trail a step further, or what became of the link."""
    status = answer.status
    location = answer.headers.get("location", "")
    if location and status in _PERMANENT | _TEMPORARY:
        return _step(trail, status, led_on(trail.at, location))
    if _FOUND <= status < _SENT_ON and not is_challenge(answer):
        return _arrived(trail, status)
    elsewhere = trail.at if trail.at != trail.address else ""
    return Heard(_sort_of(answer), status, elsewhere)


def _sort_of(answer: Answer) -> Sort:
    """Return what an answer that is no page and leads nowhere says."""
    status = answer.status
    if not status:
        return _BY_TROUBLE[answer.trouble or Trouble.GARBLED]
    if is_challenge(answer):
        return Sort.BLOCKED
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if _FAULTY <= status < _NO_STATUS:
        return Sort.FAULTY
    return Sort.BLOCKED if status >= _REFUSING else Sort.GARBLED


def _step(trail: Trail, status: int, to: str) -> Trail | Heard:
    if not to:
        return Heard(Sort.GARBLED, status)
    steps = (*trail.steps, trail.at)
    if to in steps or len(steps) > _MOST_STEPS:
        return Heard(Sort.CIRCLING, status)
    is_settled = status in _PERMANENT and trail.settled == trail.at
    return replace(trail, at=to, settled=to if is_settled else trail.settled, steps=steps)


def _arrived(trail: Trail, status: int) -> Heard:
    before, after = urlsplit(trail.address), urlsplit(trail.at)
    if _is_lost(trail):
        return Heard(Sort.FRONT_PAGE, status, trail.at)
    if _ERROR_PAGE.search(after.path) and not _ERROR_PAGE.search(before.path):
        return Heard(Sort.MISSING, status, trail.at)
    if _LOGIN.search(after.path) and not _LOGIN.search(before.path):
        return Heard(Sort.LOCKED, status, trail.at)
    if trail.settled != trail.address:
        return Heard(Sort.MOVED, status, trail.settled)
    return Heard(Sort.GOOD, status)


def _is_lost(trail: Trail) -> bool:
    """Tell whether a link to something led to the front page: what was there is gone.

    Short links lead to front pages of other hosts, and are meant so.
    """
    after = urlsplit(trail.at)
    is_front = is_root(trail.at) or (_LANGUAGE.fullmatch(after.path) and not after.query)
    if not is_front or is_root(trail.address) or is_same_path(trail.address, trail.at):
        return False
    before = urlsplit(trail.address)
    one, other = (host_in(each).removeprefix("www.") for each in (trail.address, trail.at))
    return one == other or before.path.strip("/").count("/") > 0


def is_challenge(answer: Answer) -> bool:
    """Tell whether a guard before the server wants to see a person."""
    headers = answer.headers
    is_guarded = "cf-mitigated" in headers or "x-amzn-waf-action" in headers
    return is_guarded or (
        answer.status == _UNAVAILABLE and headers.get("server", "").lower() == "cloudflare"
    )
