"""Memoisation of pure steps: same inputs and same code, same value out.

There is no dependency tracker: the inputs of a step are its arguments, and its key is their digest
together with that of the code behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from ssg.model.digest import Digest


class Store(Protocol):
    """Remembers values as bytes. The light ones are small and many, the heavy ones read rarely."""

    def read_light(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return what is remembered of `keys`."""
        ...

    def read_heavy(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return what is remembered of `keys`."""
        ...

    def write(
        self, light: Iterable[tuple[Digest, bytes]], heavy: Iterable[tuple[Digest, bytes]]
    ) -> None:
        """Remember values, each under its key."""
        ...
