"""What an import meets and what a person should hear of, gathered while it goes on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ssg.importers.kinds import KINDS
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """What came in of one kind, what went out, and what was left and why."""

    came: int
    went: int
    left: Mapping[str, int]

    @property
    def unexplained(self) -> int:
        """Return how many things are neither here nor accounted for."""
        return abs(self.came - self.went - sum(self.left.values()))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell: `where` is a file of the site, of the export or an address; `line` from 1.

    `topic` sorts it under a heading of the report.
    """

    topic: str
    text: str
    where: str = ""
    line: int = 0


class Ledger:
    """Counts by kind. Things come in when they are read, go out when they are written."""

    def __init__(self, came: Mapping[str, int]) -> None:
        """Begin with what came in."""
        self._came = Counter(came)
        self._went: Counter[str] = Counter()
        self._left: dict[str, Counter[str]] = defaultdict(Counter)

    def come(self, kind: str, count: int = 1) -> None:
        """Count what is met later than the first reading."""
        self._came[kind] += count

    def go(self, kind: str, count: int = 1) -> None:
        """Count what was written."""
        self._went[kind] += count

    def take_back(self, kind: str, why: str, count: int = 1) -> None:
        """Count what was made as left, for it was not written."""
        self._went[kind] -= count
        self._left[kind][why] += count

    def leave(self, kind: str, why: str, count: int = 1) -> None:
        """Count what was not written, and why."""
        if count:
            self._left[kind][why] += count

    def accounts(self) -> dict[str, Account]:
        """Return the account of each kind, in a fixed order."""
        return {
            kind: Account(
                self._came[kind], self._went[kind], dict(sorted(self._left[kind].items()))
            )
            for kind in KINDS
        }

    def unexplained(self) -> int:
        """Return how many things are unaccounted for."""
        return sum(account.unexplained for account in self.accounts().values())


class Findings:
    """All that is to be told, by topic."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: dict[str, list[Finding]] = defaultdict(list)
        self.counts: Counter[str] = Counter()
        """Numbers of the report that are no list, by their name."""
        self.weights: Counter[str] = Counter()
        """How much an entry deserves a look, by its file."""

    def add(self, topic: str, text: str, where: str = "", line: int = 0, weight: int = 0) -> None:
        """Take note of something; `weight` says how much its file deserves a look."""
        self._found[topic].append(Finding(topic, text, where, line))
        if weight:
            self.weights[where] += weight

    def of(self, topic: str) -> tuple[Finding, ...]:
        """Return what was found on a topic, in order."""
        return tuple(self._found.get(topic, ()))

    def topics(self) -> Iterator[str]:
        """Yield the topics on which something was found."""
        return (topic for topic, found in self._found.items() if found)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take note of several things."""
        for finding in findings:
            self.add(finding.topic, finding.text, finding.where, finding.line)
