"""Processors of blocks that are asked only about what may be theirs; see `lean`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions.abbr import AbbrBlockprocessor

from ssg.parse.markdown.definitions import LeanDefinitions, LimitedDefinitions

_KNOWN_BLOCKS = frozenset(
    """empty indent defindent code named_block shortcode table hashheader setextheader hr olist
    ulist deflist quote footnote abbr reference paragraph""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
_BLOCK_SIGNS: Mapping[str, str] = {"hashheader": "#", "deflist": ":", "table": "|"}
"""What a block must hold for the processor of that name to find anything in it."""
_ABBREVIATION = re.compile(r"^\*\[([^\\\[\]\n]+)\] ?:([^\n]+)\n(?=\*\[)", re.MULTILINE)
"""A line that says what an abbreviation means, before another that begins like one."""
_SIGN = r"(?: {0,3}[#>*+\-_=:\[{0-9]| {4}|\n|\Z)"
_SIGN_AT_START = re.compile(_SIGN)
_SIGN_ON_A_LATER_LINE = re.compile(rf"\n{_SIGN}")


def lean_blocks(md: Markdown) -> tuple[BlockProcessor, ...]:
    """Return the processors of blocks in order; a registry would make a list of them each time."""
    named = named_parts(md.parser.blockprocessors, _KNOWN_BLOCKS)
    # A processor of someone else's may want any block at all.
    are_known = all(name for name, _ in named)
    if are_known:
        named = [(name, _taking_all_at_once(processor)) for name, processor in named]
    lean = [
        _OnlyWithSign(processor, _BLOCK_SIGNS[name]) if name in _BLOCK_SIGNS else processor
        for name, processor in named
    ]
    return (PlainParagraphProcessor(md), *lean) if are_known else tuple(lean)


def named_parts(registry: Any, names: Iterable[str]) -> list[tuple[str, Any]]:  # noqa: ANN401 - it is for any kind of part
    """Return the parts of `registry` in order with their names, "" if it is none of `names`."""
    known = {id(registry[name]): name for name in names if name in registry}
    return [(known.get(id(part), ""), part) for part in registry]


class PlainParagraphProcessor(BlockProcessor):
    """Takes a block that can be nothing but a paragraph past the tests of all others."""

    def __init__(self, converter: Markdown) -> None:
        """Remember the processor that makes paragraphs."""
        super().__init__(converter.parser)
        self._paragraph = ParagraphProcessor(converter.parser)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        """Tell whether no line of `block` begins like anything else, nor holds a table's bar."""
        return _is_plain(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make paragraphs of the first of `blocks` and of those after it that are plain as well."""
        self._paragraph.run(parent, blocks)
        while blocks and _is_plain(blocks[0]):
            self._paragraph.run(parent, blocks)


def _is_plain(block: str) -> bool:
    return (
        _SIGN_AT_START.match(block) is None
        and "|" not in block
        and ("\n" not in block or _SIGN_ON_A_LATER_LINE.search(block) is None)
    )


def _taking_all_at_once(processor: BlockProcessor) -> BlockProcessor:
    """Return in place of `processor` one that takes all of its kind on adjoining lines."""
    if type(processor) is AbbrBlockprocessor:
        return LeanAbbreviations(processor.parser, processor.abbrs)
    if type(processor) is LimitedDefinitions:
        return LeanDefinitions(processor.parser)
    return processor


class LeanAbbreviations(AbbrBlockprocessor):
    """Takes abbreviations on adjoining lines at once.

    Its original takes one, and has all that follows it tested by all processors again.
    """

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Remember the abbreviations at the start of the first of `blocks`, else one within it."""
        end = 0
        for found in _ABBREVIATION.finditer(blocks[0]):
            name, title = found[1].strip(), found[2].strip()
            if found.start() != end or not (name and title):
                break
            if title in {"''", '""'}:
                self.abbrs.pop(name, None)
            else:
                self.abbrs[name] = title
            end = found.end()
        if not end:
            return bool(super().run(parent, blocks))
        blocks[0] = blocks[0][end:]
        return True


class _OnlyWithSign(BlockProcessor):
    """Asks a processor only about blocks that hold its sign."""

    def __init__(self, processor: BlockProcessor, sign: str) -> None:
        super().__init__(processor.parser)
        self._processor = processor
        self._sign = sign

    def test(self, parent: Element, block: str) -> bool:
        return self._sign in block and self._processor.test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        return self._processor.run(parent, blocks)
