"""Lines and columns, from 1, and repairs told by the line."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ssg.model.export import Repair, RepairKind

MOST_REPAIRS = 100
"""Repairs that are told one by one of what is read at a time; the others are added to the last."""


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int

    def after(self, text: str, start: int, end: int) -> "Place":
        """Return the place of `text[end]` where this is the place of `text[start]`."""
        newlines = text.count("\n", start, end)
        if newlines:
            return Place(self.line + newlines, end - text.rfind("\n", start, end))
        return Place(self.line, self.column + end - start)


def fold_repairs(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Return one repair for each kind and line, and no more than `MOST_REPAIRS` of a kind."""
    by_line: dict[tuple[RepairKind, int], Repair] = {}
    last_of: dict[RepairKind, int] = {}
    counts: dict[RepairKind, int] = {}
    for repair in repairs:
        line = repair.line
        if (repair.kind, line) not in by_line:
            counts[repair.kind] = counts.get(repair.kind, 0) + 1
            if counts[repair.kind] <= MOST_REPAIRS:
                by_line[repair.kind, line] = repair
                last_of[repair.kind] = line
                continue
            line = last_of[repair.kind]
        told = by_line[repair.kind, line]
        by_line[repair.kind, line] = replace(told, count=told.count + repair.count)
    return tuple(by_line.values())
