"""A time zone for a blog whose export does not name it, from the offsets of its dates."""

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ssg.model.export import OldDate
from ssg.model.record import dataclass

_ZONES = (
    "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "Europe/Berlin", "Europe/London", "Europe/Athens", "Europe/Moscow", "Asia/Kolkata",
    "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "America/Toronto",
    "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Vienna",
    "Europe/Zurich", "Europe/Lisbon", "Europe/Dublin", "Europe/Warsaw", "Europe/Stockholm",
    "Europe/Oslo", "Europe/Copenhagen", "Europe/Helsinki", "Europe/Kyiv", "Europe/Istanbul",
    "Asia/Jerusalem", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
    "Asia/Dubai", "Asia/Karachi", "Asia/Dhaka", "Asia/Jakarta", "Asia/Singapore", "Asia/Manila",
    "Asia/Hong_Kong", "Asia/Taipei", "Asia/Seoul", "Asia/Tehran", "Asia/Kathmandu",
    "Australia/Perth", "Australia/Adelaide", "Australia/Brisbane", "Pacific/Auckland",
    "Pacific/Honolulu", "America/Anchorage", "America/Halifax", "America/St_Johns",
    "America/Mexico_City", "America/Bogota", "America/Caracas", "America/Santiago",
    "America/Argentina/Buenos_Aires", "America/Phoenix",
)  # fmt: skip
"""Where most blogs are written; of those that fit equally well the first is taken."""

_BY_LANGUAGE = {
    "en-gb": "Europe/London", "en-ie": "Europe/Dublin", "en-au": "Australia/Sydney",
    "en-nz": "Pacific/Auckland", "en-ca": "America/Toronto", "en-in": "Asia/Kolkata",
    "en-za": "Africa/Johannesburg", "de": "Europe/Berlin", "de-at": "Europe/Vienna",
    "de-ch": "Europe/Zurich", "fr": "Europe/Paris", "fr-ca": "America/Toronto",
    "es": "Europe/Madrid", "es-mx": "America/Mexico_City",
    "es-ar": "America/Argentina/Buenos_Aires", "es-co": "America/Bogota",
    "es-cl": "America/Santiago", "it": "Europe/Rome", "nl": "Europe/Amsterdam",
    "pt": "Europe/Lisbon", "pt-br": "America/Sao_Paulo", "pl": "Europe/Warsaw",
    "sv": "Europe/Stockholm", "nb": "Europe/Oslo", "no": "Europe/Oslo", "da": "Europe/Copenhagen",
    "fi": "Europe/Helsinki", "ru": "Europe/Moscow", "uk": "Europe/Kyiv", "tr": "Europe/Istanbul",
    "he": "Asia/Jerusalem", "ar": "Africa/Cairo", "fa": "Asia/Tehran", "hi": "Asia/Kolkata",
    "zh": "Asia/Shanghai", "zh-tw": "Asia/Taipei", "zh-hk": "Asia/Hong_Kong", "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul", "id": "Asia/Jakarta", "el": "Europe/Athens",
}  # fmt: skip
_MOST_DATES = 2_000


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone's name, and in how many of how many dates its clock shows what stands there."""

    name: str
    fits: int = 0
    dates: int = 0


def guess_zone(dates: Iterable[OldDate], language: str) -> Zone:
    """Return the zone whose clock fits most of the dates; "UTC" where none of them tells.

    Among zones that fit equally well, the one where the blog's language is at home comes first.
    """
    known = [date for date in dates if date.local is not None and date.offset is not None]
    step = max(1, len(known) // _MOST_DATES)
    sample = known[::step]
    if not sample:
        return Zone("UTC")
    likely = _by_language(language)
    names = [*likely, *_ZONES, *_fixed(sample)]
    best = max(names, key=lambda name: (_fits(name, sample), name in likely))
    return Zone(best, _fits(best, sample), len(sample))


def _by_language(language: str) -> list[str]:
    code = language.lower().replace("_", "-")
    found = (_BY_LANGUAGE.get(code), _BY_LANGUAGE.get(code.partition("-")[0]))
    return [name for name in found if name]


def _fixed(sample: Sequence[OldDate]) -> list[str]:
    """Return the zones without summer time that some date is in, for blogs set to an offset."""
    hours = {date.offset // dt.timedelta(hours=1) for date in sample if date.offset}
    return [f"Etc/GMT{-hour:+d}" for hour in sorted(hours) if hour]


def _fits(name: str, sample: Sequence[OldDate]) -> int:
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    return sum(_shows(zone, date) for date in sample)


def _shows(zone: ZoneInfo, date: OldDate) -> bool:
    if date.local is None:
        return False
    try:
        return date.local.replace(tzinfo=zone).utcoffset() == date.offset
    except (OverflowError, ValueError):
        return False
