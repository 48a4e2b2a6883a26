"""Services that keep answers of readers are asked: one after the other, with patience."""

import time
from dataclasses import replace
from urllib.parse import urlsplit

from ssg.asking.answer import Answer, Ask
from ssg.disk.web.connecting import public_or_named
from ssg.disk.web.fetching import Manners, fetch
from ssg.disk.web.patience import Sleep, Waits, asked_patiently, is_busy
from ssg.replies.answers import LARGEST_ANSWER


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
        answer = asked_patiently(lambda: fetch(url, manners, body), Waits(), sleep)
        if is_busy(answer):
            return silent.setdefault(host, replace(answer, body=b"", problem="it is too busy"))
        return answer if answer.status else silent.setdefault(host, answer)

    return ask
