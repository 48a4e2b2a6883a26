"""What the old site says beside what the new one says."""

import pytest

from ssg.check.comparison import OldAnswer, compare
from ssg.check.old_addresses import Ground
from ssg.check.verdicts import Finding, Verdict

GROUND = Ground(frozenset({"old.example"}))
SERVED = Finding(Verdict.SERVED, "/x/", output="x/index.html")
LOST = Finding(Verdict.LOST, why="nothing answers")
MOVED = Finding(Verdict.REDIRECTED, "/y/", output="y/index.html")


@pytest.mark.parametrize(
    ("finding", "old", "verdict", "difference", "words"),
    [
        (LOST, OldAnswer(404), Verdict.GONE, "", "was dead before"),
        (LOST, OldAnswer(410), Verdict.GONE, "", "was dead before"),
        (LOST, OldAnswer(200), Verdict.LOST, "", "the old site answers"),
        (LOST, OldAnswer(301, "https://elsewhere.example/"), Verdict.LOST, "", "answers"),
        (LOST, OldAnswer(0), Verdict.LOST, "", "gave no answer"),
        (LOST, OldAnswer(403), Verdict.LOST, "", "says 403"),
        (SERVED, OldAnswer(404), Verdict.SERVED, "", ""),
        (SERVED, OldAnswer(200, "", "Words & Deeds — The Blog"), Verdict.SERVED, "", ""),
        (SERVED, OldAnswer(200, "", "Another"), Verdict.SERVED, "title", "is called “Another”"),
        (MOVED, OldAnswer(200, "https://old.example/y", ""), Verdict.REDIRECTED, "", ""),
        (MOVED, OldAnswer(200, "https://old.example/z/"), Verdict.REDIRECTED, "target", "/z/"),
        (MOVED, OldAnswer(302, "https://b.example/"), Verdict.REDIRECTED, "target", "b.example"),
        (Finding(Verdict.GONE), OldAnswer(200), Verdict.GONE, "", "the old site answers"),
    ],
)
def test_an_old_answer_puts_a_verdict_in_its_light(
    finding: Finding, old: OldAnswer, verdict: Verdict, difference: str, words: str
) -> None:
    compared = compare(finding, old, "Words & Deeds", GROUND)
    assert (compared.finding.verdict, compared.difference) == (verdict, difference)
    assert words in compared.finding.why
    assert words or not compared.finding.why
