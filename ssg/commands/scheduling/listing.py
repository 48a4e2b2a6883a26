"""What is scheduled, as values and in the author's words. Pure: no clock, no disk."""

import datetime as dt
from collections.abc import Iterable, Sequence

from ssg.model.entry import Entry
from ssg.model.record import dataclass
from ssg.model.site import Hidden
from ssg.text.counting import counted
from ssg.text.dates import in_words

_NOTHING = (
    "Nothing is scheduled. A post is, once it has a date ahead (`date: 2031-05-01 09:00`) and no "
    "`draft: true`."
)
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An entry that comes out by itself: at `until`, which is in the site's time zone."""

    source: str
    title: str
    until: dt.datetime


def list_scheduled(hidden: Iterable[Hidden]) -> tuple[Scheduled, ...]:
    """Return what is scheduled, the next one first; on equal moments in the order of the files."""
    scheduled = (
        Scheduled(entry.source, entry.title, entry.until)
        for entry in hidden
        if entry.reason == "scheduled" and entry.until is not None
    )
    return tuple(sorted(scheduled, key=lambda entry: (entry.until, entry.source)))


def drafts_with_a_moment(entries: Iterable[Entry], now: dt.datetime) -> tuple[str, ...]:
    """Return the files of drafts whose date lies ahead: an author may take them for scheduled."""
    return tuple(
        sorted(
            entry.source
            for entry in entries
            if entry.draft and entry.date is not None and entry.date > now
        )
    )


def describe_schedule(scheduled: Sequence[Scheduled], now: dt.datetime) -> tuple[str, ...]:
    """Return the lines that tell when the next entry comes out, and when those after it do."""
    if not scheduled:
        return (_NOTHING,)
    first, *others = scheduled
    lines = [
        f"Next, {time_until(first.until, now)}: {title_of(first)}",
        f"  {in_words(first.until)}, {first.source}",
    ]
    if others:
        lines.append("After it:")
    lines.extend(
        f"  {in_words(entry.until)} ({time_until(entry.until, now)}): "
        f"{title_of(entry)}, {entry.source}"
        for entry in others
    )
    return tuple(lines)


def title_of(entry: Scheduled) -> str:
    """Return the title as it is told to its author, who may not have written one yet."""
    return entry.title or "(no title)"


def time_until(moment: dt.datetime, now: dt.datetime) -> str:
    """Return how long from now `moment` is, in the two largest units: "in 2 days and 3 hours"."""
    # Python takes the clocks of one zone for the difference, which is wrong by an hour where they
    # are put forward or back in between.
    seconds = int((moment.astimezone(dt.UTC) - now.astimezone(dt.UTC)).total_seconds())
    counts = []
    for name, size in _UNITS:
        count, seconds = divmod(seconds, size)
        counts.append((count, name))
    first = next((index for index, (count, _) in enumerate(counts) if count), None)
    if first is None:
        return "in less than a minute"
    told = [counted(count, name) for count, name in counts[first : first + 2] if count]
    return f"in {' and '.join(told)}"
