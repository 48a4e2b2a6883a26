"""Moments as services write them; whatever is written, no error."""

import datetime as dt

from ssg.text.dates import FIRST_YEAR, LAST_YEAR


def moment_from(written: str, zone: dt.tzinfo = dt.UTC) -> dt.datetime | None:
    """Return the moment that is `written` as ISO 8601; one without an offset is in `zone`."""
    try:
        moment = dt.datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return sound_moment(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def moment_of_epoch(seconds: object) -> dt.datetime | None:
    """Return the moment so many seconds after 1970, to the second."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return sound_moment(dt.datetime.fromtimestamp(int(seconds), dt.UTC))
    except (ValueError, OverflowError, OSError):
        return None


def sound_moment(moment: dt.datetime) -> dt.datetime | None:
    """Return `moment` to the second, None where no calendar of ours reaches it."""
    is_known = FIRST_YEAR < moment.year < LAST_YEAR
    return moment.replace(microsecond=0) if is_known else None
