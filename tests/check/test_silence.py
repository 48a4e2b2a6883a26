"""What `check: {off: [...]}` silences: warnings and advice, in one file or everywhere."""

import dataclasses

import pytest

from ssg.check.plan import without_silenced
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Entry
from tests.making import SETTINGS, post


def heard(level: Level, entry: Entry, rules_off: tuple[str, ...] = ()) -> int:
    problem = Diagnostic(post("a").source, 1, 1, level, "curly-quotes", "message")
    settings = dataclasses.replace(SETTINGS, rules_off=rules_off)
    return len(list(without_silenced([problem], settings, [entry])))


@pytest.mark.parametrize("level", [Level.WARNING, Level.ADVICE])
def test_what_is_no_error_can_be_switched_off_for_an_entry_or_everywhere(level: Level) -> None:
    assert heard(level, post("a")) == 1
    assert heard(level, post("a", rules_off=("curly-quotes",))) == 0
    assert heard(level, post("a"), rules_off=("curly-quotes",)) == 0
    assert heard(level, post("b", rules_off=("curly-quotes",))) == 1
    assert heard(level, post("a"), rules_off=("other",)) == 1


def test_an_error_is_always_heard() -> None:
    off = ("curly-quotes",)
    assert heard(Level.ERROR, post("a", rules_off=off), rules_off=off) == 1
