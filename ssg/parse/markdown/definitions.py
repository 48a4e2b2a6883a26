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
            return super().run(parent, blocks)
        finally:
            self._depth -= 1


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
