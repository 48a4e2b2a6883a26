"""A file of chapters: JSON as the podcast namespace says it (version 1.2)."""

import json
import math

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Chapter
from ssg.model.parsed import Parsed
from ssg.model.source import SourceFile
from ssg.parse.decoders import read_web_url

_MOST = 5_000
_LONGEST_TITLE = 500
_LONGEST = 360_000
"""Seconds: a hundred hours."""


def parse_chapters(source: SourceFile) -> Parsed[tuple[Chapter, ...]]:
    """Return the chapters in `source` in the order of their times; those without a title not.

    A chapter that is not part of the table of contents (`toc: false`) is left out too.
    """
    try:
        value = json.loads(source.text)
    except (ValueError, RecursionError):
        return _refused(source, "this file is no JSON")
    written = value.get("chapters") if isinstance(value, dict) else None
    if not isinstance(written, list):
        return _refused(source, "this file holds no list called `chapters`")
    times = {}
    for each in written[:_MOST]:
        start = each.get("startTime") if isinstance(each, dict) else None
        if isinstance(start, bool) or not isinstance(start, int | float):
            continue
        if math.isfinite(start) and 0 <= start < _LONGEST and (chapter := _chapter(each, start)):
            times[float(start)] = chapter
    return Parsed(tuple(times[start] for start in sorted(times)))


def _chapter(written: dict[str, object], start: float) -> Chapter | None:
    title = written.get("title")
    if not isinstance(title, str) or not title.strip() or written.get("toc") is False:
        return None
    url, image = written.get("url"), written.get("img")
    return Chapter(
        start=_in_words(int(start)),
        title=" ".join(title.split())[:_LONGEST_TITLE],
        url=(read_web_url(url) or "") if isinstance(url, str) else "",
        image=(read_web_url(image) or "") if isinstance(image, str) else "",
    )


def _in_words(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _refused(source: SourceFile, message: str) -> Parsed[tuple[Chapter, ...]]:
    fix = 'write {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "…"}]}'
    problem = Diagnostic(source.path, 0, 0, Level.ERROR, "chapters", message, fix)
    return Parsed((), (problem,))
