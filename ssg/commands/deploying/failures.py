"""What to tell where a target, or the way to it, fails."""

from collections.abc import Callable

from ssg.commands.failures import failure
from ssg.commands.outcome import CONTENT_HAS_ERRORS, WORLD_FAILED, Outcome
from ssg.deploy.failures import (
    CannotRollBackError,
    CutOffError,
    DeployError,
    DeployLockedError,
)
from ssg.deploy.listing import named
from ssg.disk.publishing.holding import LockedError
from ssg.disk.publishing.lock import PUBLISHING


def with_failures(place: str, act: Callable[[], Outcome], again: str = "deploy again") -> Outcome:
    """Return what `act` does, or what kept it from being done at `place`.

    `again` is what ends one that was cut off.
    """
    try:
        return act()
    except LockedError as error:
        if error.doing != PUBLISHING:
            raise
        return failure(str(error), "", "deploy-locked", CONTENT_HAS_ERRORS)
    except DeployError as error:
        return _outcome(error, f"{place}: {error}" if place else str(error), again)


def _outcome(error: DeployError, message: str, again: str) -> Outcome:
    match error:
        case DeployLockedError():
            return failure(message, error.fix, "deploy-locked", CONTENT_HAS_ERRORS)
        case CannotRollBackError():
            return failure(message, error.fix, "cannot-roll-back", CONTENT_HAS_ERRORS)
        case CutOffError():
            return _cut_off(error, message, again)
        case _:
            return failure(message, error.fix, "deploy-failed", WORLD_FAILED)


def _cut_off(error: CutOffError, message: str, again: str) -> Outcome:
    sent, left = len(error.sent), len(error.left)
    message += f"; {sent:,} of {sent + left:,} files were sent, and {error.meanwhile}"
    fix = f"{error.fix}; then {again}" if error.fix else again
    outcome = failure(message, f"{fix}: it goes on from there", "deploy-failed", WORLD_FAILED)
    lines = [f"Sent: {named([file.path for file in error.sent])}"] if sent else []
    return Outcome(
        outcome.diagnostics,
        (*lines, *([f"Not sent: {named([file.path for file in error.left])}"] if left else [])),
        report={"sent": sent, "left": left},
        exit_code=WORLD_FAILED,
    )
