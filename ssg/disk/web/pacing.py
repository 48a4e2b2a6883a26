"""When a server may be asked again, by any of several threads, and which is not asked any more."""

import threading
import time
from collections import Counter

_HOPELESS = 3


class Pacing:
    """What all threads know of the servers that they ask.

    A host is a name with its port; an origin has the scheme before it, for a server may answer by
    one and not by the other.
    """

    def __init__(self, delay: float, stopping: threading.Event) -> None:
        """Keep `delay` seconds between two questions to a host, until `stopping` is set."""
        self._delay = delay
        self._stopping = stopping
        self._lock = threading.Lock()
        self._turns: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._hopeless: dict[str, str] = {}

    def await_turn(self, host: str) -> bool:
        """Wait until `host` may be asked; return whether it still should be."""
        with self._lock:
            turn = max(time.monotonic(), self._turns.get(host, 0))
            self._turns[host] = turn + self._delay
        return not self._stopping.wait(max(0.0, turn - time.monotonic()))

    def leave_alone(self, host: str, seconds: float) -> None:
        """Let nobody ask `host` for so long."""
        with self._lock:
            self._turns[host] = max(time.monotonic() + seconds, self._turns.get(host, 0))

    def note_answer(self, origin: str) -> None:
        """Remember that a server answers after all."""
        with self._lock:
            self._failures.pop(origin, None)

    def note_silence(self, origin: str, why: str, *, is_final: bool) -> None:
        """Remember that a server did not answer; three times, or for good, is enough."""
        with self._lock:
            self._failures[origin] += 1
            if is_final or self._failures[origin] >= _HOPELESS:
                self._hopeless[origin] = why

    def why_hopeless(self, origin: str) -> str:
        """Return why a server is not asked any more in this run, or ""."""
        with self._lock:
            return self._hopeless.get(origin, "")
