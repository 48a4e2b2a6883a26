"""What a command hands back to be printed: nothing prints but the command line itself."""

from collections.abc import Callable, Mapping
from dataclasses import field

from ssg.model.diagnostic import Diagnostic, has_errors
from ssg.model.record import dataclass

DONE = 0
CONTENT_HAS_ERRORS = 1
WRONG_USAGE = 2
WORLD_FAILED = 3
BUG = 70
INTERRUPTED = 130

Tell = Callable[[str, int, int], None]
"""Takes news of long work: what is being done, how many are done, of how many (0: unknown)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has found and done.

    `result` is what was asked for and `cautions` what must not be missed: both are printed even
    with `--quiet`. `lines` tell a person what was done, `notes` what a person may want to know
    besides. Behind the count of problems stands what they meant: `upshot`. `report` is what
    `--json` adds to diagnostics and seconds. `exit_code` overrules the one that these imply.
    `shown` are the diagnostics as a person is told them, where many alike stand in one line.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    upshot: str = ""
    report: Mapping[str, object] = field(default_factory=dict)
    exit_code: int | None = None
    shown: tuple[Diagnostic, ...] | None = None

    @property
    def code(self) -> int:
        """Return the exit code."""
        if self.exit_code is not None:
            return self.exit_code
        return CONTENT_HAS_ERRORS if has_errors(self.diagnostics) else DONE
