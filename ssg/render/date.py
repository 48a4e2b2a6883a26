"""Dates in words and in the formats of machines."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ssg.render.locale import locale_of
from ssg.text.languages import language_levels

if TYPE_CHECKING:
    from babel.dates import DateTimePattern

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HALF_YEARS = (
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    ("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_MONTHS = _HALF_YEARS[0] + _HALF_YEARS[1]

_SKELETONS: Mapping[str, str] = {
    "day": "d",
    "day_month": "MMMd",
    "month_year": "yMMMM",
    "year": "y",
}
_WITHOUT_DAY = frozenset({"month", "month_year", "year"})
"""Styles that say the same of each day of a month."""

_LENGTHS = ("full", "long", "medium", "short")

DAY_STYLES = frozenset({*_LENGTHS, *_SKELETONS, "month"})
"""The styles that tell a day and not its hours."""

STYLES = (*sorted(DAY_STYLES), "time", "iso", "rfc822", "rfc3339")


def written_date(value: dt.date, style: str, language: str) -> str:
    """Return `value` in one of STYLES, in words of `language`; ValueError for another style.

    CLDR decides the words (by Babel); a date is told in its own time zone.
    """
    if style in MACHINE_STYLES:
        return MACHINE_STYLES[style](value)
    if style == "time":
        moment = _moment(value)
        return _written_time(moment.hour, moment.minute, language)
    return written_day(value.toordinal(), style, language)


@lru_cache(maxsize=65536)
def written_day(ordinal: int, style: str, language: str) -> str:
    """Return the day with this number (`date.toordinal`) in one of DAY_STYLES."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - loads CLDR data

    date, locale = dt.date.fromordinal(ordinal), locale_of(language)
    if style in _WITHOUT_DAY and date.day > 1:
        return written_day(date.replace(day=1).toordinal(), style, language)
    if style in _SKELETONS:
        # Babel reads skeletons for moments only; a day has no zone to be moved by.
        moment = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
        return format_skeleton(_SKELETONS[style], moment, locale=locale)
    if style == "month":
        return format_date(date, "LLLL", locale=locale)
    if style in _LENGTHS:
        return _pattern_of(style, language).apply(date, locale)
    message = f"no date style {style!r}"
    raise ValueError(message)


@lru_cache(maxsize=256)
def _pattern_of(length: str, language: str) -> "DateTimePattern":
    from babel.dates import get_date_format  # noqa: PLC0415 - loads CLDR data

    return get_date_format(length, locale_of(language))  # type: ignore[arg-type] # of _LENGTHS


def patterned_date(value: dt.date, pattern: str, language: str) -> str:
    """Return `value` by a pattern of CLDR ("d MMMM y") in words of `language`.

    ValueError for a pattern that is none of a day.
    """
    return _patterned_day(value.toordinal(), pattern, language)


@lru_cache(maxsize=65536)
def _patterned_day(ordinal: int, pattern: str, language: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - loads CLDR data

    try:
        return format_date(dt.date.fromordinal(ordinal), pattern, locale=locale_of(language))
    except AttributeError as error:  # Babel asks a day for its hour.
        message = f"{pattern!r} asks a day for a time"
        raise ValueError(message) from error


def pattern_for(language: str, pattern_by_language: Mapping[str, str]) -> str:
    """Return the pattern for a language, nearest first ("pt-BR", then "pt"); "" without one."""
    by_tag = {tag.lower(): pattern for tag, pattern in pattern_by_language.items()}
    return next((by_tag[tag] for tag in language_levels(language.lower()) if tag in by_tag), "")


@lru_cache(maxsize=4096)
def _written_time(hour: int, minute: int, language: str) -> str:
    from babel.dates import format_time  # noqa: PLC0415 - loads CLDR data

    return format_time(dt.time(hour, minute), "short", locale=locale_of(language))


def month_name(month: int, language: str) -> str:
    """Return the name of a month by its number from 1, as it stands alone."""
    return written_day(dt.date(2000, month, 1).toordinal(), "month", language)


def _moment(value: dt.date) -> dt.datetime:
    """Return `value` as a moment whose zone both mail and web formats can write.

    A day is its midnight in UTC. Before zones were standardised, offsets had seconds, which
    neither RFC 822 nor RFC 3339 knows: such a moment is told in UTC.
    """
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    offset = value.utcoffset()
    if offset is None:
        return value.replace(tzinfo=dt.UTC)
    return value.astimezone(dt.UTC) if offset.total_seconds() % 60 else value


def rfc822(value: dt.date) -> str:
    """Return `value` as RSS writes dates, whatever the language of the site."""
    at = _moment(value)
    return (
        f"{_DAYS[at.weekday()]}, {at.day:02} {_MONTHS[at.month - 1]} {at.year:04} "
        f"{at.hour:02}:{at.minute:02}:{at.second:02} {at.strftime('%z')}"
    )


def rfc3339(value: dt.date) -> str:
    """Return `value` as a moment with its zone, as Atom and JSON Feed write dates."""
    if isinstance(value, dt.datetime):
        return _written_moment(value, value.tzinfo, value.fold)
    return _moment(value).isoformat(timespec="seconds")


@lru_cache(maxsize=65536)
def _written_moment(value: dt.datetime, _zone: dt.tzinfo | None, _fold: int) -> str:
    """Return a moment as it is written in its zone: those of two zones may be equal."""
    return _moment(value).isoformat(timespec="seconds")


def iso(value: dt.date) -> str:
    """Return `value` for a `datetime` attribute: a day as a day, a moment with its zone."""
    return rfc3339(value) if isinstance(value, dt.datetime) else value.isoformat()


MACHINE_STYLES: Mapping[str, Callable[[dt.date], str]] = {
    "iso": iso,
    "rfc822": rfc822,
    "rfc3339": rfc3339,
}
"""The styles that no language changes."""
