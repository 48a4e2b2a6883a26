"""What is allowed in an entry and yet seldom meant."""

import datetime as dt

from ssg.model.entry import Entry, Kind, Place
from ssg.parse.entries.file_names import read_file_name
from ssg.parse.problems import Reading, warn
from ssg.text.dates import parse_date

_FAR = dt.timedelta(days=366)


def warn_of_oddities(
    entry: Entry, updated_place: Place, *, is_empty: bool, reading: Reading
) -> None:
    """Report what readers would wonder at; `is_empty` tells that the body holds nothing.

    Rules: `updated-before-date`, `file-name-date`, `empty-post`.
    """
    if entry.date:
        _check_dates(entry, entry.date, updated_place, reading)
    has_more = entry.picture or entry.audio or entry.draft
    # Where something else is wrong, that is what the writer has to mend first.
    if is_empty and entry.kind is Kind.POST and not has_more and not reading.problems:
        message = "this post has no text"
        fix = "write something below the front matter, or add `draft: true` until you do"
        warn(reading, Place(1, 1), "empty-post", message, fix)


def _check_dates(entry: Entry, date: dt.datetime, updated_place: Place, reading: Reading) -> None:
    # A day without a time means midnight, so only days are compared.
    if entry.updated and entry.updated.date() < date.date():
        message = f"updated on {entry.updated.date()}, before it appeared on {date.date()}"
        fix = "correct one of the two dates, or take `updated:` out"
        warn(reading, updated_place, "updated-before-date", message, fix)
    named = parse_date(read_file_name(entry.source).date)
    if named and entry.date_place.line and abs(named - date.date()) > _FAR:
        message = f"the file's name says {named}, the front matter {date.date()}"
        fix = f"correct `date:`, which counts, or rename the file: {date.date()}-{entry.slug}.md"
        warn(reading, entry.date_place, "file-name-date", message, fix)
