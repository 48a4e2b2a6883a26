"""Links from what readers see to what they do not see yet."""

import datetime as dt
from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Entry, ReferenceKind
from ssg.model.site import Site

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
_STOPS_A_BUILD = frozenset({ReferenceKind.SOURCE_LINK, ReferenceKind.WIKI})


def check_hidden_targets(site: Site) -> Iterator[Diagnostic]:
    """Report each link to a draft, or to a post that comes out later than the one that links."""
    hidden = {
        placed.permalink: placed.entry
        for placed in site.entries
        if _seen_from(placed.entry, site.now) > site.now
    }
    if not hidden:
        return
    for placed in site.entries:
        since = _seen_from(placed.entry, site.now)
        if since == _NEVER:
            continue
        for reference, address in zip(placed.entry.references, placed.addresses, strict=True):
            target = hidden.get(address.url.partition("#")[0].partition("?")[0])
            if target is None or _seen_from(target, site.now) <= since:
                continue
            is_error = reference.kind in _STOPS_A_BUILD and since <= site.now
            state = "a draft" if target.draft else f"not out before {_day(target)}"
            yield Diagnostic(
                placed.entry.source, reference.place.line, reference.place.column,
                Level.ERROR if is_error else Level.WARNING, "broken-link",
                f"this links to {target.source}, which is {state}",
                "publish that one first, or take the link out",
            )  # fmt: skip


def _seen_from(entry: Entry, now: dt.datetime) -> dt.datetime:
    """Return since when readers see an entry, or shall see it."""
    if entry.draft:
        return _NEVER
    return max(entry.date, now) if entry.date else now


def _day(entry: Entry) -> str:
    return f"{entry.date:%Y-%m-%d %H:%M}" if entry.date else "its day"
