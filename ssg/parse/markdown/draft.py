"""What is found in one text while Python-Markdown converts it, and is settled afterwards.

A shortcode, a wiki link or a bare address can only be judged when it is known whether it stands in
raw `<code>` or inside another link. So the parser leaves a mark, an element whose name no text can
hold, and `insertions` replaces the marks in the finished HTML.
"""

import enum
import re
from dataclasses import field
from functools import cache

from ssg.model.diagnostic import Level
from ssg.model.record import dataclass


class MarkKind(enum.Enum):
    """What a mark stands for; the value is its letter in the HTML."""

    SHORTCODE = "c"
    WIKI = "w"
    BARE_ADDRESS = "u"
    LITERAL = "l"
    """A shortcode that is shown, not run: `{{</* name */>}}`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be settled: as `written`, and what was between opening and closing."""

    kind: MarkKind
    written: str
    closing: str = ""
    context: str = ""
    """More of the text from there on, where `written` alone would not be found again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem found by a processor that knows the words but not the place; see `places`."""

    rule: str
    message: str
    fix: str
    written: str
    level: Level = Level.ERROR
    offset: int = -1
    """Where in the text it is, if that is known."""


@dataclass(slots=True)
class Draft:
    """The marks and problems of one text, in the order in which the parser met them.

    `closed_names` are the shortcodes that the text closes somewhere: only these enclose anything.
    """

    unclosed_blocks: int = 0
    closed_names: frozenset[str] = frozenset()
    marks: list[Mark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def leave(self, mark: Mark) -> str:
        """Remember `mark` and return the name of the element that stands for it."""
        self.marks.append(mark)
        return f"\x02{mark.kind.value}{len(self.marks) - 1}"


@cache
def _finder(sign: str) -> re.Pattern[str]:
    """Return a pattern for a longer sign, which looks for one character of it that is rarer."""
    if sign[0].isspace():
        return re.compile(f"{re.escape(sign[-1])}(?<={re.escape(sign)})")
    return re.compile(f"{re.escape(sign[0])}(?={re.escape(sign[1:])})")


@dataclass(slots=True)
class Desk:
    """Where the processors of one converter find the text at hand and its draft."""

    draft: Draft = field(default_factory=Draft)
    text: str = ""
    """The text at hand, so that a processor can tell at a glance that it has nothing to do."""

    def holds(self, sign: str) -> bool:
        """Tell whether `sign` stands in the text."""
        # One character is much quicker to look for than several.
        if len(sign) <= 1:
            return sign in self.text
        return _finder(sign).search(self.text) is not None
