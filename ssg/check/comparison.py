"""What the living old site says of an address, beside what the built site says."""

from dataclasses import replace

from ssg.check.old_addresses import Asked, Ground, reduce_address
from ssg.check.verdicts import Finding, Verdict
from ssg.check.wording import letters_of
from ssg.model.record import dataclass

_OK, _REDIRECTS = range(200, 300), range(300, 400)
_DEAD = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class OldAnswer:
    """What the old site answered: its last status (0: nothing), where that was, the page's title.

    `to` is the whole address at which it ended, or "" if it sent nobody on.
    """

    status: int
    to: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A finding in the light of the old answer, and what is different: "title", "target" or ""."""

    finding: Finding
    difference: str = ""


def compare(finding: Finding, old: OldAnswer, title: str, ground: Ground) -> Compared:
    """Return `finding` beside `old`; `title` is that of the entry that answers here, or "".

    What was dead on the old site already is not lost: it is gone.
    """
    if old.status in _DEAD:
        if finding.verdict is not Verdict.LOST:
            return Compared(finding)
        why = f"it was dead before: the old site says {old.status}"
        return Compared(replace(finding, verdict=Verdict.GONE, why=why))
    if old.status not in _OK and old.status not in _REDIRECTS:
        says = f"says {old.status}" if old.status else "gave no answer"
        return Compared(_with_why(finding, f"the old site {says}"))
    if finding.verdict in {Verdict.LOST, Verdict.GONE}:
        return Compared(_with_why(finding, "the old site answers"))
    return _compare_answers(finding, old, title, ground)


def _compare_answers(finding: Finding, old: OldAnswer, title: str, ground: Ground) -> Compared:
    """Compare two sites that both answer."""
    if title and old.title and not _is_same_title(title, old.title):
        return Compared(_with_why(finding, f"the old page is called “{old.title}”"), "title")
    if old.to and _leads_elsewhere(finding, old.to, ground):
        return Compared(_with_why(finding, f"the old site sends readers to {old.to}"), "target")
    return Compared(finding)


def _with_why(finding: Finding, why: str) -> Finding:
    return replace(finding, why=f"{finding.why}; {why}" if finding.why else why)


def _is_same_title(title: str, old: str) -> bool:
    """Tell whether one title is in the other: the old one may have the blog's name in it."""
    ours, theirs = letters_of(title), letters_of(old)
    return not ours or not theirs or ours in theirs or theirs in ours


def _leads_elsewhere(finding: Finding, old: str, ground: Ground) -> bool:
    theirs = reduce_address(old, ground)
    if not isinstance(theirs, Asked):
        return finding.to != old
    ours = reduce_address(finding.to, ground)
    here = ours.path if isinstance(ours, Asked) else ""
    return here.rstrip("/") not in {theirs.path.rstrip("/"), (theirs.below or "-").rstrip("/")}
