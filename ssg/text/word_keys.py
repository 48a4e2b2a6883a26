"""Keys of a theme's words: `comments.one` and `comments.other` are forms of `comments`."""

import re
from collections.abc import Iterable, Mapping

from ssg.text.nearest import nearest

FORMS = ("zero", "one", "two", "few", "many", "other")
"""The forms for numbers that a language may have (CLDR), `other` in every one."""
PLURAL = re.compile(rf"\.({'|'.join(FORMS)})$")
_NAMED = 6
_LIKENESS_OF_FORMS = 0.6
"""So little, for a form is a short word: `tow` is `two`."""


def plain_key(key: str) -> str:
    """Return `key` without the plural form at its end."""
    return PLURAL.sub("", key)


def plain_keys(keys: Iterable[str]) -> dict[str, None]:
    """Return `keys` without their plural forms, each once, in their order."""
    return dict.fromkeys(map(plain_key, keys))


def are_plurals(keys: Iterable[str]) -> dict[str, bool]:
    """Return whether each of `keys`, without its plural form, has forms for numbers."""
    found: dict[str, bool] = {}
    for key in keys:
        plain = plain_key(key)
        found[plain] = found.get(plain, False) or plain != key
    return found


def meant_key(key: str, known: Mapping[str, bool]) -> str:
    """Return the key that was meant by a misspelt one; "" where it is right, or like none.

    `known` tells of each key without its plural form whether it has such forms.
    """
    plain = plain_key(key)
    if plain in known:
        return ""
    stem, dot, form = plain.rpartition(".")
    word = stem if stem in known else nearest(stem, known)
    if dot and word:
        return f"{word}.{meant_form(form) or FORMS[-1]}" if known[word] else word
    near = nearest(plain, known)
    return near + key.removeprefix(plain) if near else ""


def meant_form(form: str) -> str:
    """Return the plural form that was meant by a misspelt one, "" where it is like none."""
    return nearest(form, FORMS, _LIKENESS_OF_FORMS)


def first_keys(keys: list[str]) -> str:
    """Return the first of `keys` as one reads them, with a sign that there are more."""
    return ", ".join(keys[:_NAMED]) + (", …" if len(keys) > _NAMED else "")
