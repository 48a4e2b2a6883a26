"""Tables as Markdown, where they are as plain as Markdown's: one head, one line in each cell."""

from collections.abc import Iterable

from ssg.importers.markdown.lines import Manner, refuse, write_line
from ssg.importers.markdown.names import FLOW
from ssg.importers.markdown.tree import Element, Node, is_blank

_RULES = {"": "---", "align-left": ":---", "align-center": ":---:", "align-right": "---:"}
_LOOKS = frozenset({"border", "cellpadding", "cellspacing", "width", "height", "summary", "style"})


def write_table(table: Element, carefully: bool) -> str:  # noqa: FBT001 - a table of writers
    """Return a table as Markdown. Raises UnwritableError."""
    if set(table.attributes) - _LOOKS:
        refuse("a table with attributes of its own")
    rows = _rows(table)
    if len(rows) < 2:  # noqa: PLR2004 - a head and a row
        refuse("a table of one row")
    head, *body = rows
    if any(cell.name != "th" for cell in head):
        refuse("a table without a head")
    if any(cell.name != "td" or len(row) != len(head) for row in body for cell in row):
        refuse("a table with heads at the side, or rows of unequal length")
    alignments = [cell.get("class") for cell in head]
    if any(_alignment(cell) != alignments[place] for row in body for place, cell in enumerate(row)):
        refuse("a table whose columns are aligned here and there")
    lines = [_line(_written(cell, carefully) for cell in head)]
    lines.append(_line(_RULES.get(name, "---") for name in alignments))
    lines += [_line(_written(cell, carefully) for cell in row) for row in body]
    return "\n".join(lines)


def _alignment(cell: Element) -> str:
    return cell.get("class")


def _rows(table: Element) -> list[list[Element]]:
    rows: list[list[Element]] = []
    for part in _elements(table.children):
        if part.name == "tr":
            rows.append(_elements(part.children))
        elif part.name in {"thead", "tbody"} and not part.attributes:
            if part.name == "thead" and len(_elements(part.children)) != 1:
                refuse("a table with a head of several rows")
            rows += [_elements(row.children) for row in _elements(part.children)]
        else:
            refuse(f"a table with <{part.name}>")
    return rows


def _elements(nodes: tuple[Node, ...]) -> list[Element]:
    found = [node for node in nodes if not is_blank(node)]
    made = [node for node in found if isinstance(node, Element)]
    if len(made) != len(found):
        refuse("a table with text between its cells")
    return made


def _written(cell: Element, carefully: bool) -> str:  # noqa: FBT001
    if set(cell.attributes) - {"class", "width", "valign", "scope"}:
        refuse("cells that span others or look their own way")
    if set(cell.classes) - set(_RULES):
        refuse("cells with classes of their own")
    if any(isinstance(child, Element) and child.name in FLOW for child in cell.children):
        refuse("cells that hold blocks")
    manner = Manner(carefully=carefully, is_single=True, in_cell=True, at_start=False)
    return write_line(cell.children, manner)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
