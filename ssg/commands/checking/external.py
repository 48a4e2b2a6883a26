"""`ssg check --external`: links to other sites, asked for when they are due, and what is known."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path

from ssg.check.outward.memory import known_in, memory_text
from ssg.check.outward.remembering import is_dead, is_due, remembered, worth_keeping
from ssg.check.outward.telling import told_of
from ssg.commands.checking.external_findings import ExternalFindings
from ssg.commands.checking.external_sums import Sums
from ssg.commands.checking.flow import Checked
from ssg.commands.clock import today as clocks_day
from ssg.commands.failures import WorldError, outcome_of_failure
from ssg.commands.outcome import Tell
from ssg.disk.web.archive import find_copies
from ssg.disk.web.link_memory import LinkMemory
from ssg.disk.web.rounds import Courtesy, Rounds
from ssg.model.outward import NO_COPY, Heard, Known, Mention, Outward, Sort, Told
from ssg.model.record import dataclass
from ssg.text.counting import counted
from ssg.text.web_addresses import asked_address, host_in, is_among, name_in

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
        if _is_answer(heard) or heard.sort is Sort.PRIVATE:
            self._remember(address, heard)
        else:
            self.held_back[address] = heard
        if _is_answer(heard):
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
            self.known[heard.to] = Known(heard.to, Heard(Sort.GOOD), self.day)

    def save(self) -> None:
        """Write down what is known, without what no text has named for long."""
        kept = (
            each
            for address, each in self.known.items()
            if worth_keeping(each, self.day, is_named=address in self.named)
        )
        self.site.write(memory_text(kept))
        self.saved_at = time.monotonic()


def _is_answer(heard: Heard) -> bool:
    """Tell whether somebody has answered: the host, or its robots.txt."""
    return bool(heard.status) or heard.sort is Sort.UNWANTED


def ask_external(
    site: Path,
    checked: Checked,
    wanted: Callable[[str], bool],
    tell: Tell,
    courtesy: Courtesy | None,
    today: dt.date | None,
) -> ExternalFindings:
    """Ask for the links of files that are `wanted`, as far as they are due, and tell of all.

    What was heard is written down from time to time, and also where somebody stops us. Where nobody
    at all answers, what was known before is told, and the failure. Raises OSError.
    """
    outward = checked.outward
    if outward is None:
        return ExternalFindings(asked="No other site was asked: the errors come first.")
    memory, day = LinkMemory(site), today or clocks_day()
    courtesy = courtesy or EVERYDAY
    named = frozenset(asked_address(each.link.written) for each in outward.mentions)
    ledger = _Ledger(memory, day, known_in(memory.read()), named)
    ledger.saved_at = time.monotonic()
    sums = Sums(outward, wanted)
    due = sorted(each for each in sums.ours if _is_due(ledger.known.get(each), outward, day))
    failure = None
    with _saving(ledger):
        try:
            _ask(due, outward, ledger, courtesy, tell)
            _look_for_copies(sums.ours, outward, ledger, courtesy, tell)
        except WorldError as error:
            failure = outcome_of_failure(error, site).diagnostics[0]
    return ExternalFindings(
        told_of(outward, ledger.known),
        sums.line_of_asked(ledger.asked, len(sums.ours) - len(due)),
        sums.lines(ledger.known),
        {"external": sums.report(ledger.known, ledger.asked)},
        failure,
    )


def _is_due(known: Known | None, outward: Outward, day: dt.date) -> bool:
    if known is None or is_due(known, day):
        return True
    # The author has said meanwhile that this host may be asked.
    places = (known.address, known.heard.to or known.address)
    inside = outward.settings.inside
    return known.heard.sort is Sort.PRIVATE and any(is_among(name_in(at), inside) for at in places)


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
    rounds = Rounds(outward.settings, courtesy)
    for number, (address, heard) in enumerate(rounds.ask(due), 1):
        ledger.asked += address in rounds.asked and heard.sort is not Sort.PRIVATE
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
    """Ask others: who is not on the net hears nothing of them either."""
    silent = {
        host_in(at)
        for address, heard in ledger.held_back.items()
        for at in (address, heard.to)
        if at
    }
    controls = _controls(outward, ledger, silent)
    if not controls:
        # One host alone may well be down. Where all are silent that were there before, it is us.
        was_well = any(each.heard.sort is Sort.GOOD for each in ledger.known.values())
        return len(silent) == 1 or not was_well
    answers = Rounds(outward.settings, courtesy).ask(controls)
    return any(_is_answer(heard) for _, heard in answers)


def _controls(outward: Outward, ledger: _Ledger, silent: Collection[str]) -> list[str]:
    """Return what was well the last time, of a few hosts that are not silent, and the archive."""
    settings = outward.settings
    well = (each for each in ledger.known.values() if each.heard.sort is Sort.GOOD)
    lately = sorted(well, key=lambda each: (each.day, each.address), reverse=True)
    by_host: dict[str, str] = {}
    for address in (each.address for each in lately):
        is_left_out = host_in(address) in silent or is_among(name_in(address), settings.skip)
        if len(by_host) < _CONTROLS and not is_left_out:
            by_host.setdefault(host_in(address), address)
    archive = asked_address(settings.archive) if settings.archive else ""
    if archive and not is_among(name_in(archive), settings.skip):
        by_host.setdefault(host_in(archive), archive)
    return list(by_host.values())


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
        ledger.known[address] = replace(ledger.known[address], copy=copy or NO_COPY)
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


def tell_again(site: Path, checked: Checked) -> Told:
    """Return what is to be told of links as the memory knows them; nobody is asked."""
    if checked.outward is None:
        return Told()
    return told_of(checked.outward, known_in(LinkMemory(site).read()))


def sum_up_again(
    site: Path, checked: Checked, wanted: Callable[[str], bool], before: ExternalFindings
) -> ExternalFindings:
    """Return what is known of the links of a site that was mended since."""
    if checked.outward is None:
        return before
    known = known_in(LinkMemory(site).read())
    sums = Sums(checked.outward, wanted)
    asked = sums.asked_in(before.report)
    return replace(
        before,
        told=told_of(checked.outward, known),
        lines=sums.lines(known),
        report={"external": sums.report(known, asked)},
    )
