"""Parts of a list that YAML joins to the part above, for they begin further right than it."""

from typing import cast

import yaml

from ssg.model.entry import Place
from ssg.parse.problems import Reading, lines_of, report


def report_joined_parts(event: yaml.Event, first_line: int, reading: Reading) -> None:
    """Report the first line of an element without quotes that begins with a hyphen of its own."""
    start, end = (cast("yaml.Mark", mark) for mark in (event.start_mark, event.end_mark))
    if start.line == end.line or not isinstance(event, yaml.ScalarEvent) or event.style:
        return
    lines = lines_of(reading.text)
    for number in range(start.line + first_line, min(end.line + first_line, len(lines))):
        line = lines[number]
        if line.lstrip().startswith("- "):
            report(
                reading, Place(number + 1, len(line) - len(line.lstrip()) + 1), "yaml-syntax",
                "this part of the list is read as words of the part above it",
                "let its hyphen begin in the same column as that one",
            )  # fmt: skip
            return
