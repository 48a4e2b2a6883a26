"""What comes back when an address of the web is asked."""

import enum
from collections.abc import Callable, Mapping

from ssg.model.record import dataclass


class Trouble(enum.Enum):
    """Why nothing came back, for those who judge an address by it."""

    NO_NAME = "no-name"
    PRIVATE = "private"
    REFUSED = "refused"
    SILENT = "silent"
    UNSAFE = "unsafe"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one address.

    `status` is HTTP's, 0 where nothing came. `headers` have names in small letters. `problem` tells
    in words why the answer is not to be used; then `body` is empty, but headers may be there.
    `trouble` is the kind of that where nothing came.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    problem: str = ""
    trouble: Trouble | None = None


Fetch = Callable[[str], Answer]
"""Asks one address, follows redirects within its host, and never raises."""

Ask = Callable[[str, bytes], Answer]
"""Asks one address, by POST where there is a body (JSON), and never raises."""
