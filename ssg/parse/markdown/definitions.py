"""Lists of definitions: Python-Markdown's, which nests where it finds no blank line, in bounds.

Of `Term`, `: definition`, `Term`, … line by line it makes a list in a list in a list. As deep as
this goes here, what comes out is the same; what would be deeper becomes one flat list.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.extensions.def_list import DefListProcessor

_DEEPEST_LIST = 20
_DEFINITION = re.compile(r" {0,3}: ")
_WORDS_AT_MARGIN = re.compile(r" {0,3}[^ :]")
_OF_OTHERS = re.compile(
    r"^(?:#|:{3}| {0,3}\{\{<| {0,3}(?:[*+-]|[0-9]+\.) |[|:*_= -]*+$)", re.MULTILINE
)
"""A line that a processor which is asked before that of definitions could want, or a blank one."""


class LimitedDefinitions(DefListProcessor):
    """Makes lists of definitions, no deeper than anyone can read."""

    def __init__(self, parser: BlockParser) -> None:
        """Begin at the surface."""
        super().__init__(parser)
        self._depth = 0

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether there is a definition in `block` that may become one."""
        return self._depth <= _DEEPEST_LIST and super().test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Make an item of the first of `blocks`."""
        if self._depth == _DEEPEST_LIST:
            blocks[:1] = _items(blocks[0])
        self._depth += 1
        try:
            return self._make_items(parent, blocks)
        finally:
            self._depth -= 1

    def _make_items(self, parent: Element, blocks: list[str]) -> bool | None:
        return super().run(parent, blocks)


class LeanDefinitions(LimitedDefinitions):
    """Takes definitions on adjoining lines at once.

    Its original takes one, and has all that follows it tested by all processors again.
    """

    def _make_items(self, parent: Element, blocks: list[str]) -> bool | None:
        """Make items of the first of `blocks`, and leave of it what holds no definition."""
        if _OF_OTHERS.search(blocks[0]):
            return super()._make_items(parent, blocks)
        definitions, rest = _definitions_in(blocks[0])
        for number, definition in enumerate(definitions):
            made = super()._make_items(parent, [definition])
            if made is False and number == 0:
                return False
        blocks[:1] = [rest] if rest else []
        return True


def _definitions_in(block: str) -> tuple[list[str], str]:
    """Return the definitions in `block`, each with its terms, and what comes after the last.

    A definition ends with the lines indented below it. Words below it that are not belong to it,
    with all that follows.
    """
    lines = block.split("\n")
    found: list[str] = []
    begin = 0
    while begin < len(lines):
        at = begin
        while at < len(lines) and not _DEFINITION.match(lines[at]):
            at += 1
        if at == len(lines):
            break
        end = at + 1
        if end < len(lines) and _WORDS_AT_MARGIN.match(lines[end]):
            end = len(lines)
        while end < len(lines) and lines[end].startswith("    "):
            end += 1
        found.append("\n".join(lines[begin:end]))
        begin = end
    return found, "\n".join(lines[begin:])


def _items(block: str) -> Iterator[str]:
    """Yield the terms in `block`, each with its definitions."""
    lines = block.split("\n")
    is_definition = [_DEFINITION.match(line) is not None for line in lines]
    begin = 0
    for number in range(1, len(lines) - 1):
        is_plain = not is_definition[number] and not lines[number].startswith("    ")
        if is_plain and is_definition[number + 1] and any(is_definition[begin:number]):
            yield "\n".join(lines[begin:number])
            begin = number
    yield "\n".join(lines[begin:])
