"""Lists that Markdown does not take for lists: readers see their parts as running words."""

import re
from collections.abc import Iterator, Sequence

from ssg.check.survey.blocks import Block
from ssg.check.survey.findings import warning
from ssg.check.survey.manuscript import Manuscript
from ssg.model.diagnostic import Diagnostic

_MARK = re.compile(r"(?P<mark>[-*+•◦▪●‣⁃]|\d{1,2}[.)])(?P<gap>[ \t\xa0]+)(?P<words>\S.*)")
_PLAIN = frozenset("-*+")
_PART = r"(?:[-*+]|\d{1,2}\.)[ ]+\S"
_SHIFTED = re.compile(
    rf"^(?:{_PART}.*\n[ ]{{2,3}}|[ ]{_PART}.*\n[ ]{{3}})(?=[-*+][ ]+\S)", re.MULTILINE
)
"""A part of a list above one that is indented by too little to lie in it."""


def check_lists(blocks: Sequence[Block], manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report each paragraph in which lines stand that were meant as parts of a list.

    One line may begin so by chance; two may not, nor one below a colon. Lines that are kept apart
    (by two spaces at their ends) are seen as lines, and need no list. Report each
    list, too, that was meant to lie within a part of another, and does not.
    """
    for block in blocks:
        if "\n" not in block.text or block.is_in("li"):
            continue
        marks = list(_marks_in(block.text))
        if len(marks) < _ENOUGH and not any(below_colon for _, below_colon in marks):
            continue
        first, _ = marks[0]
        at = manuscript.find_line(first["mark"], first["words"])
        if at >= 0 and not _is_html(manuscript, at):
            yield warning(
                manuscript, at, "list-in-paragraph",
                "this list is none: readers see its parts as running words", _fix(first),
            )  # fmt: skip
    yield from _not_nested(manuscript)


def _not_nested(manuscript: Manuscript) -> Iterator[Diagnostic]:
    for found in _SHIFTED.finditer(manuscript.without_fences, manuscript.start):
        yield warning(
            manuscript, found.end(), "list-in-paragraph",
            "this list does not lie within the part above: readers see one list", _INDENT,
        )  # fmt: skip


def _marks_in(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the lines that begin as parts of a list do, and whether a colon ends the one above."""
    before = None
    for line in text.strip().split("\n"):
        if before != "" and (found := _MARK.match(line.strip())):
            yield found, before is not None and before.endswith(":")
        before = line.strip()


def _is_html(manuscript: Manuscript, at: int) -> bool:
    """Tell whether the paragraph around `at` is HTML, in which no list can be written so."""
    start = manuscript.text.rfind("\n\n", 0, at) + 2
    return manuscript.text[max(start, manuscript.start) :].lstrip(" >").startswith("<")


def _fix(first: re.Match[str]) -> str:
    mark = first["mark"]
    if "\xa0" in first["gap"]:
        return f"type the space behind `{mark}` anew: it is a no-break space, which does not count"
    if mark in _PLAIN or mark.endswith("."):
        return "put an empty line above its first part"
    wanted = f"{mark[:-1]}." if mark.endswith(")") else "-"
    return f"write `{wanted}` in place of `{mark}`, and so on, with an empty line above the first"


_ENOUGH = 2
_INDENT = "indent each of its lines by four spaces"
