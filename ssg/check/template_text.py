"""What the text of a template tells without being run: what it extends, and its blocks."""

import re
from collections.abc import Iterator

from ssg.model.record import dataclass
from ssg.text.blanks import blanked

_HIDDEN = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL
)
_TAG = re.compile(
    r"\{%[-+]?\s*(?:(?P<ends>endblock)\b|block\s+(?P<block>\w+)"
    r"|extends\s+(?P<quote>[\"'])(?P<extends>.+?)(?P=quote)\s*[-+]?%\})"
)

_PART = re.compile(
    r"(?P<shown>\{\{).*?\}\}|\{%[-+]?\s*(?P<tag>\w+)(?P<rest>.*?)%\}|<!--.*?-->"
    r"|(?P<text>(?:(?!\{\{|\{%|<!--).)+)",
    re.DOTALL,
)
_KEEPING = frozenset({"block", "macro", "set"})
"""Tags that keep what is in them for where it is asked for."""
_SHORT_SET = re.compile(r"[\s\w.,()]*=")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a template: `start` is where its name stands, `depth` how many are around it."""

    name: str
    start: int
    depth: int


def without_hidden(text: str) -> str:
    """Return a template with spaces for its comments and raw text, so that places stay."""
    return _HIDDEN.sub(lambda hidden: blanked(hidden[0]), text)


def read_blocks(text: str) -> tuple[str, list[Block]]:
    """Return what a template extends ("" for none) and its blocks."""
    extended, depth = "", 0
    blocks = []
    for tag in _TAG.finditer(without_hidden(text)):
        if tag["ends"]:
            depth = max(0, depth - 1)
        elif tag["block"]:
            blocks.append(Block(tag["block"], tag.start("block"), depth))
            depth += 1
        else:
            extended = tag["extends"]
    return extended, blocks


def places_outside(text: str) -> Iterator[int]:
    """Yield where text or a value begins that is in no block, macro or variable."""
    kept: list[str] = []
    for part in _PART.finditer(without_hidden(text)):
        tag = part["tag"] or ""
        if tag in _KEEPING and not (tag == "set" and _SHORT_SET.match(part["rest"])):
            kept.append(tag)
        elif kept:
            if tag == f"end{kept[-1]}":
                kept.pop()
        elif part["shown"] or (part["text"] or "").strip():
            written = part[0].lstrip()
            yield part.end() - len(written)


def place_in(text: str, start: int) -> tuple[int, int]:
    """Return the line and column of the character `start`."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
