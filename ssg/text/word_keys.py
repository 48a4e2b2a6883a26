"""Keys of a theme's words: `comments.one` and `comments.other` are forms of `comments`."""

import re
from collections.abc import Iterable

PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")
_NAMED = 6


def plain_key(key: str) -> str:
    """Return `key` without the plural form at its end."""
    return PLURAL.sub("", key)


def plain_keys(keys: Iterable[str]) -> dict[str, None]:
    """Return `keys` without their plural forms, each once, in their order."""
    return dict.fromkeys(map(plain_key, keys))


def first_keys(keys: list[str]) -> str:
    """Return the first of `keys` as one reads them, with a sign that there are more."""
    return ", ".join(keys[:_NAMED]) + (", …" if len(keys) > _NAMED else "")
