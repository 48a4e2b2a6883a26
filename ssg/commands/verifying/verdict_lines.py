"""A verdict on one screen, as a list, and for programs."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ssg.check.old_addresses import Asked, OldAddress
from ssg.check.verdicts import Finding, Verdict
from ssg.commands.verifying.proving import Tally
from ssg.model.record import dataclass
from ssg.text.counting import counted

_SHOWN_LOST, _SHOWN_DIFFERENT = 10, 3
_ORDER = (Verdict.LOST, Verdict.GONE, Verdict.REDIRECTED, Verdict.SERVED)
_HEADS = {
    Verdict.SERVED: "served",
    Verdict.REDIRECTED: "redirected",
    Verdict.GONE: "gone",
    Verdict.LOST: "LOST",
}
_COLUMNS = "# address\tverdict\tto\tkind\twhy\tfix"


@dataclass(frozen=True, slots=True)
class Judged:
    """An old address with what became of it, what is different on the old site, and a fix."""

    address: OldAddress
    asked: Asked
    finding: Finding
    difference: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """All that was found. `tally` is None without an export, `against` the old site or ""."""

    names: tuple[str, ...]
    addresses: tuple[Judged, ...]
    tally: Tally | None
    against: str = ""

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Return how many addresses have each verdict."""
        return Counter(judged.finding.verdict for judged in self.addresses)

    @property
    def has_losses(self) -> bool:
        """Tell whether an address is lost, or a text, a comment or an identity is missing."""
        return bool(self.counts[Verdict.LOST] or (self.tally and self.tally.faults))


def lines_of(verified: Verified, list_name: str) -> Iterator[str]:
    """Yield the lines of the verdict but for the last sentence."""
    yield from _table(verified)
    yield from _lost(verified)
    yield from _different(verified)
    if verified.tally:
        yield from _proved(verified.tally)
    if count := sum(judged.finding.needs_server for judged in verified.addresses):
        yield ""
        yield (
            f"{counted(count, 'address is', 'addresses are')} answered only by a server that"
            " reads _redirects, .htaccess or the rules for nginx, not by one of plain files."
        )
    yield ""
    yield f"The whole list: {list_name}"


def _table(verified: Verified) -> Iterator[str]:
    kinds = Counter(
        (judged.address.kind or "address", judged.finding.verdict) for judged in verified.addresses
    )
    names = sorted({kind for kind, _ in kinds})
    rows = [(kind, {verdict: kinds[kind, verdict] for verdict in Verdict}) for kind in names]
    if len(rows) != 1:
        rows.append(("all", {verdict: verified.counts[verdict] for verdict in Verdict}))
    width = max(len(name) for name, _ in rows)
    yield f"{'':{width}}" + "".join(f"{_HEADS[verdict]:>12}" for verdict in Verdict)
    for name, counts in rows:
        yield f"{name:{width}}" + "".join(f"{counts[verdict]:>12,}" for verdict in Verdict)


def _lost(verified: Verified) -> Iterator[str]:
    lost = [each for each in verified.addresses if each.finding.verdict is Verdict.LOST]
    for judged in lost[:_SHOWN_LOST]:
        yield ""
        yield f"LOST {judged.address.written}: {judged.finding.why}"
        yield f"  fix: {judged.fix}"
    if len(lost) > _SHOWN_LOST:
        yield ""
        yield f"… and {len(lost) - _SHOWN_LOST:,} more"


def _different(verified: Verified) -> Iterator[str]:
    different = [each for each in verified.addresses if each.difference]
    if not different:
        return
    yield ""
    yield (
        f"{counted(len(different), 'address is', 'addresses are')} answered, but not as"
        f" {verified.against} does:"
    )
    for judged in different[:_SHOWN_DIFFERENT]:
        yield f"  {judged.address.written}: {judged.finding.why}"
    if len(different) > _SHOWN_DIFFERENT:
        yield f"  … and {len(different) - _SHOWN_DIFFERENT:,} more"


def _proved(tally: Tally) -> Iterator[str]:
    found = tally.words - tally.missing_words
    entries = (
        f"{counted(tally.posts, 'post')}, {counted(tally.pages, 'page')}"
        f" and {counted(tally.comments, 'comment')}"
    )
    yield ""
    yield f"Texts: {found:,} of {tally.words:,} words of {entries} are on their pages."
    if tally.missing_comments:
        missing = counted(tally.missing_comments, "comment is", "comments are")
        yield f"  {missing} not whole, or not at the old anchor."
    kept = tally.identities - tally.missing_identities
    yield (
        f"Feeds: {kept:,} of {tally.identities:,} posts and pages keep their identity;"
        f" {tally.in_feed:,} of them stand in feed.xml."
    )


def upshot_of(verified: Verified) -> str:
    """Return the verdict in one sentence."""
    lost = verified.counts[Verdict.LOST]
    faults = len(verified.tally.faults) if verified.tally else 0
    if not lost and not faults:
        answered = counted(len(verified.addresses), "old address is", "old addresses are")
        texts = ", and every word of the export is on its page" if verified.tally else ""
        return f"Nothing is lost: {answered} answered or gone on purpose{texts}."
    problems = []
    if lost:
        problems.append(f"{counted(lost, 'address is', 'addresses are')} LOST")
    if faults:
        problems.append(
            f"{counted(faults, 'place of the export is', 'places of the export are')} MISSING"
        )
    return f"{' and '.join(problems)}: mend what the list names, build, and verify again."


def rows_of(verified: Verified) -> Iterator[str]:
    """Yield the lines of the list: what is lost first, then as the old lists have it."""
    yield _COLUMNS
    for fault in verified.tally.faults if verified.tally else ():
        yield _row(fault.address, "MISSING", "", fault.kind, fault.why, "")
    for verdict in _ORDER:
        for judged in verified.addresses:
            finding = judged.finding
            if finding.verdict is verdict:
                yield _row(
                    judged.address.written,
                    _HEADS[verdict],
                    finding.to,
                    judged.address.kind,
                    finding.why,
                    judged.fix,
                )


def _row(*cells: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def report_of(verified: Verified, list_name: str) -> dict[str, object]:
    """Return what `--json` tells. Words of the export stand only in the private list."""
    report: dict[str, object] = {
        **{verdict.value: verified.counts[verdict] for verdict in Verdict},
        "addresses": [
            {
                "from": judged.address.written,
                "verdict": judged.finding.verdict.value,
                "to": judged.finding.to,
                "why": judged.finding.why,
            }
            for judged in verified.addresses
        ],
        "list": list_name,
    }
    if (tally := verified.tally) is not None:
        report["texts"] = {
            "posts": tally.posts,
            "pages": tally.pages,
            "comments": tally.comments,
            "missing_comments": tally.missing_comments,
            "words": tally.words,
            "missing_words": tally.missing_words,
        }
        report["identities"] = {
            "kept": tally.identities - tally.missing_identities,
            "changed": tally.missing_identities,
            "in_feed": tally.in_feed,
        }
    return report
