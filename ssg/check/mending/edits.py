"""Edits and the text that they are made in."""

import re
from collections.abc import Iterable

from ssg.model.edit import Edit

_MARK = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def fitting(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return those of `edits` whose words stand in `text` where they say, none over another."""
    starts = _line_starts(text)
    found: list[Edit] = []
    end_by_line: dict[int, int] = {}
    for edit in sorted(set(edits), key=lambda each: (each.place.line, each.place.column)):
        at = _offset(edit, starts, text)
        if at < 0 or not edit.old or not text.startswith(edit.old, at):
            continue
        if at >= end_by_line.get(edit.place.line, 0):
            found.append(edit)
            end_by_line[edit.place.line] = at + len(edit.old)
    return found


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with those of `edits` made that fit; everything else is as it was."""
    starts = _line_starts(text)
    for edit in reversed(fitting(text, edits)):
        at = _offset(edit, starts, text)
        text = text[:at] + edit.new + text[at + len(edit.old) :]
    return text


def _line_starts(text: str) -> list[int]:
    return [line.start() for line in _LINE.finditer(text)]


def _offset(edit: Edit, starts: list[int], text: str) -> int:
    """Return where an edit begins; places are counted without a byte order mark."""
    if not 0 < edit.place.line <= len(starts) or edit.place.column < 1:
        return -1
    mark = len(_MARK) if edit.place.line == 1 and text.startswith(_MARK) else 0
    return starts[edit.place.line - 1] + mark + edit.place.column - 1
