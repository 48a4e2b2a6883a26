"""Parts of Python-Markdown that do the same work in less time.

Each part finds out by a cheap look that its slow original could change nothing, and then does not
run it. What comes out is what stock Python-Markdown makes of the same text; a test compares them.
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor

from ssg.parse.markdown.draft import Desk
from ssg.parse.markdown.limits import has_too_many_open_tags

TRIGGERS: Mapping[str, str] = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "](",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "footnote": "[^",
    "wiki": "[[",
    "shortcode": "{{<",
    "bare_address": "://",
}
"""What a text must hold for the inline pattern of that name to find anything in it."""

_NEED_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})

_KNOWN_BLOCKS = frozenset(
    """empty indent defindent code named_block shortcode table hashheader setextheader hr olist
    ulist deflist quote footnote abbr reference paragraph plain_paragraph""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
_BLOCK_SIGN = re.compile(r"^(?: {0,3}[#>*+\-_=:\[{0-9]| {4}|\n|\Z)|\|", re.MULTILINE)


class LeanInlineProcessor(InlineProcessor):
    """Runs only those inline patterns that can match somewhere in the text."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        """Remember where the text is."""
        super().__init__(converter)
        self._desk = desk

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to `tree`."""
        self.inlinePatterns = [
            pattern for name, pattern in _named(self.md) if self._can_match(name)
        ]  # type: ignore[assignment] # a sequence of patterns is what it needs of a registry
        return super().run(tree, ancestors)

    def _can_match(self, name: str) -> bool:
        text = self._desk.text
        if name in _NEED_REFERENCES and not self.md.references:
            return False
        if name == "em_strong":
            return "*" in text or "_" in text
        return TRIGGERS.get(name, "") in text


def _named(converter: Markdown) -> list[tuple[str, InlinePattern]]:
    registry: Any = converter.inlinePatterns
    return [(entry.name, registry[entry.name]) for entry in _entries(registry)]


def _entries(registry: Any) -> list[Any]:  # noqa: ANN401 - the registry's own parts are untyped
    len(registry) and registry[0]  # sorts it
    return list(registry._priority)  # noqa: SLF001 - it tells names and order nowhere else


class PlainParagraphProcessor(BlockProcessor):
    """Takes a block that can be nothing but a paragraph past the tests of all others."""

    def __init__(self, converter: Markdown) -> None:
        """Remember the processor that makes paragraphs."""
        super().__init__(converter.parser)
        self._paragraph = ParagraphProcessor(converter.parser)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        """Tell whether no line of `block` begins like anything else, nor holds a table's bar."""
        return _BLOCK_SIGN.search(block) is None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a paragraph of the first of `blocks`."""
        self._paragraph.run(parent, blocks)


class LeanHtmlBlockPreprocessor(HtmlBlockPreprocessor):
    """Does not look for raw HTML where there is none, or nothing but broken tags."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        """Remember where the text is."""
        super().__init__(converter)
        self._desk = desk

    def run(self, lines: list[str]) -> list[str]:
        """Stash the raw HTML among `lines`."""
        text = self._desk.text
        if ("<" not in text and "&" not in text) or has_too_many_open_tags(text):
            return lines
        return super().run(lines)


class LeanAttributeListTreeprocessor(AttrListTreeprocessor):
    """Does not look for attribute lists where there is no brace."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        """Remember where the text is."""
        super().__init__(converter)
        self._desk = desk

    def run(self, doc: Element) -> None:
        """Apply the attribute lists in `doc`."""
        if "{" in self._desk.text:
            super().run(doc)


class LeanUnescapeTreeprocessor(UnescapeTreeprocessor):
    """Does not look for escaped signs where there is no backslash."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        """Remember where the text is."""
        super().__init__(converter)
        self._desk = desk

    def run(self, root: Element) -> None:
        """Put back the signs that were escaped in `root`."""
        if "\\" in self._desk.text:
            super().run(root)


class TextNoter(Preprocessor):
    """Puts the text on the desk, once its line ends and tabs are settled."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        """Remember the desk."""
        super().__init__(converter)
        self._desk = desk

    def run(self, lines: list[str]) -> list[str]:
        """Note `lines` and return them."""
        self._desk.text = "\n".join(lines)
        return lines


class LeanExtension(Extension):
    """Puts the lean parts in place of their originals; the last extension of a converter."""

    def __init__(self, desk: Desk) -> None:
        """Remember the desk."""
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Replace the parts of `md`."""
        desk = self._desk
        md.preprocessors.register(TextNoter(md, desk), "text_noter", 29)
        md.preprocessors.register(LeanHtmlBlockPreprocessor(md, desk), "html_block", 20)
        md.treeprocessors.register(LeanInlineProcessor(md, desk), "inline", 20)
        md.treeprocessors.register(LeanUnescapeTreeprocessor(md, desk), "unescape", 0)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(LeanAttributeListTreeprocessor(md, desk), "attr_list", 8)
        names = {entry.name for entry in _entries(md.parser.blockprocessors)}
        # A processor of someone else's may want any block at all.
        if names <= _KNOWN_BLOCKS:
            md.parser.blockprocessors.register(PlainParagraphProcessor(md), "plain_paragraph", 110)
