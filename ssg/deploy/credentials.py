"""Passwords and tokens from the environment that no server could take; none is ever shown."""

import re

from ssg.deploy.failures import DeployError

_WORD = re.compile(r"[!-~]*")
_BREAK = re.compile(r"[\0\r\n\ud800-\udfff]")
_FIX = "copy it again, and nothing else with it"


def refuse_broken_word(value: str, variable: str) -> None:
    """Raise DeployError where `value` of `variable` could not stand in the header of a request."""
    if not _WORD.fullmatch(value):
        message = f"what {variable} holds cannot be sent: a sign in it is no printable ASCII"
        raise DeployError(message, _FIX)


def refuse_broken_line(value: str, variable: str) -> None:
    """Raise DeployError where `value` of `variable` is not one line of text."""
    if _BREAK.search(value):
        message = f"what {variable} holds cannot be sent: it is not one line of text"
        raise DeployError(message, _FIX)
