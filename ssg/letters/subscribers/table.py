"""A list of subscribers as a table, whatever its encoding and separator, with headings or not."""

import csv
import re
from collections.abc import Iterator

from ssg.model.record import dataclass

EMAIL = re.compile(
    r"[^\s@<>\"'(),:;\[\]\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]"
)
"""What looks like an e-mail address; not every one that the standard allows, but all people use."""
_IN_ANGLES = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>\s]+)>\s*")
_SEPARATORS = ",;\t|"
_LONGEST_CELL = 1 << 20


class UnreadableTableError(Exception):
    """The file holds no list of subscribers; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: where it stands in the file, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A list: its headings in small letters, () without, and the rows below them."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, number: int) -> Iterator[str]:
        """Yield the cells of a column."""
        return (row.cells[number] for row in self.rows if number < len(row.cells))

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)


def read_table(content: bytes) -> Table:
    """Return the table in a file. Raises UnreadableTableError."""
    if content.startswith(b"PK\x03\x04"):
        message = "it is a workbook or an archive; save it as CSV, or unpack it"
        raise UnreadableTableError(message)
    text = _decoded(content)
    rows = tuple(_rows(text, _separator(text)))
    if not rows:
        message = "it is empty"
        raise UnreadableTableError(message)
    if any(EMAIL.fullmatch(address_in(cell)[1]) for cell in rows[0].cells):
        return Table((), rows)
    headings = tuple(" ".join(cell.casefold().split()) for cell in rows[0].cells)
    return Table(headings, rows[1:])


def address_in(cell: str) -> tuple[str, str]:
    """Return name and address of a cell that may hold both: "Ana <ana@example.org>"."""
    cell = cell.strip()
    if found := _IN_ANGLES.fullmatch(cell):
        return found["name"].strip(' "'), found["address"].removeprefix("mailto:")
    return "", cell.removeprefix("mailto:")


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """Return what separates cells: the sign of which the first lines have most."""
    beginning = [line for line in text.splitlines() if line.strip()][:20]
    if beginning and beginning[0].startswith("sep="):
        return beginning[0][4:5] or ","
    counts = {sign: sum(line.count(sign) for line in beginning) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign])


def _rows(text: str, separator: str) -> Iterator[Row]:
    lines = text.replace("\0", "").splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        for cells in reader:
            is_hint = reader.line_num == 1 and "".join(cells[:1]).startswith("sep=")
            if any(cell.strip() for cell in cells) and not is_hint:
                yield Row(reader.line_num, tuple(cell.strip() for cell in cells))
    except csv.Error as error:
        message = f"line {reader.line_num} cannot be read: {error}"
        raise UnreadableTableError(message) from error
