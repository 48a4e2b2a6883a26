"""Asks services about single things: one question after the other at each, and never inwards."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from ssg.asking.answer import Answer
from ssg.asking.pictures import LARGEST_PICTURE, Picture, read_picture
from ssg.disk.web.connecting import MayConnect, is_public
from ssg.disk.web.fetching import Manners, fetch
from ssg.disk.web.patience import Waits, asked_patiently
from ssg.embeds.model import Found, Gone, Question, Unclear
from ssg.model.record import dataclass

LARGEST_ANSWER = 1 << 20
"""Bytes; the longest post with all that belongs to it has a twentieth of that."""
_MOST_HOSTS = 5
_HOPELESS = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """How patient and how polite we are, in seconds.

    `delay` lies between two questions to one host; a host that is busy is left alone as long as it
    asks for, up to `longest_wait`.
    """

    whole: float = 30.0
    silence: float = 15.0
    delay: float = 0.2
    longest_wait: float = 30.0


EVERYDAY = Patience()


def doors_to(addresses: Iterable[str]) -> MayConnect:
    """Return which machines may be asked: public ones, and those that the user named."""
    named: set[ipaddress.IPv4Address | ipaddress.IPv6Address] = set()
    for address in addresses:
        try:
            infos = socket.getaddrinfo(urlsplit(address).hostname or "", None)
        except (ValueError, OSError):
            continue
        named |= {ipaddress.ip_address(info[4][0]) for info in infos}
    return lambda ip: ip in named or is_public(ip)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question: what was found, and its picture, if it has one that can be had."""

    found: Found | Gone | Unclear
    picture: Picture | None = None


class Asker:
    """Asks one host, question by question; after three silences it is not asked any more."""

    def __init__(self, doors: MayConnect, patience: Patience) -> None:
        """Ask only machines that `doors` lets through."""
        self._patience = patience
        self._manners = Manners(LARGEST_ANSWER, patience.whole, patience.silence, doors)
        self._silences = 0
        self._asked_before = False

    def ask(self, question: Question) -> Reply:
        """Return what the host answers, with the picture of what was found."""
        if self._silences >= _HOPELESS:
            return Reply(Unclear("its host did not answer three times, and was left alone"))
        manners = replace(self._manners, method="HEAD") if question.only_head else self._manners
        answer = self._politely(question.url, manners)
        self._silences = self._silences + 1 if not answer.status else 0
        found = question.read(answer)
        if not isinstance(found, Found) or not found.picture:
            return Reply(found)
        manners = replace(self._manners, largest=LARGEST_PICTURE)
        picture = read_picture(found.picture, fetch=lambda url: self._politely(url, manners))
        is_shown = isinstance(picture, Picture) and picture.suffix != ".ico"
        return Reply(found, picture if isinstance(picture, Picture) and is_shown else None)

    def _politely(self, url: str, manners: Manners) -> Answer:
        patience = self._patience
        waits = Waits(usual=5 * patience.delay, longest=patience.longest_wait)
        return asked_patiently(lambda: self._once(url, manners), waits)

    def _once(self, url: str, manners: Manners) -> Answer:
        if self._asked_before:
            time.sleep(self._patience.delay)
        self._asked_before = True
        return _follow(url, lambda to: fetch(to, manners))


def _follow(url: str, ask: Callable[[str], Answer]) -> Answer:
    """Return what `url` answers, sent on through a few hosts, each of which is judged anew.

    Recordings are often handed from one host that counts to another that has them, and services
    change their names.
    """
    answer = ask(url)
    for _ in range(_MOST_HOSTS - 1):
        to = answer.headers.get("location", "")
        if not answer.problem or not to or not answer.status:
            break
        url = urljoin(url, to)
        answer = ask(url)
    return answer
