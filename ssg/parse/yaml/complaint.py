"""What YAML complains of, and what is wrong in a writer's words."""

import re
from collections.abc import Sequence

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text and what to write instead; line and column count from 0."""

    line: int
    column: int
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the YAML library says, with the lines that it talks of."""

    problem: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int
    lines: Sequence[str]

    @property
    def written(self) -> str:
        """Return the line with the problem."""
        return self.lines[self.line] if self.line < len(self.lines) else ""


KEY_AND_VALUE = re.compile(r"(\s*(?:- +)*)([^\s:#'\"\[{&*!|>%@`-][^:]*?)\s*:\s+(\S.*?)\s*")
"""List marks, a key, and what stands behind its colon."""
