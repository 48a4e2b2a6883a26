"""Rows of tables with more cells than the table has columns: what is in them is shown nowhere."""

import re
from collections.abc import Iterator

from ssg.check.survey.findings import warning
from ssg.check.survey.manuscript import Manuscript
from ssg.model.diagnostic import Diagnostic

_RULE = re.compile(r"^[ >]*\|?[ ]*:?-+:?[ ]*(?>(?:\|[ ]*:?-+:?[ ]*)*)\|?[ ]*$", re.MULTILINE)
"""The line below the head of a table."""

_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")


def check_tables(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report each row of a table that has words beyond the last column."""
    text = manuscript.without_code
    if "|" not in text:
        return
    start = manuscript.start
    for rule in _RULE.finditer(text, start):
        if rule.start() < start:  # It is a row of the table above.
            continue
        above = max(rule.start() - 1, 0)
        head = text[text.rfind("\n", 0, above) + 1 : above]
        columns = len(_cells_of(head, head))
        if "|" not in head or columns != len(_cells_of(rule[0], head)):
            continue
        start = rule.end() + 1
        while (line := _line_at(text, start)).strip(" >"):
            cells = _cells_of(line, head)
            if any(cell.strip() for cell in cells[columns:]):
                yield warning(
                    manuscript, start, "table-cells",
                    f"this row has {len(cells)} cells, and its table {columns} columns: what is"
                    " beyond them is not shown",
                    "add a column to the head of the table, or write `\\|` for a bar that belongs"
                    " to the words",
                )  # fmt: skip
            start += len(line) + 1


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def _cells_of(line: str, head: str) -> list[str]:
    """Return the cells of a line; bars at both ends count for nothing where the head has one."""
    row, head = line.strip(" >"), head.strip(" >")
    if not (head.startswith("|") or head.endswith("|")):
        return _BAR.split(row)
    *cells, last = _BAR.split(row.removeprefix("|"))
    return [*cells, last] if last else cells
