"""What must reach no public file: e-mails, IPs, passwords, keys."""

import re

from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that must reach no public file. False in a condition where there is none."""

    value: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to keep secret."""
        return bool(self.value)

    def __repr__(self) -> str:
        """Show that there is something, never what."""
        return "Secret(…)" if self.value else "Secret()"

    def __str__(self) -> str:
        """Show dots, so that a secret in an f-string is seen and not told."""
        return "…" if self.value else ""


NO_SECRET = Secret()

SecretPairs = tuple[tuple[str, Secret], ...]
"""Names and what is secret under them, in the order of the file."""

_SECRET_NAME = re.compile(
    r"e-?mail|passw|passcode|secret|token|api[_-]?key|user[_-]?agent|akismet"
    r"|(?:^|[^a-z])ip(?:$|[^a-z])",
    re.IGNORECASE,
)


def is_secret_name(name: str) -> bool:
    """Tell whether what is called `name` speaks of an e-mail, an IP, a password or a key.

    Elements and meta values of such a name are kept in `secrets`, whatever they hold.
    """
    return _SECRET_NAME.search(name) is not None


pickle_by_fields(__name__)
