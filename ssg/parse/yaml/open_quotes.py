"""The quotation mark that a writer forgot to close.

YAML reads on to the next quotation mark, lines below, and complains about what stands behind that.
"""

import re
from collections.abc import Sequence

from ssg.model.record import dataclass

_QUOTES = frozenset("\"'")
_MARKS_OF_LIST = re.compile(r"\s*(?:-\s+)*")
_KEY = re.compile(r"[^\s:#'\"\[\]{},&*!|>%@`-][^:#]*?\s*:(?=\s|$)\s*")
_NEXT_PART = re.compile(r"\s*(?:#|-\s|[\]}\"'{\[]|(?:-\s+)*[\w-]+\s*:(?:\s|$))")
_CLEAN_END = {False: re.compile(r"\s*(?:$|#|:(?:\s|$))"), True: re.compile(r"\s*(?:$|#|[,\]}:])")}
_BLOCK = re.compile(r"(?:^|[:\s-]\s)[|>][-+\d]*\s*(?:#.*)?$")
_PART_OF_MAP = re.compile(r",\s*[\w-]+\s*:\s")
_BEFORE_VALUE = {False: re.compile(r":(?=\s|$)"), True: re.compile(r",|:(?=\s|$)")}
_COMMENT_SIGN = re.compile(r"(?:^|(?<=\s))#")
_COMMENT = re.compile(r"\s+#(?:\s|$)")
_CLOSING_QUOTES = "\"'”“’‘»«"


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """Where a quotation mark opens that is never closed (from 0), and its line as it should be."""

    line: int
    column: int
    mended: str


@dataclass(frozen=True, slots=True)
class _Quote:
    """A text in quotation marks: the line and column behind its end, None where it has none."""

    mark: str
    line: int
    column: int
    end: tuple[int, int] | None


def find_open_quote(lines: Sequence[str], last: int) -> OpenQuote | None:
    """Return the first quotation mark in `lines` that opens a text and was not closed.

    Reads values as YAML does, down to the line `last`, where YAML stumbled. A text that goes on on
    the next line is no such text, unless what follows looks like the next key, part or comment.
    """
    brackets = ""
    block_indent = -1
    number = column = 0
    while number <= min(last, len(lines) - 1):
        line = lines[number]
        indent = len(line) - len(line.lstrip())
        if not column and (not line.strip() or (block_indent >= 0 and indent > block_indent)):
            number += 1
            continue
        block_indent = -1
        start, brackets = _next_quote(line, column, brackets)
        if start < 0:
            block_indent = _indent_of_block(line) if not brackets else -1
            number, column = number + 1, 0
            continue
        quote = _read_quote(lines, number, start)
        if not _is_closed_well(lines, quote, inline=bool(brackets)):
            return _open_quote(lines, quote, brackets)
        # _is_closed_well answers False where there is no end.
        number, column = quote.end or (len(lines), 0)
    return None


def _indent_of_block(line: str) -> int:
    """Return the column that the lines of a block (`|`, `>`) are right of, -1 if none begins."""
    if not _BLOCK.search(line):
        return -1
    key = _MARKS_OF_LIST.sub(lambda marks: " " * len(marks[0]), line, count=1)
    return len(key) - len(key.lstrip(" ")) if _KEY.match(key.lstrip(" ")) else line.find("-")


def _next_quote(line: str, column: int, brackets: str) -> tuple[int, str]:
    """Return where the next text in quotes begins on `line`, -1 if none does, and open brackets."""
    at_value = not column
    column = column or _start_of_value(line, brackets)
    while column < len(line) and not _COMMENT_SIGN.match(line, column):
        sign = line[column]
        if at_value and sign in _QUOTES:
            return column, brackets
        if at_value and sign in "[{":
            brackets += sign
        elif sign in "]}":
            brackets, at_value = brackets[:-1], False
        elif not sign.isspace():
            at_value = bool(_BEFORE_VALUE[bool(brackets)].match(line, column))
            if not at_value and not brackets:
                break  # A text without quotes goes on to the end of its line.
        column += 1
    return -1, brackets


def _start_of_value(line: str, brackets: str) -> int:
    """Return where the value on `line` begins: between brackets, at once."""
    if brackets:
        return 0
    marks = _MARKS_OF_LIST.match(line)
    column = marks.end() if marks else 0
    key = _KEY.match(line, column)
    return key.end() if key else column


def _read_quote(lines: Sequence[str], number: int, start: int) -> _Quote:
    mark = lines[number][start]
    inside = re.compile(r"(?:[^\"\\]|\\.)*" if mark == '"' else r"(?:[^']|'')*")
    column = start + 1
    for line in range(number, len(lines)):
        found = inside.match(lines[line], column)
        if found and found.end() < len(lines[line]) and lines[line][found.end()] == mark:
            return _Quote(mark, number, start, (line, found.end() + 1))
        column = 0
    return _Quote(mark, number, start, None)


def _is_closed_well(lines: Sequence[str], quote: _Quote, *, inline: bool) -> bool:
    """Tell whether `quote` closes where it was meant to, or fails in a way of its own."""
    if quote.end is None:
        return False
    line, column = quote.end
    if _CLEAN_END[inline].match(lines[line], column):
        return True
    if line == quote.line:
        # ["a, "b"]: the mark that should open the next part closes this one.
        before = lines[line][quote.column + 1 : column - 1]
        return not (inline and re.search(r"[,:]\s*$", before))
    return not any(map(_NEXT_PART.match, lines[quote.line + 1 : line + 1]))


def _open_quote(lines: Sequence[str], quote: _Quote, brackets: str) -> OpenQuote:
    line = lines[quote.line]
    before, text = line[: quote.column + 1], line[quote.column + 1 :]
    below = lines[quote.line + 1 : quote.end[0] + 1 if quote.end else None]
    if not brackets:
        for more in below:
            if not more.strip() or _NEXT_PART.match(more):
                break
            text = f"{text.rstrip()} {more.strip()}"
    end = _end_of_text(text, brackets)
    words, rest = text[:end].rstrip(), text[end:]
    other = words[-1] if words and words[-1] in _CLOSING_QUOTES else ""
    if other and other != quote.mark and words.count(other) % 2:
        words = words[:-1].rstrip()
    return OpenQuote(quote.line, quote.column, f"{before}{words}{quote.mark}{rest}".strip())


def _end_of_text(text: str, brackets: str) -> int:
    """Return where the text was probably meant to end."""
    comment = _COMMENT.search(text)
    end = comment.start() if comment else len(text)
    if not brackets:
        return end
    part = re.search(r"[,\]]", text) if brackets.endswith("[") else _PART_OF_MAP.search(text)
    if part:
        return min(end, part.start())
    closing = re.search(r"[\]}\s,]*$", text[:end])
    return closing.start() if closing else end
