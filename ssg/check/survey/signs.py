"""Signs of Markdown that readers see: a link with a space in it, a table below words."""

import re
from collections.abc import Iterator, Sequence

from ssg.check.survey.blocks import Block
from ssg.check.survey.findings import warning
from ssg.check.survey.manuscript import Manuscript
from ssg.model.diagnostic import Diagnostic
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class _Sign:
    """What readers see (`shown`), how it stands in the source (`written`), and what is told."""

    shown: re.Pattern[str]
    written: re.Pattern[str]
    message: str
    fix: str


def _sign(shown: str, written: str, message: str, fix: str) -> _Sign:
    return _Sign(re.compile(shown, re.MULTILINE), re.compile(written, re.MULTILINE), message, fix)


_SPACED = r"\[[^\[\]\n]+\][ \t]+\((?:https?://|www\.|/)[^\s()]*\)"
_TURNED = r"\([^()\n]+\)\[(?:https?://|www\.|/)[^\s\[\]]*\]"
_OPEN = r"\[[^\[\]\n]+\]\((?:https?://|www\.|/)[^\s()]*(?:\s|$)"
_APART = r"(?<![^\s(>])(?:\*\*[ \t][^*\n]+\*\*|\*\*[^*\s][^*\n]*[ \t]\*\*)(?=[\s.,;:!?)]|$)"

_SIGNS = (
    _sign(
        _SPACED, rf"(?<!\\){_SPACED}",
        "readers see the signs of this link: a space stands before its address",
        "take the space out: [words](address)",
    ),
    _sign(
        _TURNED, rf"(?<!\\){_TURNED}",
        "readers see the signs of this link: its brackets are the wrong way round",
        "write [words](address)",
    ),
    _sign(
        _OPEN, rf"(?<!\\){_OPEN}",
        "readers see the signs of this link: its address is not closed",
        "put `)` behind the address: [words](address)",
    ),
    _sign(
        _APART, rf"(?<!\\){_APART}",
        "readers see these stars: a space stands between them and the words",
        "let the stars touch the words: **words**",
    ),
    _sign(
        r"~~[^~\n]+~~", r"(?<!\\)~~[^~\n]+~~",
        "readers see these signs: `~~` strikes nothing out here", "write <s>words</s>",
    ),
    _sign(
        r"^\|?[ ]*:?[-–—]+:?[ ]*\|[ :|–—-]*$",
        r"^[ >]*[^\s>].*\n(?P<at>[ >]*(?=[^|\n]*\|)\S.*\n[ >]*\|?[ ]*:?-+:?[ ]*\|[ :|-]*$)",
        "readers see the bars of this table: words stand right above it",
        "put an empty line above its first row",
    ),
)  # fmt: skip


_FENCE = re.compile(r"^[ >]*(?P<at>`{3,}|~{3,})", re.MULTILINE)


def check_signs(blocks: Sequence[Block], manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report signs in the text of `blocks` that were meant to do something, and do nothing.

    What stands behind a backslash, or in code, is meant to be seen.
    """
    yield from _open_code(blocks, manuscript)
    for sign in _SIGNS:
        start = manuscript.start
        for block in blocks:
            for _ in sign.shown.finditer(block.text):
                found = sign.written.search(manuscript.without_code, start)
                if found is None:
                    break
                start = found.end()
                at = found.start("at" if "at" in found.groupdict() else 0)
                yield warning(manuscript, at, "markdown-leftover", sign.message, sign.fix)


def _open_code(blocks: Sequence[Block], manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report code that is never closed: its first line is then read as words."""
    if not any(_FENCE.match(block.text.lstrip()) for block in blocks):
        return
    *_, last = [None, *_FENCE.finditer(manuscript.text, manuscript.start)]
    if last:
        yield warning(
            manuscript, last.start("at"), "markdown-leftover",
            "the code that begins here is never closed: readers see this line, and all as words",
            f"end the code with a line {last['at']} of its own, or take this one out",
        )  # fmt: skip
