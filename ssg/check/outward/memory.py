"""What is known of links, as a text: an address a line, in order, with days and no hours."""

import datetime as dt
from collections.abc import Iterable

from ssg.model.outward import NO_COPY, Heard, Known, Sort
from ssg.text.web_addresses import asked_address

HEAD = (
    "# What `ssg check --external` has heard of links: address, what, status, day, failing since,"
    " failures, leads to, archived copy.\n"
)
_FIELDS = 8
_SORTS = {sort.value: sort for sort in Sort}
_MOST = 200_000
"""Lines; of a larger memory the rest is forgotten."""


def memory_text(known: Iterable[Known]) -> str:
    """Return the text of the memory."""
    lines = sorted(map(_line, known))
    return HEAD + "".join(f"{line}\n" for line in lines[:_MOST])


def known_in(text: str) -> dict[str, Known]:
    """Return what a memory holds, by address; lines that make no sense are passed over."""
    found = (_read(line) for line in text.splitlines()[:_MOST])
    return {known.address: known for known in found if known is not None}


def _line(known: Known) -> str:
    heard = known.heard
    since = known.since.isoformat() if known.since else ""
    fields = (
        known.address, heard.sort.value, heard.status or "", known.day.isoformat(), since,
        known.failures or "", heard.to, known.copy,
    )  # fmt: skip
    return "\t".join(map(str, fields)).rstrip("\t")


def _read(line: str) -> Known | None:
    fields = line.split("\t")
    if line.startswith("#") or len(fields) > _FIELDS:
        return None
    address, sort, status, day, since, failures, to, copy = [*fields, *[""] * _FIELDS][:_FIELDS]
    try:
        heard = Heard(_SORTS[sort], int(status or 0), to and asked_address(to))
        began = dt.date.fromisoformat(since) if since else None
        known = Known(address, heard, dt.date.fromisoformat(day), began, int(failures or 0), copy)
    except (KeyError, ValueError):
        return None
    is_sound = asked_address(address) == address and (copy in {"", NO_COPY} or asked_address(copy))
    return known if is_sound else None
