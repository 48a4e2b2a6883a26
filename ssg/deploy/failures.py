"""What can go wrong at a target, in words that a writer understands."""

from typing import Final

from ssg.deploy.model import ReleaseFile

UNREADABLE: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What may be raised where a note is read that was damaged, or that another version wrote.

It counts as not written: none of them is needed to publish, and what they say is looked at anew.
"""


class DeployError(Exception):
    """The target or the way to it failed; `fix` says what can be done."""

    def __init__(self, message: str, fix: str = "") -> None:
        """Say what failed."""
        super().__init__(message)
        self.fix = fix


class TransientError(DeployError):
    """What may work when it is tried again: a connection was cut, a server is busy."""


class DeployLockedError(DeployError):
    """Another deploy to this target is running."""


class CannotRollBackError(DeployError):
    """Neither the target nor this machine can bring back the release before."""


class CutOffError(DeployError):
    """A deploy began and could not be ended: `sent` were sent, `left` were not.

    `meanwhile` says what readers see now.
    """

    def __init__(
        self,
        cause: DeployError,
        sent: tuple[ReleaseFile, ...],
        left: tuple[ReleaseFile, ...],
        meanwhile: str,
    ) -> None:
        """Say why, and how far it came."""
        super().__init__(str(cause), cause.fix)
        self.sent = sent
        self.left = left
        self.meanwhile = meanwhile
