"""How a command that asks before it acts talks with a person."""

from collections.abc import Sequence
from typing import Protocol


class Talk(Protocol):
    """Shows lines and asks; the command line brings one that prints."""

    def show(self, lines: Sequence[str]) -> None:
        """Show `lines` now."""
        ...

    def show_changes(self, lines: Sequence[str]) -> None:
        """Show the `lines` of a unified difference now."""
        ...

    def confirm(self, question: str, fix: str) -> bool:
        """Return what a person answers.

        Raises UsageError with `fix` where nobody can be asked.
        """
        ...
