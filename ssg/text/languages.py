"""Languages: how their codes look, and which way they are written."""

import re
from functools import lru_cache

LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""The code of a language (BCP 47) as a whole: en, de, pt-BR."""

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)


def language_levels(language: str) -> tuple[str, ...]:
    """Return a language and what it derives from, nearest first: "pt-BR", "pt".

    The language itself is in small letters: "DE" is "de" (BCP 47, 2.1.1).
    """
    parts = [part for part in language.replace("_", "-").split("-") if part]
    parts[:1] = [part.lower() for part in parts[:1]]
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


@lru_cache(maxsize=256)
def languages_for(language: str) -> tuple[str, ...]:
    """Return where to look for words, nearest first: "pt-BR", "pt", "en"."""
    return tuple(dict.fromkeys([*language_levels(language), "en"]))


def direction_of(language: str) -> str:
    """Return "rtl" for a language (BCP 47) that is written from right to left, else "ltr"."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
