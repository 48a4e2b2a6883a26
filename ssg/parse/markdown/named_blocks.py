"""Named blocks: `::: pull-quote` … `:::` sets a piece of the text apart.

::: aside
A note beside the text, with *Markdown* in it.
:::
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from ssg.model.record import dataclass
from ssg.parse.markdown.draft import Desk, Problem
from ssg.text.nearest import did_you_mean

_FENCE = re.compile(r"^:{3,}[ ]*([^\n]*?)[ ]*$", re.MULTILINE)
_DEEPEST = 12
_MOST_UNCLOSED = 20
"""After so many blocks that are never closed, colons are just colons."""


@dataclass(frozen=True, slots=True)
class NamedBlock:
    """What a named block becomes: an element with attributes."""

    tag: str
    attributes: Mapping[str, str]


NAMED_BLOCKS: Mapping[str, NamedBlock] = {
    "pull-quote": NamedBlock("aside", {"class": "pull-quote", "aria-hidden": "true"}),
    "aside": NamedBlock("aside", {"class": "note"}),
}


class NamedBlocks(Extension):
    """Adds `::: name` to Markdown."""

    def __init__(self, desk: Desk) -> None:
        """Remember where problems go."""
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processor after that of indented code, in which colons are text."""
        md.parser.blockprocessors.register(_NamedBlockProcessor(md, self._desk), "named_block", 78)


class _NamedBlockProcessor(BlockProcessor):
    def __init__(self, converter: Markdown, desk: Desk) -> None:
        super().__init__(converter.parser)
        self._desk = desk

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        """Tell whether a line of `block` is a fence."""
        return (
            ":::" in block
            and self._desk.draft.unclosed_blocks < _MOST_UNCLOSED
            and _FENCE.search(block) is not None
        )

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Make an element of the block that begins in the first of `blocks`."""
        found = _FENCE.search(blocks[0])
        if found is None:
            return False
        if before := blocks[0][: found.start()].strip("\n"):
            blocks[0:1] = [before, blocks[0][found.start() :]]
            self.parser.parseBlocks(parent, [blocks.pop(0)])
            return True
        name, written = found[1], found[0]
        if not name:
            self._report(
                "markdown-block",
                "`:::` closes a block that was never opened",
                "remove the line, or write `::: aside` where the block begins",
                written,
            )
            _drop_line(blocks, found.end())
            return True
        inner = _take_inner(blocks)
        if inner is None:
            self._desk.draft.unclosed_blocks += 1
            self._report(
                "markdown-block",
                f"the block `::: {name}` is never closed",
                "end it with a line `:::`",
                written,
            )
            _drop_line(blocks, found.end())
            return True
        self._add(parent, name, inner, written)
        return True

    def _add(self, parent: Element, name: str, inner: str, written: str) -> None:
        known = NAMED_BLOCKS.get(name.casefold())
        if known is None:
            names = ", ".join(f"`{name}`" for name in NAMED_BLOCKS)
            self._report(
                "markdown-block",
                f"no block is called `{name}`{did_you_mean(name, NAMED_BLOCKS)}",
                f"the blocks are {names}",
                written,
            )
        is_too_deep = self.parser.state.count("named block") >= _DEEPEST
        if known is None or is_too_deep:
            element = parent
        else:
            element = SubElement(parent, known.tag, dict(known.attributes))
        self.parser.state.set("named block")
        self.parser.parseChunk(element, inner)
        self.parser.state.reset()

    def _report(self, rule: str, message: str, fix: str, written: str) -> None:
        self._desk.draft.problems.append(Problem(rule, message, fix, written))


def _take_inner(blocks: list[str]) -> str | None:
    """Take from `blocks` all up to the closing fence and return what it encloses, None if open.

    What follows the closing fence in its block stays the first of `blocks`.
    """
    depth = 0
    for number, block in enumerate(blocks):
        if ":::" not in block:
            continue
        for fence in _FENCE.finditer(block):
            depth += 1 if fence[1] else -1
            if depth:
                continue
            inner = "\n\n".join([*blocks[:number], block[: fence.start()]])
            rest = block[fence.end() :].strip("\n")
            blocks[: number + 1] = [rest] if rest else []
            return inner.partition("\n")[2].strip("\n")
    return None


def _drop_line(blocks: list[str], end: int) -> None:
    rest = blocks[0][end:].strip("\n")
    blocks[0:1] = [rest] if rest else []
