"""Headings in order, and names that stand once on a page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ssg.check.survey.findings import advice, warning
from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.tags import attributes_of
from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Entry, Heading, Place
from ssg.text.excerpt import cut_line

_TITLE_LEVEL = 1
_WIDTH = 48


def check_headings(entry: Entry, manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report headings that leave out a level, and headings without words.

    The title is of the first level, so a text begins with the second. A heading of the first level
    is reported by parsing (`heading-level`).
    """
    if not entry.headings:
        return
    title = Heading(_TITLE_LEVEL, "", "")
    for number, (before, heading) in enumerate(pairwise((title, *entry.headings))):
        if not heading.text.strip():
            yield warning(
                manuscript, _offset_of(number, entry.headings, manuscript), "empty-heading",
                "a heading has no words", "write some, or take it out",
            )  # fmt: skip
        elif heading.level > before.level + 1 and before.level:
            after = "the title" if before is title else f"“{_short(before.text)}”"
            at = _offset_of(number, entry.headings, manuscript)
            is_html = at >= 0 and manuscript.text.startswith("<", at)
            wanted = before.level + 1
            way = f"make it <h{wanted}>" if is_html else f"write {'#' * wanted} before it"
            yield advice(
                manuscript, at, "heading-order",
                f"“{_short(heading.text)}” is of level {heading.level}, and {after} above it of"
                f" level {before.level}: a level is left out",
                f"{way}: programs that read pages aloud go from level to level",
            )  # fmt: skip


def places_of_headings(entry: Entry, manuscript: Manuscript) -> tuple[Place, ...]:
    """Return where each heading of an entry stands in its source."""
    numbers = range(len(entry.headings))
    offsets = (_offset_of(number, entry.headings, manuscript) for number in numbers)
    return tuple(map(manuscript.place, offsets))


def _offset_of(number: int, headings: Sequence[Heading], manuscript: Manuscript) -> int:
    """Return where the heading `number` stands: the n-th that looks like one, or by its words."""
    if len(manuscript.headings) == len(headings):
        return manuscript.headings[number]
    at = manuscript.find_words(headings[number].text)
    return manuscript.text.rfind("\n", 0, at) + 1 if at >= 0 else -1


def _short(text: str) -> str:
    return cut_line(text, 0, _WIDTH).text


def check_ids(pieces: Sequence[str], manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report each id that stands twice in the text: links to it find the first one only."""
    tags = (piece for piece in pieces[1::2] if "id" in piece and piece[:2] not in {"</", "<!"})
    ids = Counter(found for tag in tags if (found := attributes_of(tag).get("id")))
    for name, count in ids.items():
        if count > 1:
            yield warning(
                manuscript, _second_place(name, manuscript), "same-id",
                f"the id `{name}` stands {count} times in this text: links find the first one only",
                "give each place an id of its own, or take the others out",
            )  # fmt: skip


def _second_place(name: str, manuscript: Manuscript) -> int:
    """Return where the second writing of an id is; a heading's own is written nowhere."""
    spelled = re.escape(name)
    written = re.compile(
        rf"""\bid\s*=\s*["']?{spelled}(?=["'\s>])|\{{[^}}\n]*#{spelled}(?=[\s}}])"""
    )
    places = [found.start() for found in written.finditer(manuscript.text, manuscript.start)]
    return places[min(1, len(places) - 1)] if places else -1
