"""Leaves marks for shortcodes, wiki links and bare addresses while Markdown is parsed."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.inlinepatterns import InlineProcessor

from ssg.parse.markdown.draft import Desk, Mark, MarkKind
from ssg.parse.markdown.shortcode_syntax import SHORTCODE

_ON_ITS_LINE = re.compile(rf"^ {{0,3}}{SHORTCODE.pattern}[ ]*$", re.MULTILINE)
_NAME = re.compile(r"\{\{<\s*(/?)\s*([^\W\d][\w-]*)")
_CONTEXT = 40
_CLOSING = re.compile(r"\{\{<\s*/\s*([^\W\d][\w-]*)")
_WIKI = (
    r"\{\{[^{}\n]*\}\}"  # what stands in `{{ }}` is left alone
    r"|\[\[(?P<target>[^\[\]':|\n]+)(?:\|(?P<text>[^\[\]':|\n]+))?\]\]"
)
# A footnote's last paragraph ends in the space before the link back to its mark.
_END = rf"[ ]*(?:$|(?={NBSP_PLACEHOLDER}$))"
_BARE_ADDRESS = rf"(?m)^[ ]*(?P<address>https?://(?:[^\s<>\"\x02]|\x02[0-9]+\x03)+){_END}"


def closed_names(text: str) -> frozenset[str]:
    """Return the names of the shortcodes that `text` closes somewhere."""
    return frozenset(_CLOSING.findall(text)) if "{" in text and "{{<" in text else frozenset()


Found = tuple[Element | str | None, int | None, int | None]


class Marks(Extension):
    """Adds shortcodes, `[[links]]` and bare addresses to Markdown."""

    def __init__(self, desk: Desk) -> None:
        """Remember where marks go."""
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processors.

        A shortcode comes before all that could take its quotation marks or brackets apart, but
        after code. A wiki link comes after links and raw HTML, in whose attributes it is text.
        """
        blocks, patterns = md.parser.blockprocessors, md.inlinePatterns
        blocks.register(_ShortcodeBlock(md, self._desk), "shortcode", 77)
        patterns.register(
            _ShortcodePattern(rf"{SHORTCODE.pattern}|\{{\{{<", md, self._desk), "shortcode", 185
        )
        patterns.register(_BareAddressPattern(_BARE_ADDRESS, md, self._desk), "bare_address", 122)
        patterns.register(_WikiPattern(_WIKI, md, self._desk), "wiki", 85)


class _MarkPattern(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, desk: Desk) -> None:
        super().__init__(pattern, md)
        self._desk = desk


class _WikiPattern(_MarkPattern):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override] # noqa: N802 - the stubs know the old signature
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the library passes it
    ) -> Found:
        """Leave a mark for `[[target]]` or `[[target|text]]`."""
        if m["target"] is None or not m["target"].strip():
            return None, m.start(), m.end()
        mark = Mark(MarkKind.WIKI, m[0])
        return Element(self._desk.draft.leave(mark)), m.start(), m.end()


class _WhereAddressesAre:
    """Looks for bare addresses only in text that holds an address at all."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def finditer(self, text: str, start: int) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text, start) if "://" in text else iter(())


class _BareAddressPattern(_MarkPattern):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, desk: Desk) -> None:
        super().__init__(pattern, md, desk)
        self._finder: Any = _WhereAddressesAre(self.compiled_re)

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802 - the library's name
        """Return what finds bare addresses; the library asks it for nothing but `finditer`."""
        return self._finder  # type: ignore[no-any-return]

    def handleMatch(  # type: ignore[override] # noqa: N802 - the stubs know the old signature
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the library passes it
    ) -> Found:
        """Leave a mark for an address that stands alone on its line."""
        mark = Mark(MarkKind.BARE_ADDRESS, m["address"])
        element = Element(self._desk.draft.leave(mark))
        return element, m.start("address"), m.end("address")


class _ShortcodePattern(_MarkPattern):
    def handleMatch(  # type: ignore[override] # noqa: N802 - the stubs know the old signature
        self,
        m: re.Match[str],
        data: str,
    ) -> Found:
        """Leave a mark for a shortcode within a line, with its inner text if it is paired."""
        draft = self._desk.draft
        if m["literal"]:
            mark = Mark(MarkKind.LITERAL, m[0])
            return Element(draft.leave(mark)), m.start(), m.end()
        if m["inner"] is None:
            context = data[m.start() : m.start() + _CONTEXT].partition("\n")[0]
            mark = Mark(MarkKind.SHORTCODE, m[0], context=context)
            return Element(draft.leave(mark)), m.start(), m.end()
        closing = None
        if _name_of(m[0]) in draft.closed_names:
            closing = _closing_of(m[0], data, m.end())
        if closing is None:
            return Element(draft.leave(Mark(MarkKind.SHORTCODE, m[0]))), m.start(), m.end()
        element = Element(draft.leave(Mark(MarkKind.SHORTCODE, m[0], closing[0])))
        element.text = data[m.end() : closing.start()]
        return element, m.start(), closing.end()


class _ShortcodeBlock(BlockProcessor):
    """Takes a shortcode that stands alone on its line out of the paragraph around it."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        super().__init__(converter.parser)
        self._desk = desk

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return "{{<" in block and _ON_ITS_LINE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        found = _ON_ITS_LINE.search(blocks[0])
        if found is None or found["literal"]:
            return False
        if before := blocks[0][: found.start()].strip("\n"):
            blocks[0:1] = [before, blocks[0][found.start() :]]
            self.parser.parseBlocks(parent, [blocks.pop(0)])
            return True
        written = found[0].strip()
        block = blocks.pop(0)
        inner, closing, rest = "", "", block[found.end() :]
        if _name_of(written) in self._desk.draft.closed_names:
            inner, closing, rest = _take_inner(written, rest, blocks)
        if rest.strip("\n"):
            blocks.insert(0, rest.strip("\n"))
        mark = Mark(MarkKind.SHORTCODE, written, closing)
        element = SubElement(parent, self._desk.draft.leave(mark))
        if inner.strip():
            self.parser.state.set("shortcode")
            self.parser.parseChunk(element, inner.strip("\n"))
            self.parser.state.reset()
        return True


def _take_inner(written: str, after: str, blocks: list[str]) -> tuple[str, str, str]:
    """Return what a paired shortcode encloses, its closing as written, and what follows it.

    `after` is the rest of the opening's block; blocks that the shortcode takes leave `blocks`.
    A shortcode that is never closed encloses nothing.
    """
    joined = "\n\n".join([after, *blocks])
    closing = _closing_of(written, joined, 0)
    if closing is None:
        return "", "", after
    rest = joined[closing.end() :]
    blocks[:] = rest.split("\n\n") if rest.strip("\n") else []
    return joined[: closing.start()], closing[0], blocks.pop(0) if blocks else ""


def _name_of(written: str) -> str:
    found = _NAME.match(written)
    return found[2] if found and not found[1] else ""


def _closing_of(written: str, text: str, start: int) -> re.Match[str] | None:
    """Return the shortcode in `text` from `start` on that closes the one `written`."""
    name = _name_of(written)
    depth = 1
    for found in SHORTCODE.finditer(text, start):
        head = _NAME.match(found[0])
        if found["literal"] or head is None or head[2] != name:
            continue
        depth += -1 if head[1] else 1
        if depth == 0:
            return found
    return None
