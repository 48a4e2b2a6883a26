"""`ssg check --external`: links to other sites, asked for when they are due, and what is known."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from ssg.check.outward.memory import known_in, memory_text
from ssg.check.outward.remembering import is_dead, is_due, is_failure, remembered, worth_keeping
from ssg.check.outward.telling import told_of
from ssg.commands.checking import Checked, CheckRequest
from ssg.commands.failures import WorldError
from ssg.commands.outcome import Tell
from ssg.commands.outside import Outside
from ssg.disk.archive import find_copies
from ssg.disk.link_memory import LinkMemory
from ssg.disk.rounds import Courtesy, Rounds
from ssg.model.outward import NO_COPY, Heard, Known, Mention, Outward, Sort, Told
from ssg.text.counting import counted
from ssg.text.web_addresses import asked_address, is_among, name_in

_SAVED_EACH = 20.0
_CONTROLS = 3
_LONG_SILENCE = 20
"""So many links without one answer: before more are asked, it is seen whether anybody is there."""
_MOST_COPIES = 200
"""So many copies are looked for in one run; the next one goes on."""

EVERYDAY = Courtesy()


@dataclass(slots=True)
class _Ledger:
    """What is known, while it grows.

    Where no answer came, it is not clear who is to blame: that is held back until somebody answers,
    for only then there is a way to the network.
    """

    site: LinkMemory
    day: dt.date
    known: dict[str, Known]
    named: Collection[str]
    asked: int = 0
    held_back: dict[str, Heard] = field(default_factory=dict)
    saved_at: float = 0.0

    def take(self, address: str, heard: Heard) -> None:
        """Remember what was heard, or hold it back."""
        self.asked += 1
        if heard.status or heard.sort in {Sort.UNWANTED, Sort.PRIVATE}:
            self._remember(address, heard)
        else:
            self.held_back[address] = heard
        if heard.status:
            self.release()
        if time.monotonic() - self.saved_at > _SAVED_EACH:
            self.save()

    def release(self) -> None:
        """Remember what was held back."""
        for address, heard in self.held_back.items():
            self._remember(address, heard)
        self.held_back.clear()

    def _remember(self, address: str, heard: Heard) -> None:
        self.known[address] = remembered(address, heard, self.known.get(address), self.day)
        if heard.sort is Sort.MOVED:
            # It was there that the page was found: who writes that now need not ask again.
            self.known.setdefault(heard.to, Known(heard.to, Heard(Sort.GOOD), self.day))

    def save(self) -> None:
        """Write down what is known, without what no text has named for long."""
        kept = (
            each
            for address, each in self.known.items()
            if worth_keeping(each, self.day, is_named=address in self.named)
        )
        self.site.write(memory_text(kept))
        self.saved_at = time.monotonic()


def ask_outside(
    request: CheckRequest,
    checked: Checked,
    wanted: Callable[[str], bool],
    tell: Tell,
    courtesy: Courtesy,
) -> Outside:
    """Ask for the links of files that are `wanted`, as far as they are due, and tell of all.

    What was heard is written down from time to time, and also where somebody stops us. Raises
    WorldError where nobody at all answers, and OSError.
    """
    outward = checked.outward
    if outward is None:
        return Outside(lines=("No other site was asked: the errors come first.",))
    addresses = {each: asked_address(each.link.written) for each in outward.mentions}
    ours = {addresses[each] for each in outward.mentions if wanted(each.path)} - {""}
    skipped = {each for each in ours if is_among(name_in(each), outward.settings.skip)}
    site = LinkMemory(request.site)
    day = request.now.date()
    ledger = _Ledger(site, day, known_in(site.read()), frozenset(addresses.values()))
    ledger.saved_at = time.monotonic()
    due = sorted(each for each in ours - skipped if is_due(ledger.known.get(each), day))
    with _saving(ledger):
        _ask(due, outward, ledger, courtesy, tell)
        _look_for_copies(ours, outward, ledger, courtesy, tell)
    return _asked(outward, ours - skipped, len(skipped), ledger)


@contextmanager
def _saving(ledger: _Ledger) -> Iterator[None]:
    """Write down what is new in the end, however that comes."""
    before = dict(ledger.known)
    try:
        yield
    finally:
        if ledger.known != before:
            ledger.save()


def _ask(
    due: Collection[str], outward: Outward, ledger: _Ledger, courtesy: Courtesy, tell: Tell
) -> None:
    tell("asking other sites", 0, len(due))
    for number, (address, heard) in enumerate(Rounds(outward.settings, courtesy).ask(due), 1):
        ledger.take(address, heard)
        tell("asking other sites", number, len(due))
        if len(ledger.held_back) == _LONG_SILENCE:
            _see_that_somebody_is_there(outward, ledger, courtesy)
    if ledger.held_back:
        _see_that_somebody_is_there(outward, ledger, courtesy)
        ledger.release()


def _see_that_somebody_is_there(outward: Outward, ledger: _Ledger, courtesy: Courtesy) -> None:
    if not _is_anybody_there(outward, ledger, courtesy):
        lost = counted(len(ledger.held_back), "link to another site", "links to other sites")
        message = f"nobody answers any more: nothing was learnt of {lost}"
        raise WorldError(message, "see that you are on the net, and check again")


def _is_anybody_there(outward: Outward, ledger: _Ledger, courtesy: Courtesy) -> bool:
    """Ask for what was well the last time: who is not on the net hears nothing of that either."""
    well = (each for each in ledger.known.values() if each.heard.sort is Sort.GOOD)
    lately = sorted(well, key=lambda each: (each.day, each.address), reverse=True)
    controls = [each.address for each in lately[:_CONTROLS]]
    if not controls and outward.settings.archive:
        controls = [asked_address(outward.settings.archive)]
    answers = Rounds(outward.settings, courtesy).ask(controls)
    # Where there is nobody to ask, what was heard stands: once is not enough for a death anyway.
    return not controls or any(heard.status for _, heard in answers)


def _look_for_copies(
    ours: Collection[str], outward: Outward, ledger: _Ledger, courtesy: Courtesy, tell: Tell
) -> None:
    """Ask the archive for copies of what is dead, once for each; who has none is asked later."""
    archive = outward.settings.archive
    if not archive:
        return
    dead = sorted(
        address
        for address in ours
        if (known := ledger.known.get(address)) and is_dead(known) and not known.copy
    )
    days = _days(outward)
    wanted = [(address, days.get(address)) for address in dead[:_MOST_COPIES]]
    if wanted:
        tell("looking for archived copies", 0, len(wanted))
    for number, (address, copy) in enumerate(find_copies(archive, wanted, courtesy), 1):
        known = ledger.known[address]
        ledger.known[address] = Known(
            address, known.heard, known.day, known.since, known.failures, copy or NO_COPY
        )  # fmt: skip
        tell("looking for archived copies", number, len(wanted))


def _days(outward: Outward) -> dict[str, dt.date]:
    """Return the day of the first post that names each address; of sources before texts."""
    days: dict[str, dt.date] = {}
    for mention in sorted(outward.mentions, key=_rank):
        if mention.day:
            days.setdefault(asked_address(mention.link.written), mention.day)
    return days


def _rank(mention: Mention) -> tuple[bool, dt.date]:
    return mention.link.source < 0, mention.day or dt.date.max


def tell_again(request: CheckRequest, checked: Checked) -> Told:
    """Return what is to be told of links as the memory knows them; nobody is asked."""
    if checked.outward is None:
        return Told()
    return told_of(checked.outward, known_in(LinkMemory(request.site).read()))


_GROUPS: tuple[tuple[str, frozenset[Sort]], ...] = (
    ("well", frozenset({Sort.GOOD})),
    ("moved", frozenset({Sort.MOVED})),
    ("not shown to programs", frozenset({Sort.BLOCKED, Sort.LOCKED, Sort.CIRCLING})),
    ("in a private network", frozenset({Sort.PRIVATE})),
    ("not asked, for their hosts ask programs not to", frozenset({Sort.UNWANTED})),
    ("on hosts that were too busy", frozenset({Sort.BUSY, Sort.CLOSED})),
)


def _asked(outward: Outward, ours: Collection[str], skipped: int, ledger: _Ledger) -> Outside:
    told = told_of(outward, ledger.known)
    known = [ledger.known[address] for address in sorted(ours) if address in ledger.known]
    links = counted(len(ours), "link to other sites", "links to other sites")
    first = f"Asked for {ledger.asked:,} of {links}"
    lately = len(ours) - ledger.asked
    lines = [f"{first}; {lately:,} were asked lately." if lately > 0 else f"{first}."]
    counts = ", ".join(f"{count:,} {what}" for what, count in _counts(known, skipped) if count)
    if counts:
        lines.append(f"Of these {counts}.")
    return Outside(told, tuple(lines), {"external": _report(known, ours, ledger, skipped)})


def _counts(known: Iterable[Known], skipped: int) -> Iterator[tuple[str, int]]:
    failures = [each for each in known if is_failure(each.heard)]
    dead = sum(map(is_dead, failures))
    sorts = Counter(each.heard.sort for each in known)
    for what, group in _GROUPS[:2]:
        yield what, sum(sorts[sort] for sort in group)
    yield "dead", dead
    yield "in doubt", len(failures) - dead
    for what, group in _GROUPS[2:]:
        yield what, sum(sorts[sort] for sort in group)
    yield "left out by `skip`", skipped


def _report(
    known: Iterable[Known], ours: Collection[str], ledger: _Ledger, skipped: int
) -> Mapping[str, object]:
    return {
        "links": len(ours),
        "asked": ledger.asked,
        "skipped": skipped,
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
            for each in known
            if each.heard.sort is not Sort.GOOD
        ],
    }
