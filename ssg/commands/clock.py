"""The clock, read in one place and once per command."""

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ssg.commands.failures import UsageError


def read_moment(now: str | None) -> dt.datetime:
    """Return the moment that a command works at: `now`, else SOURCE_DATE_EPOCH, else the clock's.

    Without an offset in `now` the result has no time zone: it means the site's.
    """
    if now is not None:
        return parse_moment(now)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now(dt.UTC)
    try:
        return _within_reach(dt.datetime.fromtimestamp(int(epoch), dt.UTC))
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH is {epoch!r}"
        raise UsageError(message, "it must be a number of seconds since 1970") from error


def today() -> dt.date:
    """Return the day of the clock, whatever moment a command works at.

    What changes outside while days pass does so also where SOURCE_DATE_EPOCH stands still.
    """
    return dt.datetime.now(dt.UTC).date()


def parse_moment(written: str) -> dt.datetime:
    """Return the moment that is `written` as in front matter, with or without an offset."""
    try:
        return _within_reach(dt.datetime.fromisoformat(written.strip()))
    except ValueError as error:
        message = f"{written!r} is no date"
        raise UsageError(message, "write it as 2026-11-22, or 2026-11-22T09:00+01:00") from error


def _within_reach(moment: dt.datetime) -> dt.datetime:
    """Return `moment`, or raise ValueError where another zone may have no date for it."""
    if not dt.MINYEAR < moment.year < dt.MAXYEAR:
        message = "there is no such year in every time zone"
        raise ValueError(message)
    return moment


def in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """Return `moment` in the time zone named `zone`, which it means where it has none."""
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return moment.astimezone(place) if moment.tzinfo else moment.replace(tzinfo=place)


def local_zone() -> str:
    """Return the name of this computer's time zone, "UTC" where it does not tell."""
    linked = os.path.realpath("/etc/localtime")
    for name in (os.environ.get("TZ", "").lstrip(":"), linked.rpartition("zoneinfo/")[2]):
        try:
            if name and not Path(name).is_absolute():
                return ZoneInfo(name).key or "UTC"
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"
