"""Many addresses of many hosts are asked: several hosts at once, each host slowly and only once."""

import heapq
import time
from collections import deque
from collections.abc import Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import field, replace
from urllib.parse import urlsplit

from ssg.asking.answer import Answer, Trouble
from ssg.asking.robots import EVERYTHING, LARGEST, Robots, read_robots
from ssg.asking.trails import Trail, followed, is_challenge, trail_from, wants_page
from ssg.disk.web.answers import retry_after
from ssg.disk.web.connecting import MayConnect, is_public
from ssg.disk.web.fetching import Manners, fetch
from ssg.disk.web.patience import Waits, is_busy
from ssg.model.outward import Heard, Sort
from ssg.model.record import dataclass
from ssg.model.settings import ExternalSettings
from ssg.text.web_addresses import host_in, is_among, name_in

_SCHEMES = ("http", "https")
_ASKED_TOO_OFTEN = 429
_SILENCE = Heard(Sort.SILENT)
_HOPELESS = 3
_LONGEST_LOOK = 0.5
"""Seconds; somebody may want to stop us."""
_LONGEST_PAUSE = 30.0
_WAITS = Waits(usual=5.0)
_SAME_FOR_ALL = frozenset({Sort.NO_NAME, Sort.REFUSED, Sort.PRIVATE})
"""What is said of a host and not of one address."""


@dataclass(frozen=True, slots=True)
class Courtesy:
    """How politely links are asked; in seconds, but `at_once`, a number of hosts.

    `delay` lies between two questions to one host, `whole` is how long one answer may take,
    `silence` how long a host may say nothing.
    """

    at_once: int = 16
    delay: float = 1.0
    whole: float = 30.0
    silence: float = 15.0
    waits: Waits = _WAITS


@dataclass(frozen=True, slots=True)
class _Task:
    """A link on its way, how it is asked for next, and how often it was to be with this one."""

    trail: Trail
    method: str = "HEAD"
    tries: int = 1


@dataclass(slots=True)
class _Host:
    """A host, with the links that wait for it. `lost` is what is known of all at one scheme.

    It is in turn while it waits to be asked, or is asked: one question at a time.
    """

    name: str
    waiting: deque[_Task] = field(default_factory=deque)
    robots: Robots | None = None
    ready_at: float = 0.0
    is_in_turn: bool = False
    silences: int = 0
    lost: dict[str, Heard] = field(default_factory=dict)


