"""Titles, summaries and descriptions that two entries have."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Entry
from ssg.model.site import Site
from ssg.model.survey import Survey

_FIXES = {
    "title": "say in one of them what only it is about: in lists and searches they look alike",
    "summary": "write for one of them what only it says",
    "description": "write for one of them what only it says",
}


def check_twice(site: Site, surveys: Mapping[str, Survey]) -> Iterator[Diagnostic]:
    """Report each entry whose title, summary or description another one had before it.

    Only what an author wrote counts, and only among entries of one language that readers can find.
    """
    find = partial(_find, site, surveys)
    yield from find("title", rule="same-title")
    yield from find("summary", rule="same-summary")
    yield from find("description", rule="same-description")


def _find(
    site: Site, surveys: Mapping[str, Survey], key: str, *, rule: str
) -> Iterator[Diagnostic]:
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in (placed.entry for placed in site.entries if not placed.entry.unlisted):
        is_written = entry.source in surveys and key in surveys[entry.source].keys
        if is_written and (text := _text(entry, key)):
            groups[entry.language, text].append(entry)
    for group in groups.values():
        first, *others = sorted(group, key=_by_age)
        more = len(others) - 1
        who = f"{first.source} and {more} more have" if more else f"{first.source} has"
        for entry in others:
            place = surveys[entry.source].keys[key]
            yield Diagnostic(
                entry.source, place.line, place.column, Level.ADVICE, rule,
                f"{who} the same {key}", _FIXES[key],
            )  # fmt: skip


def _text(entry: Entry, key: str) -> str:
    written = {
        "title": entry.title_as_written,
        "summary": entry.summary,
        "description": entry.description,
    }
    return " ".join(written[key].casefold().split())


def _by_age(entry: Entry) -> tuple[bool, str, str]:
    return entry.date is None, entry.date.isoformat() if entry.date else "", entry.source
