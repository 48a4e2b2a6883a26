"""What WordPress and its plugins keep beside an entry and we have a name for."""

import re
from collections.abc import Iterable, Iterator

from ssg.importers.writing.titles import plain_summary
from ssg.model.export import OldEnclosure, OldEntry

_DESCRIPTIONS = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
    "_aioseop_description",
    "advanced_seo_description",
    "_seopress_titles_desc",
    "_genesis_description",
)
_SERIES_PARTS = ("_series_part", "series_part")
_VARIABLE = re.compile(r"%%?\w+%%?|#\w+_\w+")
"""A part that the plugin would fill in: such a text is a rule and no sentence."""


def first_of(entry: OldEntry, names: Iterable[str]) -> str:
    """Return the first value that is kept under one of `names`, the likeliest name first."""
    by_name = dict(reversed(entry.meta))
    return next((by_name[name].strip() for name in names if by_name.get(name, "").strip()), "")


def without_variables(text: str) -> str:
    """Return a text for search engines, "" where a plugin would have filled something in."""
    return "" if _VARIABLE.search(text) else plain_summary(text)


def description_of(entry: OldEntry) -> str:
    """Return what search engines were told of an entry."""
    return plain_summary(entry.description) or without_variables(first_of(entry, _DESCRIPTIONS))


def series_part(entry: OldEntry) -> int:
    """Return which part of a series an entry is, 0 where that is not said."""
    written = first_of(entry, _SERIES_PARTS)
    return int(written) if written.isdecimal() and len(written) < len("10000") else 0


def enclosures_of(entry: OldEntry) -> Iterator[OldEnclosure]:
    """Yield the files that an entry carries along; WordPress keeps address, length and type."""
    yield from entry.enclosures
    for name, value in entry.meta:
        if name == "enclosure":
            lines = [line.strip() for line in value.strip().splitlines()]
            if lines and lines[0]:
                yield OldEnclosure(*(*lines, "", "")[:3])
