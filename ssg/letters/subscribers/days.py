"""Days as lists of subscribers write them, as the days that they are."""

import datetime as dt
import re
from collections.abc import Iterable

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_PAIRED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ([a-z]{3})[a-z]*\.?,? (\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_MONTHS = 12


def days_of(texts: Iterable[str]) -> dict[str, dt.date]:
    """Return the day that each text means; texts that mean none, or one of two, are left out.

    Whether 03/04/2019 is in March or in April is told by the others in the column.
    """
    texts = list(dict.fromkeys(texts))
    is_month_first = _is_month_first(texts)
    found = {text: _day(text, is_month_first=is_month_first) for text in texts}
    return {text: day for text, day in found.items() if day}


def _is_month_first(texts: list[str]) -> bool | None:
    pairs = [pair for text in texts if not _ISO.search(text) for pair in _PAIRED.findall(text)]
    has_day_first = any(int(first) > _MOST_MONTHS for first, _, _ in pairs)
    has_month_first = any(int(second) > _MOST_MONTHS for _, second, _ in pairs)
    if has_day_first == has_month_first:
        return None
    return has_month_first


def _day(text: str, *, is_month_first: bool | None) -> dt.date | None:
    if found := _ISO.search(text):
        return _valid(found[1], found[2], found[3])
    if found := _PAIRED.search(text):
        first, second, year = found.groups()
        if is_month_first is None:
            return _valid(year, first, second) if first == second else None
        return _valid(year, first, second) if is_month_first else _valid(year, second, first)
    if found := _DAY_FIRST.search(text):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_FIRST.search(text):
        return _named(found[3], found[1], found[2])
    return None


def _named(year: str, month: str, day: str) -> dt.date | None:
    name = month.lower()
    return _valid(year, str(_MONTHS.index(name) + 1), day) if name in _MONTHS else None


def _valid(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
