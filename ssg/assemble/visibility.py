"""Which entries readers may see now."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from ssg.model.entry import Entry, Kind
from ssg.model.record import dataclass
from ssg.model.site import Hidden


@dataclass(frozen=True, slots=True)
class Sorted:
    """The entries that are built, those that are not and why, and when that changes next."""

    shown: tuple[Entry, ...]
    hidden: tuple[Hidden, ...]
    changes_at: dt.datetime | None


def sort_by_visibility(
    entries: Iterable[Entry], now: dt.datetime, zone: dt.tzinfo, *, drafts: bool, future: bool
) -> Sorted:
    """Separate what is built at the moment `now` from drafts and scheduled entries.

    Unlisted entries are built, and named among the hidden ones all the same.
    """
    shown: list[Entry] = []
    hidden: list[Hidden] = []
    coming: list[dt.datetime] = []
    for entry in entries:
        scheduled = entry.date is not None and entry.date > now
        if entry.date is not None and scheduled and not entry.draft:
            coming.append(entry.date)
        if entry.draft and not drafts:
            hidden.append(Hidden(entry.source, entry.title, "draft", None, entry.permalink))
        elif scheduled and not future and not (entry.draft and drafts):
            hidden.append(
                Hidden(entry.source, entry.title, "scheduled", entry.date, entry.permalink)
            )
        else:
            # A draft may wait for its date: shown, it stands among today's posts.
            is_undated = entry.kind is Kind.POST and entry.date is None
            shown.append(replace(entry, date=now.astimezone(zone)) if is_undated else entry)
            if entry.unlisted:
                hidden.append(Hidden(entry.source, entry.title, "unlisted"))
    return Sorted(tuple(shown), tuple(hidden), min(coming, default=None))
