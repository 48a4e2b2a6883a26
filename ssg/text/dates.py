"""Dates and times as writers type them and are told them. Pure: no clock."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from ssg.model.record import dataclass

_DATE = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
_OFFSET = r"(?:[ ]*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2}))?"
_MOMENT = re.compile(rf"{_DATE}(?:(?:[Tt]|[ ]+){_TIME}{_OFFSET})?", re.ASCII)
_DATE_ONLY = re.compile(_DATE, re.ASCII)
_NUMBERS = re.compile(r"(\d{1,4})[./\-](\d{1,2})[./\-](\d{1,4})(.*)", re.ASCII)

_CLOCK = re.compile(
    r"[Tt, ]+(?:at )?(\d{1,2})(?:[:.hH](\d{2})?(?::(\d{2}))?)?(?: ?([AaPp])\.?[Mm]\.?)?"
    r"(?: ?([A-Za-z]{3,5}))?",
    re.ASCII,
)
_HALF_DAY = 12
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Years beyond these overflow as soon as a time zone is applied, and no blog is that old.
FIRST_YEAR, LAST_YEAR = 1000, 9000
_YEAR_DIGITS = 4
_MINUTES = 60
_WIDEST_OFFSET = 14  # hours: UTC+14, in Kiribati


def in_words(moment: dt.datetime) -> str:
    """Return a moment as authors are told of it: "Sat 29 Oct 2016 09:30 America/Chicago"."""
    zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else f"{moment:%z}"
    zone = zone.removeprefix("Etc/")
    day = f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} {moment:%H:%M} {zone}"


def in_utc(moment: dt.datetime) -> dt.datetime:
    """Return `moment` as it can be compared with others.

    Python compares moments of one zone by their clocks, which in the hour that comes twice in
    autumn do not tell which is later.
    """
    return moment.astimezone(dt.UTC)


def days_after(moment: dt.datetime, days: int) -> dt.datetime:
    """Return the moment so many times 24 hours after `moment`, at most the end of the calendar."""
    try:
        return in_utc(moment) + dt.timedelta(days)
    except OverflowError:
        return dt.datetime.max.replace(tzinfo=dt.UTC)


def parse_date(text: str) -> dt.date | None:
    """Return the day that `text` names ("2016-10-29"), or None when there is no such day."""
    match = _DATE_ONLY.fullmatch(text)
    return _day(match[1], match[2], match[3]) if match else None


def parse_moment(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    """Return the moment that `text` names as a clock in `zone` shows it.

    A time without an offset is meant in `zone`; one with an offset is told in `zone` as well, so
    that the day of a post is the day that its readers at home see in its address.
    Accepts "2016-10-29" (midnight), "2016-10-29 09:30", "2016-10-29 09:30:15", the same with a T,
    and an offset or Z behind a time. None when there is no such moment.
    """
    match = _MOMENT.fullmatch(text)
    day = _day(match[1], match[2], match[3]) if match else None
    if match is None or day is None:
        return None
    hour, minute, second = int(match[4] or 0), int(match[5] or 0), int(match[6] or 0)
    written = _offset(match[7]) if match[7] else zone
    if written is None:
        return None
    try:
        moment = dt.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=written)
        return moment.astimezone(zone)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a writer probably meant, "" if that is not clear.

    `hint` names what else there is to say: "clock" (a clock of 12 hours was written), "zone" (a
    zone's name is left out) or "time" (there is no such time).
    """

    text: str = ""
    hint: str = ""


def suggest_moment(text: str) -> Suggestion:
    """Return what a writer who typed `text` probably meant ("29/10/2016", "… 9:30 PM")."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return Suggestion()
    first, middle, last, rest = match.groups()
    if len(first) == _YEAR_DIGITS:
        days = {_day(first, middle, last) or _day(first, last, middle)}
    elif len(last) == _YEAR_DIGITS:
        days = {_day(last, middle, first), _day(last, first, middle)} - {None}
    else:
        return Suggestion()
    # 03/04/2016 is two days, depending on who reads it: then nothing is better than a guess.
    day = days.pop() if len(days) == 1 else None
    if day is None:
        return Suggestion()
    if not rest.strip():
        return Suggestion(day.isoformat())
    time = _suggest_time(rest)
    return Suggestion(f"{day.isoformat()} {time.text}", time.hint) if time.text else time


def _suggest_time(text: str) -> Suggestion:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return Suggestion()
    hour, minute, second, half, zone = match.groups()
    hours = int(hour)
    if half:
        if not 1 <= hours <= _HALF_DAY:
            return Suggestion(hint="time")
        hours = hours % _HALF_DAY + (_HALF_DAY if half.lower() == "p" else 0)
    if hours >= 2 * _HALF_DAY or int(minute or 0) >= _MINUTES or int(second or 0) >= _MINUTES:
        return Suggestion(hint="time")
    written = f"{hours:02}:{int(minute or 0):02}" + (f":{second}" if second else "")
    if zone and zone.upper() in {"GMT", "UTC"}:
        return Suggestion(f"{written}+00:00", "zone")
    return Suggestion(written, "zone" if zone else "clock" if half else "")


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        value = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value if FIRST_YEAR <= value.year <= LAST_YEAR else None


def _offset(text: str) -> dt.timezone | None:
    if text in "Zz":
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > _WIDEST_OFFSET or minutes >= _MINUTES:
        return None
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-delta if text.startswith("-") else delta)
