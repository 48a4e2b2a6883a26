"""Frozen data classes that are made as quickly as others, and take little time to declare.

Python lets each field of a frozen data class pass a guard, which makes one of thirteen fields
twelve times as slowly (5.3 µs for 0.4). A build makes hundreds of thousands of them. So it is mypy
that keeps them frozen: it sees the standard library's `dataclass` and refuses an assignment. When
the program runs, nothing watches, and equality and hash are those of a frozen class.

Python also writes and compiles each method of each class anew whenever the program starts, which
was a third of the time that loading ssg took. Here that is done for `__init__` alone; the other
methods are the same functions for all, which read the fields of a class at once.
"""

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for others to import
else:

    def dataclass(*, frozen: bool = False, slots: bool = False) -> Any:  # noqa: ANN401, D103 - as above
        def declare(kind: type) -> type:
            kind.__doc__ = kind.__doc__ or kind.__name__  # Python would write out a signature.
            made = dataclasses.dataclass(slots=slots, eq=False, repr=False)(kind)
            methods = _methods(dataclasses.fields(made), is_hashable=frozen)
            for name in methods.keys() - vars(kind).keys():
                setattr(made, name, methods[name])
            return made

        return declare


def _methods(fields: tuple[Any, ...], *, is_hashable: bool) -> dict[str, Any]:
    """Return by name what `dataclasses` would write for a class with these fields."""
    read = reader_of(field.name for field in fields if field.compare)
    shown = tuple(field.name for field in fields if field.repr)

    def equals(self: object, other: object) -> bool:
        return read(self) == read(other) if type(self) is type(other) else NotImplemented

    def hash_of(self: object) -> int:
        return hash(read(self))

    @recursive_repr()
    def written(self: object) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({inside})"

    return {"__eq__": equals, "__hash__": hash_of if is_hashable else None, "__repr__": written}


def reader_of(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what reads these attributes of a value all at once."""
    wanted = tuple(names)
    if not wanted:
        return lambda _: ()
    read = attrgetter(*wanted)
    return read if len(wanted) > 1 else lambda value: (read(value),)
