"""How many links to other sites are well, dead, or something else: for a person, for programs."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from ssg.check.outward.remembering import is_dead, is_failure
from ssg.model.outward import NO_COPY, Known, Outward, Sort
from ssg.text.counting import counted
from ssg.text.web_addresses import asked_address, is_among, name_in

_WELL: tuple[tuple[str, frozenset[Sort]], ...] = (
    ("well", frozenset({Sort.GOOD})),
    ("moved", frozenset({Sort.MOVED})),
)
_UNKNOWN: tuple[tuple[str, frozenset[Sort]], ...] = (
    ("not shown to programs", frozenset({Sort.BLOCKED, Sort.LOCKED, Sort.CIRCLING})),
    ("in a private network", frozenset({Sort.PRIVATE})),
    ("not asked, for their hosts ask programs not to", frozenset({Sort.UNWANTED})),
    ("on hosts that were too busy", frozenset({Sort.BUSY, Sort.CLOSED})),
)


class Sums:
    """The links of some files of a site, without those that the author wants left out."""

    def __init__(self, outward: Outward, wanted: Callable[[str], bool]) -> None:
        """Count the links of the files that are `wanted`."""
        named = {
            asked_address(mention.link.written)
            for mention in outward.mentions
            if wanted(mention.path)
        } - {""}
        skip = outward.settings.skip
        self.ours = frozenset(each for each in named if not is_among(name_in(each), skip))
        self._skipped = len(named) - len(self.ours)

    def line_of_asked(self, asked: int, lately: int) -> str:
        """Return how many were asked for; so many others need not be asked again yet."""
        links = counted(len(self.ours), "link to other sites", "links to other sites")
        others = f"; {lately:,} {'was' if lately == 1 else 'were'} asked lately" if lately else ""
        return f"Asked for {asked:,} of {links}{others}."

    def lines(self, known: Mapping[str, Known]) -> tuple[str, ...]:
        """Return what is known of them all, for a person."""
        counts = ", ".join(f"{count:,} {what}" for what, count in self._counts(known) if count)
        return (f"Of these {counts}.",) if counts else ()

    def report(self, known: Mapping[str, Known], asked: int) -> Mapping[str, object]:
        """Return what is known of them all, for programs."""
        return {
            "links": len(self.ours),
            "asked": asked,
            "skipped": self._skipped,
            "found": [
                {
                    "address": each.address,
                    "what": "dead" if is_dead(each) else each.heard.sort.value,
                    "status": each.heard.status,
                    "to": each.heard.to,
                    "day": each.day.isoformat(),
                    "since": each.since.isoformat() if each.since else "",
                    "archived": each.copy.removeprefix(NO_COPY),
                }
                for each in self._ours_in(known)
                if each.heard.sort is not Sort.GOOD
            ],
        }

    def asked_in(self, report: Mapping[str, object]) -> int:
        """Return how many were asked for, as an earlier report says."""
        external = report.get("external")
        asked = external.get("asked") if isinstance(external, Mapping) else 0
        return asked if isinstance(asked, int) else 0

    def _ours_in(self, known: Mapping[str, Known]) -> list[Known]:
        return [known[address] for address in sorted(self.ours) if address in known]

    def _counts(self, known: Mapping[str, Known]) -> Iterator[tuple[str, int]]:
        every = self._ours_in(known)
        sorts = Counter(each.heard.sort for each in every)
        living = [each for each in every if is_failure(each.heard) and not is_dead(each)]
        slow = sum(each.heard.sort is Sort.SILENT for each in living)
        for what, group in _WELL:
            yield what, sum(sorts[sort] for sort in group)
        yield "dead", sum(map(is_dead, every))
        yield "doubtful", len(living) - slow
        yield "slow", slow
        for what, group in _UNKNOWN:
            yield what, sum(sorts[sort] for sort in group)
        yield "left out by `skip`", self._skipped
