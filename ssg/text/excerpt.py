"""The line of a source that a problem is in, cut to fit, with the place to point at."""

from typing import NamedTuple


class Excerpt(NamedTuple):
    """A line as it is shown; `caret` is the position in `text` to point at, or -1."""

    text: str
    caret: int


def cut_line(line: str, column: int, width: int) -> Excerpt:
    """Return what to show of `line`, at most about `width` characters around `column`.

    `column` counts from 1; 0 means that no place in the line is meant.
    """
    at = min(max(column - 1, 0), len(line))
    start = max(0, at - width // 2) if len(line) > width else 0
    end = start + width
    before, after = "…" if start else "", "…" if end < len(line) else ""
    return Excerpt(f"{before}{line[start:end]}{after}", at - start + len(before) if column else -1)
