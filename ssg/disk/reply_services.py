"""Services that keep answers of readers are asked: one after the other, with patience."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from ssg.disk.answers import retry_after
from ssg.disk.connecting import public_or_named
from ssg.disk.web import Manners, fetch
from ssg.replies.answers import Answer, Ask

LARGEST_ANSWER = 32_000_000
"""Bytes of one answer; ten thousand replies are shorter."""

_BUSY = frozenset({429, 503})
_TRIES = 3
_LONGEST_PAUSE = 60.0
_USUAL_PAUSE = 2.0

Sleep = Callable[[float], None]


def careful_ask(sleep: Sleep = time.sleep) -> Ask:
    """Return what asks a service that the user has named, even one in the user's own network.

    A busy one is asked again after the time that it asks for, at most a minute, and not for ever;
    then, or where it does not answer at all, it is left alone for the rest of the run.
    """
    silent: dict[str, Answer] = {}

    def ask(url: str, body: bytes = b"") -> Answer:
        host = urlsplit(url).netloc
        if host in silent:
            return silent[host]
        manners = Manners(LARGEST_ANSWER, may_connect=public_or_named(url))
        for attempt in range(_TRIES):
            found = fetch(url, manners, body)
            answer = Answer(found.status, found.body, found.problem)
            if answer.status not in _BUSY:
                break
            headers = found.headers
            asked = retry_after(headers.get("retry-after", ""), headers.get("date", ""))
            pause = _USUAL_PAUSE * 2**attempt if asked is None else asked
            if pause > _LONGEST_PAUSE or attempt == _TRIES - 1:
                return silent.setdefault(host, Answer(answer.status, b"", "it is too busy"))
            sleep(pause)
        return answer if answer.status else silent.setdefault(host, answer)

    return ask