class Rounds:
    """One run through many links. What it hears is yielded as soon as it is there.

    robots.txt of each host is asked for first, and kept to. A host that is busy is left alone for
    as long as it wants; one that wants more than we have, or says nothing three times, for the run.
    """

    def __init__(self, settings: ExternalSettings, courtesy: Courtesy) -> None:
        """Ask as the site's author wants it."""
        self._settings = settings
        self._courtesy = courtesy
        self._hosts: dict[str, _Host] = {}
        self._turns: list[tuple[float, int, str]] = []
        self.asked: set[str] = set()
        """The links that a question was really sent for."""

    def ask(self, addresses: Collection[str]) -> Iterator[tuple[str, Heard]]:
        """Yield what is heard of each of `addresses`, in the order in which hosts answer."""
        for address in addresses:
            self._host_of(address).waiting.append(_Task(trail_from(address)))
        pool = ThreadPoolExecutor(self._courtesy.at_once, "ask")
        try:
            for host in list(self._hosts.values()):
                yield from self._settle(host)
                self._give_turn(host)
            yield from self._run(pool)
        finally:
            # Who stops us does not wait for slow hosts.
            pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, pool: ThreadPoolExecutor) -> Iterator[tuple[str, Heard]]:
        under_way: dict[Future[Answer], tuple[_Host, _Task | None]] = {}
        while self._turns or under_way:
            now = time.monotonic()
            while self._turns and self._turns[0][0] <= now and self._has_room(under_way):
                host = self._hosts[heapq.heappop(self._turns)[2]]
                if host.robots is None:
                    ended = pool.submit(self._ask_robots, host.waiting[0].trail)
                    under_way[ended] = host, None
                else:
                    task = host.waiting.popleft()
                    self.asked.add(task.trail.address)
                    under_way[pool.submit(self._ask_link, task)] = host, task
            pause = _LONGEST_LOOK
            if self._turns and self._has_room(under_way):
                pause = min(max(self._turns[0][0] - now, 0.0), pause)
            if not under_way:
                time.sleep(pause)
                continue
            for ended in wait(under_way, pause, FIRST_COMPLETED).done:
                host, asked = under_way.pop(ended)
                yield from self._take(host, asked, ended.result())
                yield from self._settle(host)
                host.is_in_turn = False
                self._give_turn(host)

    def _has_room(self, under_way: Collection[object]) -> bool:
        return len(under_way) < self._courtesy.at_once

    def _host_of(self, address: str) -> _Host:
        name = host_in(address)
        return self._hosts.setdefault(name, _Host(name))

    def _give_turn(self, host: _Host) -> None:
        """Let a host be asked again when it is ready; of several the one with most to ask.

        A host with a thousand links would else be the last one, alone.
        """
        if host.waiting and not host.is_in_turn:
            host.is_in_turn = True
            heapq.heappush(self._turns, (host.ready_at, -len(host.waiting), host.name))

    def _manners(self, address: str) -> Manners:
        is_inside = is_among(name_in(address), self._settings.inside)
        may_connect: MayConnect = (lambda _: True) if is_inside else is_public
        courtesy = self._courtesy
        return Manners(0, courtesy.whole, courtesy.silence, may_connect, "HEAD", follows=False)

    def _ask_robots(self, trail: Trail) -> Answer:
        address = f"{urlsplit(trail.at).scheme}://{host_in(trail.at)}/robots.txt"
        manners = replace(
            self._manners(address), largest=LARGEST, method="GET", follows=True, cuts=True
        )
        return fetch(address, manners)

    def _ask_link(self, task: _Task) -> Answer:
        return fetch(task.trail.at, replace(self._manners(task.trail.at), method=task.method))

    def _take(
        self, host: _Host, asked: _Task | None, answer: Answer
    ) -> Iterator[tuple[str, Heard]]:
        """Make of an answer what it tells of a link, or of its host where it is robots.txt."""
        if asked is None:
            self._take_robots(host, answer)
        pause = min(host.robots.seconds, _LONGEST_PAUSE) if host.robots else 0
        host.ready_at = time.monotonic() + max(self._courtesy.delay, pause)
        if asked is None:
            return
        trail = asked.trail
        if asked.method == "HEAD" and wants_page(answer):
            host.waiting.appendleft(_Task(trail, "GET"))
            return
        if is_busy(answer) and not is_challenge(answer) and self._waits(host, answer, asked.tries):
            host.waiting.appendleft(replace(asked, tries=asked.tries + 1))
            return
        heard = followed(trail, answer)
        if isinstance(heard, Heard):
            yield trail.address, heard
            self._note(host, urlsplit(trail.at).scheme, heard)
            return
        following = self._host_of(heard.at)
        following.waiting.appendleft(_Task(heard))
        if following is not host:
            yield from self._settle(following)
            self._give_turn(following)

    def _take_robots(self, host: _Host, answer: Answer) -> None:
        host.robots = read_robots(answer)
        if host.robots is None:
            host.robots = EVERYTHING
            is_silent = answer.trouble is Trouble.SILENT
            lost = _SILENCE if is_silent else Heard(Sort.CLOSED, answer.status)
            host.lost |= dict.fromkeys(_SCHEMES, lost)

    def _waits(self, host: _Host, answer: Answer, tries: int) -> bool:
        """Tell whether a busy host is to be asked once more, and leave it alone till then."""
        waits, headers = self._courtesy.waits, answer.headers
        wanted = retry_after(headers.get("retry-after", ""), headers.get("date", ""))
        seconds = waits.usual * 2 ** (tries - 1) if wanted is None else wanted
        if seconds <= waits.longest and tries < waits.tries:
            host.ready_at += seconds
            return True
        if seconds > waits.longest or answer.status == _ASKED_TOO_OFTEN:
            host.lost |= dict.fromkeys(_SCHEMES, Heard(Sort.BUSY, answer.status))
        return False

    def _note(self, host: _Host, scheme: str, heard: Heard) -> None:
        """Remember what is to be said of all links to a host."""
        if heard.sort in _SAME_FOR_ALL:
            host.lost[scheme] = Heard(heard.sort)
        is_silent = heard.sort is Sort.SILENT and not heard.status
        host.silences = host.silences + 1 if is_silent else 0
        if host.silences >= _HOPELESS:
            host.lost |= dict.fromkeys(_SCHEMES, _SILENCE)

    def _settle(self, host: _Host) -> Iterator[tuple[str, Heard]]:
        """Yield what is known of the links that wait first without a question."""
        while host.waiting:
            trail = host.waiting[0].trail
            heard = self._known(host, trail.at)
            if heard is None:
                return
            host.waiting.popleft()
            elsewhere = trail.at if trail.at != trail.address else ""
            yield trail.address, replace(heard, to=elsewhere)

    def _known(self, host: _Host, address: str) -> Heard | None:
        if lost := host.lost.get(urlsplit(address).scheme):
            return lost
        is_skipped = is_among(name_in(address), self._settings.skip)
        is_unwanted = host.robots is not None and not host.robots.allows(address)
        return Heard(Sort.UNWANTED) if is_skipped or is_unwanted else None
