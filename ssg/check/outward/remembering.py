"""What is known of an address: when it is to be asked for again, and when it counts as dead."""

import datetime as dt
import zlib
from collections.abc import Mapping
from dataclasses import replace

from ssg.model.outward import NO_COPY, Heard, Known, Sort

_LEAST_DAYS, _SPREAD_DAYS = 21, 19
"""What is well is asked for again after a month, a little earlier or later for each address."""

_SOON = 1
_LATER = 3
_KEPT_DAYS = 180
"""So long is remembered what no text names any more."""

_FAILURES: Mapping[Sort, tuple[int, int]] = {
    Sort.GONE: (1, 0),
    Sort.MISSING: (2, 1),
    Sort.FRONT_PAGE: (2, 1),
    Sort.NO_NAME: (2, 1),
    Sort.REFUSED: (2, 1),
    Sort.UNSAFE: (2, 1),
    Sort.GARBLED: (2, 1),
    Sort.FAULTY: (3, 7),
    Sort.SILENT: (3, 7),
}
"""After how many runs, over how many days, an address is dead that was heard of so.

410 is the server's own word for it. A server that is slow or out of order may be mended next week.
"""

_SLOW = frozenset({Sort.FAULTY, Sort.SILENT})
"""What may pass by itself: it does not count where something else is heard later."""

_AGAIN_SOON = frozenset({Sort.BUSY, Sort.CLOSED})
_NEXT_DAY = frozenset({Sort.PRIVATE, Sort.UNWANTED})
"""Nobody was troubled for it, and whoever mends it wants to see that."""


def is_failure(heard: Heard) -> bool:
    """Tell whether a reader would find nothing there."""
    return heard.sort in _FAILURES


def is_dead(known: Known) -> bool:
    """Tell whether an address has failed often enough, and for long enough."""
    if known.heard.sort not in _FAILURES or known.since is None:
        return False
    runs, days = _FAILURES[known.heard.sort]
    return known.failures >= runs and (known.day - known.since).days >= days


def due_on(known: Known) -> dt.date:
    """Return the day from which an address is to be asked for again."""
    if known.heard.sort in _FAILURES and not is_dead(known):
        # The first failure is looked at again the next day, one that lasts a few days later.
        return known.day + dt.timedelta(_SOON if known.failures == 1 else _LATER)
    if known.heard.sort in _AGAIN_SOON:
        return known.day + dt.timedelta(_LATER)
    if known.heard.sort in _NEXT_DAY:
        return known.day + dt.timedelta(_SOON)
    spread = zlib.crc32(known.address.encode()) % _SPREAD_DAYS
    return known.day + dt.timedelta(_LEAST_DAYS + spread)


def is_due(known: Known | None, day: dt.date) -> bool:
    """Tell whether an address is to be asked for on `day`; also where the clock was wrong once."""
    return known is None or day < known.day or due_on(known) <= day


def remembered(address: str, heard: Heard, before: Known | None, day: dt.date) -> Known:
    """Return what is known of an address after it was asked for on `day`.

    A host that is busy or closed for now takes nothing back of what was heard before.
    """
    if heard.sort not in _FAILURES:
        if heard.sort in _AGAIN_SOON and before and before.failures:
            return replace(before, day=day)
        return Known(address, heard, day)
    if before is None or not before.failures or before.since is None or day < before.since:
        return Known(address, heard, day, day, 1)
    if before.heard.sort in _SLOW and heard.sort not in _SLOW:
        return Known(address, heard, day, day, 1)
    # Twice on one day is one failure: what is down for an hour is not dead.
    count = before.failures + (1 if day > before.day else 0)
    # An archive that had no copy may have one by now.
    copy = before.copy.removeprefix(NO_COPY)
    return replace(before, heard=heard, day=day, failures=count, copy=copy)


def worth_keeping(known: Known, day: dt.date, *, is_named: bool) -> bool:
    """Tell whether an address stays in the memory."""
    return is_named or (day - known.day).days < _KEPT_DAYS
