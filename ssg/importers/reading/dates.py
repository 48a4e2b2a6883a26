"""The dates of exports, which come in three spellings."""

import datetime as dt
import re

from ssg.model.export import NO_DATE, OldDate

_DATE = r"(\d{4})-(\d\d)-(\d\d)"
_TIME = r"(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
_PLAIN = re.compile(rf"{_DATE}(?:[ T]{_TIME})?\Z", re.ASCII)
_WITH_OFFSET = re.compile(rf"{_DATE}[Tt ]{_TIME} ?(?:([Zz])|([+-])(\d\d):?(\d\d))\Z", re.ASCII)
_OF_MAIL = re.compile(
    r"(?:[A-Za-z]{3}, ?)?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) "
    rf"{_TIME} (?:(GMT|UT|UTC|Z)|([+-])(\d\d)(\d\d))\Z",
    re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_of_wordpress(local: str, utc: str) -> OldDate:
    """Return the date of two texts such as "2016-10-29 14:01:00"; zeros stand for none."""
    written = f"{local} / {utc}" if local and utc else local or utc
    return OldDate(_moment(local), _moment(utc), written)


def date_with_offset(text: str) -> OldDate:
    """Return the date of a text such as "2016-10-29T14:01:00.000+02:00".

    "Z" says nothing of the clock on the wall.
    """
    found = _WITH_OFFSET.match(text)
    if not found:
        return OldDate(_moment(text), None, text)
    local = _moment_of(*found.groups()[:6])
    offset = _offset(*found.groups()[7:])
    return _with_offset(local, offset, text, is_utc=found[7] is not None)


def date_of_mail(text: str) -> OldDate:
    """Return the date of a text such as "Sat, 29 Oct 2016 12:01:00 +0000"."""
    found = _OF_MAIL.match(text)
    if not found or found[2].lower() not in _MONTHS:
        return OldDate(None, None, text) if text else NO_DATE
    month = str(_MONTHS.index(found[2].lower()) + 1)
    local = _moment_of(found[3], month, found[1], *found.groups()[3:6])
    offset = _offset(*found.groups()[7:])
    # Feeds tell UTC as +0000, whatever the time zone of the blog is.
    return _with_offset(local, offset, text, is_utc=not offset)


def _with_offset(
    local: dt.datetime | None, offset: dt.timedelta, text: str, *, is_utc: bool
) -> OldDate:
    if local is None:
        return OldDate(None, None, text)
    try:
        utc = local - offset
    except OverflowError:
        return OldDate(local, None, text)
    return OldDate(None if is_utc else local, utc, text)


def _moment(text: str) -> dt.datetime | None:
    found = _PLAIN.match(text)
    return _moment_of(*found.groups()) if found else None


def _moment_of(*parts: str | None) -> dt.datetime | None:
    numbers = [int(part or 0) for part in parts]
    if not _NEVER[0] < numbers[0] < _NEVER[1]:
        return None
    try:
        return dt.datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


_NEVER = 1, 9999
"""The years that programs write for no date; an offset would lead out of the calendar."""


def _offset(sign: str | None, hours: str | None, minutes: str | None) -> dt.timedelta:
    offset = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -offset if sign == "-" else offset
