"""Slugs: the last part of an address, made from a title or a file name."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

MAX_BYTES = 200
"""File systems take names of up to 255 bytes; this leaves room for a suffix."""

_PLAIN = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
# What Unicode does not take apart by itself.
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"} | dict(
    zip("øđðłħ\u0131ĸŋŧ\u017fəƒǝɛɔɖɓɗƙƴ", "oddlhikntsefeeodbdky", strict=True)
)
# Apostrophes of all kinds, the soft hyphen, and what takes no space.
_DROPPED = frozenset("'`\u2018\u2019\u02bc\u02bb\u02b9\u00b4\u00ad\u200b\u200c\u200d\u2060\ufeff")


@lru_cache(maxsize=20_000)  # A blog files its posts under few names, many times.
def slugify(text: str) -> str:
    """Return `text` as a slug: lower case, words joined by hyphens, never empty.

    Latin letters lose their accents ("Über" becomes "uber"); other scripts stay as they are.
    WordPress stores the slugs of other scripts percent-encoded: these are decoded. A name that
    Windows reserves for a device gets "-page" behind it.
    """
    if _PLAIN.fullmatch(text) and len(text) <= MAX_BYTES and text not in _RESERVED:
        return text
    letters = "".join(_letters(_lower(_decode(text))))
    slug = re.sub(r"-{2,}", "-", unicodedata.normalize("NFC", letters)).strip("-_")
    slug = _shorten(slug)
    if not slug:
        return "untitled"
    return f"{slug}-page" if slug in _RESERVED else slug


def slug_fault(slug: str) -> str:
    """Return what is wrong with a slug that a writer chose, or "" when it can be used."""
    wrong = re.search(r"[\s/\\?#%\"<>|*:\x00-\x1f\x7f-\x9f]", slug)
    faults = (
        (not slug, "is empty"),
        (wrong, f"holds {_name(wrong[0])}" if wrong else ""),
        (slug.startswith("."), "begins with a dot"),
        (slug.endswith("."), "ends in a dot"),
        (slug.lower().partition(".")[0] in _RESERVED, "is a name that Windows keeps for a device"),
        (len(slug.encode("utf-8", "replace")) > MAX_BYTES, f"is longer than {MAX_BYTES} bytes"),
    )
    return next((words for is_wrong, words in faults if is_wrong), "")


def _name(character: str) -> str:
    return "a space" if character.isspace() else f"`{character}`"


def _decode(text: str) -> str:
    return unquote(text, errors="replace") if _PERCENT.search(text) else text


def _lower(text: str) -> str:
    # Some letters only take their composed form after they are lowered, hence twice.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())


def _letters(text: str) -> list[str]:
    """Spell `text` in the letters of a slug, hyphens for all else."""
    letters: list[str] = []
    for character in text:
        if character in _DROPPED:
            continue
        if character in _LATIN:
            letters.append(_LATIN[character])
            continue
        letters.append(_letter(character, after=letters[-1] if letters else "-"))
    return letters


def _letter(character: str, after: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    ascii_parts = "".join(part for part in parts if part.isascii()).lower()
    if re.search(r"[a-z0-9]", ascii_parts):
        return re.sub(r"[^a-z0-9]+", "-", ascii_parts)
    category = unicodedata.category(character)
    if category[0] == "M":
        return "" if after[-1:].isascii() else character
    if category[0] == "L" or category in {"Nd", "Nl"} or character == "_":
        return character
    return "-"


def _shorten(slug: str) -> str:
    room = MAX_BYTES - len("-page")
    if len(slug.encode("utf-8", "replace")) <= room:
        return slug
    return slug.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").strip("-_")
