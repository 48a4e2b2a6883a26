"""The types of values that tell a time: dates, moments, time zones."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from ssg.parse.decoding import Decoder, Wanted, Wrong, refuse, scalar
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import Node, ScalarNode
from ssg.parse.yaml.signs import DASHES
from ssg.text.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_moment, suggest_moment
from ssg.text.nearest import nearest

_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])\s*0?(\d{1,2})(?::?00)?", re.IGNORECASE)

_DASH = re.compile(f"[{DASHES}]")

_WRITTEN = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ ]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"[ ]*([Zz]|[+-]\d{2}:?(?:\d{2})?)?)?",
    re.ASCII,
)
_MONTHS, _HOURS, _MINUTES = 12, 24, 60
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _date_fix(text: str) -> str:
    straight = _DASH.sub("-", text).strip()
    meant = suggest_moment(straight)
    if straight != text.strip() and meant.text:
        return f"write {meant.text}, with the hyphens of the keyboard: these are dashes"
    if meant.text:
        hints = {
            "clock": "; the clock has 24 hours",
            "zone": "; a time in another zone carries its offset, like 09:30+01:00",
        }
        order = "" if parse_date(text.strip()[:10]) else "year-month-day: "
        return f"write {order}{meant.text}{hints.get(meant.hint, '')}"
    if meant.hint == "time":
        return "write the time as hours (00 to 23) and minutes (00 to 59), like 2016-10-29 09:30"
    if re.fullmatch(r"\d+:\d+(:\d+)?", text):
        return "write the day before the time, like 2016-10-29 09:30"
    if parse_date(text[:10]):
        return "write the time as hours and minutes, like 2016-10-29 09:30"
    return "write an existing day as year-month-day, like 2016-10-29"


def _calendar_fault(text: str) -> str:
    """Return why what is written as a date and a time is none: "there is no month 13"; else ""."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    fault = _day_fault(year, month, day) or _time_fault(hour, minute, second)
    has_offset = match[7] not in {None, "Z", "z"}
    return fault or ("has an offset that no place on earth has" if has_offset else "")


def _day_fault(year: int, month: int, day: int) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}"
    if not 1 <= month <= _MONTHS:
        return f"is no day: there is no month {month}"
    days = (dt.date(year + month // _MONTHS, month % _MONTHS + 1, 1) - dt.timedelta(days=1)).day
    if day > days:
        return f"is no day: {_MONTH_NAMES[month - 1]} {year} has {days} days"
    return "" if day else "is no day: the days of a month begin with 01"


def _time_fault(hour: int, minute: int, second: int) -> str:
    if hour >= _HOURS:
        return f"is no time: there is no hour {hour}"
    if minute >= _MINUTES:
        return f"is no time: there is no minute {minute}"
    return f"is no time: there is no second {second}" if second >= _MINUTES else ""


def _calendar_fix(text: str, fault: str) -> str:
    """Return what to write instead of a day or time that there is not."""
    match = _WRITTEN.fullmatch(text.strip())
    is_midnight = match is not None and (match[4], int(match[5] or 0)) == ("24", 0)
    if match and is_midnight and fault.startswith("is no time"):
        day = dt.date(int(match[1]), int(match[2]), int(match[3])) + dt.timedelta(days=1)
        return f"midnight begins the next day: write {day} 00:00{match[7] or ''}"
    if fault.startswith("is no time"):
        return "write the time as hours (00 to 23) and minutes (00 to 59), like 2016-10-29 09:30"
    if fault.startswith("has an offset"):
        return "write the offset as hours and minutes, like 2016-10-29 09:30+01:00"
    return _date_fix(text)


def _read_date(node: Node, reading: Reading) -> dt.date | Wrong:
    date = parse_date(node.text.strip()) if isinstance(node, ScalarNode) else None
    return _refuse_moment(node, DATE, reading) if date is None else date


def _refuse_moment(node: Node, wanted: Wanted, reading: Reading) -> Wrong:
    if not isinstance(node, ScalarNode):
        return refuse(node, wanted, reading)
    if fault := _calendar_fault(node.text):
        return refuse(node, wanted, reading, _calendar_fix(node.text, fault), fault)
    return refuse(node, wanted, reading, _date_fix(node.text))


DATE: Decoder[dt.date] = Decoder(
    "a date", "2016-10-29", _read_date, {"type": "string", "format": "date"}
)


def _read_moment(node: Node, reading: Reading) -> dt.datetime | Wrong:
    moment = None
    if isinstance(node, ScalarNode):
        moment = parse_moment(node.text.strip(), ZoneInfo(reading.timezone))
    return _refuse_moment(node, MOMENT, reading) if moment is None else moment


MOMENT: Decoder[dt.datetime] = Decoder(
    "a date, or a date and a time", "2016-10-29 09:30", _read_moment, {"type": "string"}
)


def _read_time_zone(text: str) -> str | None:
    if not re.fullmatch(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*", text):
        return None
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        return None


def _time_zone_fix(text: str) -> str:
    from zoneinfo import available_timezones  # noqa: PLC0415  # slow, and only a mistake needs it

    if found := _OFFSET.fullmatch(text.strip()):
        sign = "-" if found[1] == "+" else "+"
        return (
            "write region and city, like Europe/Berlin, so that summer time counts; "
            f"without summer time {text.strip()} is called Etc/GMT{sign}{int(found[2])}"
        )
    zones = sorted(available_timezones())
    near = nearest(text.strip().replace(" ", "_"), zones)
    if not near:
        city = text.strip().replace(" ", "_").lower().rpartition("/")[2]
        near = next((zone for zone in zones if zone.lower().rpartition("/")[2] == city), "")
    return f"write {near}" if near else "write region and city, like Europe/Berlin or UTC"


TIME_ZONE: Decoder[str] = scalar(
    "a time zone", "Europe/Berlin", _read_time_zone, {"type": "string"}, _time_zone_fix
)
