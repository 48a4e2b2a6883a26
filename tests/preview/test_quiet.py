"""When hints are due, and what they name."""

import math

import pytest

from ssg.preview.quiet import Unrest


def test_nothing_is_due_before_anything_happens() -> None:
    unrest = Unrest()

    assert unrest.due == math.inf
    assert unrest.paths is None


def test_a_whole_file_is_due_sooner_than_a_part_of_one() -> None:
    whole, part = Unrest(), Unrest()
    whole.change("a", 10.0, is_whole=True)
    part.change("a", 10.0)

    assert 10 < whole.due < part.due < 10.1


def test_each_change_begins_a_new_wait() -> None:
    unrest = Unrest()
    unrest.change("a", 10.0, is_whole=True)
    unrest.change("b", 10.02)

    assert unrest.due == pytest.approx(10.09)
    assert unrest.paths == frozenset({"a", "b"})


def test_unceasing_changes_are_due_after_a_second() -> None:
    unrest = Unrest()
    for number in range(200):
        unrest.change("a", 10 + number / 100)

    assert unrest.due == 11


def test_what_came_and_went_was_never_there() -> None:
    unrest = Unrest()
    unrest.come("sedXYZ", 10.0)
    unrest.change("sedXYZ", 10.0)
    unrest.go("sedXYZ", 10.0)

    assert unrest.paths is None


def test_what_went_and_came_is_named_even_if_it_goes_again() -> None:
    unrest = Unrest()
    unrest.go("a", 10.0)
    unrest.come("a", 10.0)
    unrest.go("a", 10.0)

    assert unrest.paths == frozenset({"a"})


def test_a_hundred_paths_are_named_and_more_are_anything() -> None:
    unrest = Unrest()
    for number in range(100):
        unrest.come(str(number), 10.0)
    assert unrest.paths == frozenset({str(number) for number in range(100)})

    unrest.come("one more", 10.0)
    assert unrest.paths == frozenset()

    unrest.come("and another", 10.0)
    assert unrest.paths == frozenset()


def test_to_wait_for_quiet_alone_names_nothing() -> None:
    unrest = Unrest()
    unrest.stir(10.0)

    assert unrest.due < 11
    assert unrest.paths is None
