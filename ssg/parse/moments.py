"""The types of values that tell a time: dates, moments, time zones."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from ssg.parse.decoding import Decoder, Wrong, refuse, scalar
from ssg.parse.nodes import Node, ScalarNode
from ssg.parse.problems import Reading
from ssg.text.dates import parse_date, parse_moment, suggest_moment
from ssg.text.nearest import nearest

_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])\s*0?(\d{1,2})(?::?00)?", re.IGNORECASE)


def _date_fix(text: str) -> str:
    meant = suggest_moment(text.strip())
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


DATE: Decoder[dt.date] = scalar(
    "a date",
    "2016-10-29",
    lambda text: parse_date(text.strip()),
    {"type": "string", "format": "date"},
    _date_fix,
)


def _read_moment(node: Node, reading: Reading) -> dt.datetime | Wrong:
    moment = None
    if isinstance(node, ScalarNode):
        moment = parse_moment(node.text.strip(), ZoneInfo(reading.timezone))
    if moment is None:
        fix = _date_fix(node.text) if isinstance(node, ScalarNode) else ""
        return refuse(node, MOMENT, reading, fix)
    return moment


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
