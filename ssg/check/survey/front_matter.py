"""What an entry says of itself: its title, its summary, its description."""

from collections.abc import Iterator

from ssg.check.survey.findings import advice, warning
from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.quotes import lone_mark
from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Entry, Place

SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 50, 200
"""In characters: search engines show about 155, cards a little more; less says hardly anything."""

_TOP = Place(1, 1)


def check_front_matter(
    entry: Entry, language: str, manuscript: Manuscript, *, has_text: bool
) -> Iterator[Diagnostic]:
    """Report what listings, feeds, search engines and cards will lack."""
    keys = manuscript.keys
    if not entry.title_as_written.strip():
        yield warning(
            manuscript, keys.get("title", _TOP), "missing-title",
            f"it has no title, and is shown as “{entry.title}”", 'add `title: "…"`',
        )  # fmt: skip
    # What has no text at all is told by a build (`empty-post`).
    if has_text and not (entry.summary or entry.description):
        yield advice(
            manuscript, keys.get("summary", _TOP), "missing-summary",
            "there is nothing to show of it in listings and feeds",
            'add `summary: "One sentence."`',
        )  # fmt: skip
    length = len(entry.description)
    if entry.description and not SHORTEST_DESCRIPTION <= length <= LONGEST_DESCRIPTION:
        is_short = length < SHORTEST_DESCRIPTION
        how = "says little" if is_short else "is cut off by search engines and on cards"
        yield advice(
            manuscript, keys.get("description", _TOP), "description-length",
            f"the description has {length} characters: it {how}",
            f"write {SHORTEST_DESCRIPTION} to {LONGEST_DESCRIPTION} characters, or take it out:"
            " then the summary stands there",
        )  # fmt: skip
    primary = language.lower().partition("-")[0]
    for key, text in (("title", entry.title), ("summary", entry.summary)):
        if key in keys and (found := lone_mark(text, primary)):
            what = "opened and never closed" if found[1] else "closed and never opened"
            yield warning(
                manuscript, keys[key], "unbalanced-quotes",
                f"in the {key} a quotation mark is {what}", "add the other one, or take it out",
            )  # fmt: skip
