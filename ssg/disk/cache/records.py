"""Small things that builds remember by name."""

from typing import Protocol


class Records(Protocol):
    """Remembers bytes by name."""

    def get_record(self, name: str) -> bytes | None:
        """Return what is remembered under `name`, or None."""
        ...

    def put_record(self, name: str, value: bytes) -> None:
        """Remember `value` under `name`."""
        ...
