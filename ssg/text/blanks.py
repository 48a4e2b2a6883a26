"""Blanks in place of what is not to be seen: all that is seen keeps its line and column."""

import re

_SIGN = re.compile(r"[^\n]")


def blanked(text: str) -> str:
    """Return blanks in place of all signs of `text` but the ends of its lines."""
    return _SIGN.sub(" ", text)
