"""Parts of Python-Markdown that do the same work in less time.

Each part finds out by a cheap look that its slow original could change nothing, and then does not
run it. What comes out is what stock Python-Markdown makes of the same text; a test compares them.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import LINK_RE
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor

from ssg.parse.markdown.draft import Desk
from ssg.parse.markdown.lean_blocks import lean_blocks, named_parts
from ssg.parse.markdown.limits import has_too_many_open_tags
from ssg.parse.markdown.raw_html import RawHtmlPreprocessor

TRIGGERS: Mapping[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "footnote": ("[^",),
    "wiki": ("[[",),
    "shortcode": ("{{<",),
    "bare_address": ("://",),
    "em_strong": ("*", "_"),
}
"""The signs of which a text must hold one for the inline pattern of that name to find anything."""

_ANYWHERE = ("",)
"""The sign of a pattern of someone else's, which may match any text."""
_STASHED = "\x02"
"""What begins all that the library has set aside, and what marks the places of our own parts."""

_QUICKER = {LINK_RE: r"\[(?<!!\[)"}
"""The same pattern beginning with its sign, which the engine then skips to."""

_EMPHASIS = re.compile(r"\*|_")
_ASTERISK = re.compile(r"\*")
"""Finds emphasis in a text without `_` ten times as quickly."""

_NEED_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})

_UNSETTLED = ("\t", "\r", "\x02", "\x03")
_BLANK_LINE = re.compile(r"\n +\n")


class LeanInlineProcessor(InlineProcessor):
    """Runs only those inline patterns that can match, and only where one can."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        """Remember where the text is."""
        super().__init__(converter)
        self._desk = desk
        self._patterns: list[tuple[str, InlinePattern]] = []
        self._signs: tuple[str, ...] = ()

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to `tree`."""
        if not self._patterns:
            self._patterns = named_parts(self.md.inlinePatterns, TRIGGERS)
            self._signs = tuple({sign for name, _ in self._patterns for sign in _signs_of(name)})
        there = set(filter(self._desk.holds, self._signs))
        able = [
            (name, pattern)
            for name, pattern in self._patterns
            if not there.isdisjoint(_signs_of(name))
            and (self.md.references or name not in _NEED_REFERENCES)
        ]
        self.inlinePatterns = [pattern for _, pattern in able]  # type: ignore[assignment] # a sequence of patterns is what it needs of a registry
        emphasis = _emphasis_among(able, there)
        busy = there.intersection(sign for name, _ in able for sign in _signs_of(name))
        settled = _take_settled_texts(tree, [*busy, _STASHED], emphasis)
        super().run(_busy_part(tree), ancestors)
        for element, text, emphases in settled:
            element.text = text
            element.extend(emphases)
        return tree


def _emphasis_among(able: Sequence[tuple[str, InlinePattern]], signs: AbstractSet[str]) -> Any:  # noqa: ANN401 - the stubs do not know this kind of pattern yet
    """Return the library's pattern of emphasis if it is the last of those that are `able`.

    Of the `signs` in the text it looks only for its own.
    """
    name, pattern = able[-1] if able else ("", None)
    if pattern is None or name != "em_strong" or pattern.pattern != _EMPHASIS.pattern:
        return None
    pattern.compiled_re = _EMPHASIS if "_" in signs else _ASTERISK
    return pattern


def _signs_of(name: str) -> tuple[str, ...]:
    return TRIGGERS.get(name, _ANYWHERE)


def _take_settled_texts(
    tree: Element,
    signs: Sequence[str],
    emphasis: Any,  # noqa: ANN401
) -> list[tuple[Element, str, list[Element]]]:
    """Take each text in which there is nothing to do, or only emphasis, off its element.

    Returns these elements, each with its text and the emphases that follow in it.
    """
    others = [sign for sign in signs if sign != "*"]
    taken: list[tuple[Element, str, list[Element]]] = []
    for element in tree.iter():
        text = element.text
        if not text or any(map(text.__contains__, others)):
            continue
        made = _emphases(element, emphasis) if "*" in text and "*" in signs else (text, [])
        if made:
            taken.append((element, *made))
            element.text = None
    return taken


def _emphases(
    element: Element,
    emphasis: Any,  # noqa: ANN401
) -> tuple[str, list[Element]] | None:
    """Return what stands before the first emphasis in `element`, and its emphases with their tails.

    None where they are not simple: the library sets a match aside and goes on with what is left,
    which makes a difference only where signs touch each other or stand within one another.
    """
    text = element.text or ""
    if emphasis is None or "**" in text or len(element) or type(text) is not str:
        return None
    made: list[Element] = []
    before, end = text, 0
    while found := _ASTERISK.search(text, end):
        emphasised, start, after = emphasis.handleMatch(found, text)
        if emphasised is None or len(emphasised) or emphasis.regions:
            emphasis.reset()
            return None
        if made:
            made[-1].tail = text[end:start]
        else:
            before = text[:start]
        made.append(emphasised)
        end = after
    made[-1].tail = text[end:]
    return before, made


def _busy_part(tree: Element) -> Element:
    """Return an element like `tree` with only those children in which there is something to do."""
    if any(child.tail for child in tree):
        return tree  # Elements may be made of a tail, and belong into `tree` itself.
    busy = Element(tree.tag)
    busy.extend(child for child in tree if child.text or len(child))
    return busy


class LeanHtmlBlockPreprocessor(RawHtmlPreprocessor):
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


class LeanNormalizer(NormalizeWhitespace):
    """Settles white space where there is some to settle, and puts the text on the desk."""

    def __init__(self, converter: Markdown, desk: Desk) -> None:
        """Remember the desk."""
        super().__init__(converter)
        self._desk = desk

    def run(self, lines: list[str]) -> list[str]:
        """Return `lines` as the block parser expects them."""
        text = "\n".join([*lines, "", ""])
        if not any(sign in text for sign in _UNSETTLED) and not _BLANK_LINE.search(text):
            self._desk.text = text
            return [*lines, "", ""]
        lines = super().run(lines)
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
        md.preprocessors.register(LeanNormalizer(md, desk), "normalize_whitespace", 30)
        md.preprocessors.register(LeanHtmlBlockPreprocessor(md, desk), "html_block", 20)
        md.treeprocessors.register(LeanInlineProcessor(md, desk), "inline", 20)
        md.treeprocessors.register(LeanUnescapeTreeprocessor(md, desk), "unescape", 0)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(LeanAttributeListTreeprocessor(md, desk), "attr_list", 8)
        for pattern in md.inlinePatterns:
            if quicker := _QUICKER.get(pattern.pattern):
                pattern.compiled_re = re.compile(quicker, re.DOTALL)
        # What counts as a block is settled once all extensions are there.
        md.is_block_level = lru_cache(md.is_block_level)  # type: ignore[method-assign]
        md.parser.blockprocessors = lean_blocks(md)  # type: ignore[assignment] # the library only goes through them
