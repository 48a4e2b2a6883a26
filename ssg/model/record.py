"""Frozen data classes that are made as quickly as others.

Python lets each field of a frozen data class pass a guard, which makes one of thirteen fields
twelve times as slowly (5.3 µs for 0.4) and compiles two more methods for every class whenever the
program starts. A build makes hundreds of thousands of them. So it is mypy that keeps them frozen:
it sees the standard library's `dataclass` and refuses an assignment. When the program runs, nothing
watches, and equality and hash are those of a frozen class.
"""

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for others to import
else:

    def dataclass(*, frozen: bool, slots: bool) -> Any:  # noqa: ANN401, D103 - as above
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)
