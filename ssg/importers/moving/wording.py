"""Small parts of sentences for plans and reports."""

import re

from ssg.model.record import dataclass

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the plan: a few words on top, then what to do, each with a box to tick.

    A step that begins with DONE gets a box that is ticked already.
    """

    title: str
    steps: tuple[str, ...]
    words: str = ""


DONE = "[x] "


def code(text: str) -> str:
    """Return foreign text on one line, fit to stand between backquotes."""
    return one_line(text).replace("`", "%60")


def plain(text: str) -> str:
    """Return foreign text on one line, with nothing in it that Markdown would take for a sign."""
    return _SIGNS.sub(r"\\\1", one_line(text))


def one_line(text: str) -> str:
    """Return `text` with all white space made single spaces, without control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())
