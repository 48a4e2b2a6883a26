"""Our data classes are those of the standard library, but for what watches assignments."""

import dataclasses
import pickle
from dataclasses import field

import pytest

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    name: str
    number: int = 0
    kept: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    name: str
    number: int = 0
    kept: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Single:
    inner: object


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(slots=True)
class Changing:
    number: int


@dataclass(frozen=True, slots=True)
class Own:
    number: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return "own"


@pytest.mark.parametrize(("one", "other"), [(("a",), ("a",)), (("a", 1), ("a",)), (("b",), ("a",))])
def test_equality_and_hash_are_those_of_the_standard_library(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert (Ours(*one) == Ours(*other)) == (Theirs(*one) == Theirs(*other))  # type: ignore[arg-type]
    assert hash(Ours(*one)) == hash(Theirs(*one))  # type: ignore[arg-type]
    assert Ours("a", kept={"b": 1}) == Ours("a")


def test_a_value_of_another_class_is_another_value() -> None:
    values: list[object] = [Ours("a"), Theirs("a"), Single(1), 1, Nothing()]
    equal = [(one, other) for one in values for other in values if one == other]
    assert equal == [(value, value) for value in values]


def test_values_are_shown_as_they_are_written() -> None:
    assert repr(Ours("a", 2)) == repr(Theirs("a", 2)).replace("Theirs", "Ours")
    assert repr(Nothing()) == "Nothing()"
    circle: list[object] = []
    circle.append(Single(circle))
    assert repr(circle[0]) == "Single(inner=[...])"


def test_what_may_change_has_no_hash() -> None:
    value = Changing(1)
    value.number = 2
    assert value == Changing(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(value)


def test_methods_of_ones_own_stay() -> None:
    assert (Own(1) == Own(2), hash(Own(1)), repr(Own(1))) == (True, 1, "own")


def test_the_rest_of_the_standard_library_takes_them() -> None:
    value = Ours("a", 2)
    assert dataclasses.replace(value, number=3) == Ours("a", 3)
    assert dataclasses.astuple(value) == ("a", 2, {})
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - ours
    match value:
        case Ours(name, number):
            assert (name, number) == ("a", 2)
    assert not hasattr(value, "__dict__")
