"""Equal values have equal digests, unequal ones do not, unknown types are refused."""

import datetime as dt
import enum
import subprocess
import sys
from dataclasses import dataclass, make_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.digest import Digester, digest_of

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@dataclass(frozen=True, slots=True)
class Pair:
    left: object
    right: object


@dataclass(frozen=True, slots=True)
class Couple:
    left: object
    right: object


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    date: dt.date | None
    number: int
    parts: tuple[object, ...]


class Colour(enum.Enum):
    RED = "red"


@given(PLAIN, PLAIN)
def test_digests_are_equal_exactly_when_values_are(one: object, other: object) -> None:
    def typed(value: object) -> object:
        # In Python True == 1; for a digest they are two values.
        match value:
            case tuple():
                return tuple(map(typed, value))
            case dict():
                return {key: typed(part) for key, part in value.items()}
            case _:
                return type(value), value

    assert (digest_of(one) == digest_of(other)) == (typed(one) == typed(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", ("b",)), ("a", "b")),
        ("1", 1),
        (1, True),
        (b"a", "a"),
        (None, ()),
        ("", ()),
        ((), []),
        (dt.date(2016, 1, 1), "2016-01-01"),
        (Colour.RED, "RED"),
        (Pair(1, 2), (1, 2)),
        (Pair(1, 2), Couple(1, 2)),
        (Pair(None, 1), Pair((), 1)),
    ],
)
def test_values_that_look_alike_differ(one: object, other: object) -> None:
    assert digest_of(one) != digest_of(other)


def test_the_order_of_keys_and_of_a_set_does_not_matter() -> None:
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of(frozenset("abc")) == digest_of(frozenset("cba"))


@pytest.mark.parametrize("value", [object(), {1, 2}, print, Path()])
def test_an_unknown_type_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot digest"):
        digest_of(value)


@given(PLAIN, PLAIN)
def test_a_digester_that_remembers_says_the_same(left: object, right: object) -> None:
    digester = Digester()
    shared = Pair(left, right)
    assert digester.digest_of(shared, (shared, 1)) == digest_of(Pair(left, right), (shared, 1))
    fields = dict(digester.digest_of_fields(Pair(shared, right)))
    assert fields == dict(Digester().digest_of_fields(Pair(Pair(left, right), right)))


CARDS = st.builds(
    Card, st.text(max_size=2), st.none() | st.dates(), st.integers(0, 2), st.lists(PLAIN).map(tuple)
)


@given(CARDS, CARDS)
def test_each_field_counts_whatever_its_type(one: Card, other: Card) -> None:
    changed = [replace(one, **{name: getattr(other, name)}) for name in Card.__slots__]
    for card in changed:
        assert (digest_of(card) == digest_of(one)) == (
            [digest_of(getattr(card, name)) for name in Card.__slots__]
            == [digest_of(getattr(one, name)) for name in Card.__slots__]
        )


def test_a_digest_is_the_same_in_another_process() -> None:
    program = "from ssg.model.digest import digest_of; print(digest_of('é', 1.5, {'a': ()}).hex())"
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == digest_of("é", 1.5, {"a": ()}).hex()


def test_a_class_counts_the_same_when_it_is_met_for_the_first_time() -> None:
    inner = make_dataclass("Inner", ["text"], frozen=True)
    outer = make_dataclass("Outer", ["first", "other"], frozen=True)
    value = outer(inner("a"), "b")
    first = Digester().digest_of_fields(value)
    assert Digester().digest_of_fields(value) == first
