"""Numbers in texts that strangers wrote."""

import re

_WHOLE = re.compile("[0-9]{1,18}")


def whole_number(text: str) -> int | None:
    """Return the number that `text` says in digits; None where it says none, or one beyond use.

    `int` refuses thousands of digits, and `str.isdigit` takes signs such as ² that it refuses.
    """
    return int(text) if _WHOLE.fullmatch(text) else None
