"""A busy host is asked again when it wants to be, or is left alone."""

import time
from collections.abc import Callable

from ssg.asking.answer import Answer
from ssg.disk.web.answers import retry_after
from ssg.model.record import dataclass

_BUSY = frozenset({429, 503})

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Waits:
    """How often a busy host is asked in all, and how many seconds pass between.

    `usual` is the first pause for a host that names none; each further one is twice as long. A host
    that wants to be left alone for more than `longest` is not asked again.
    """

    tries: int = 3
    usual: float = 2.0
    longest: float = 60.0


def is_busy(answer: Answer) -> bool:
    """Tell whether a host answers that it has no time."""
    return answer.status in _BUSY


def asked_patiently(ask: Callable[[], Answer], waits: Waits, sleep: Sleep = time.sleep) -> Answer:
    """Return what `ask` answers in the end; still a busy host's answer where it stays busy."""
    answer = ask()
    for attempt in range(waits.tries - 1):
        if not is_busy(answer):
            break
        headers = answer.headers
        wanted = retry_after(headers.get("retry-after", ""), headers.get("date", ""))
        seconds = waits.usual * 2**attempt if wanted is None else wanted
        if seconds > waits.longest:
            break
        sleep(seconds)
        answer = ask()
    return answer
