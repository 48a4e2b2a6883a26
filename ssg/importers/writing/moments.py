"""Moments as front matter has them."""

import datetime as dt

from ssg.model.export import OldDate
from ssg.parse.yaml.text import Plain
from ssg.text.dates import FIRST_YEAR, LAST_YEAR


def written_moment(date: OldDate) -> Plain | None:
    """Return a date as the old clock showed it, with its offset where that is known.

    None where there is no date, or one that no calendar of ours reaches.
    """
    moment = date.moment
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return Plain(moment.isoformat(timespec="seconds"))


def is_days_later(later: OldDate, earlier: OldDate) -> bool:
    """Tell whether a text was changed a day or more after it came out, which readers may know."""
    first, second = _utc(earlier), _utc(later)
    return first is not None and second is not None and second - first >= dt.timedelta(days=1)


def _utc(date: OldDate) -> dt.datetime | None:
    return date.utc or date.local
