"""Limits that keep a strange text from taking a long time or all of the stack.

Python-Markdown follows brackets and nesting as far as they go, which for `[` ten thousand times
takes minutes and for `>` two thousand times is deeper than Python can go. No one writes that; but
what no one writes must not stop a build.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.preprocessors import Preprocessor

_DEEPEST_QUOTE = 20
_DEEPEST_BRACKET = 32
_BRACKET = re.compile(r"[\[\]]")
_MARKERS = re.compile(rf"^(?:[ ]{{0,3}}>){{{_DEEPEST_QUOTE}}}(?P<more>(?:[ ]{{0,3}}>)+)")


class Limits(Extension):
    """Replaces the parts of Python-Markdown that follow nesting without end."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the limited parts in place of their originals."""
        md.preprocessors.register(_DepthLimiter(md), "depth_limit", 27)
        for name, kind in _LIMITED.items():
            original = md.inlinePatterns[name]
            priority = _PRIORITIES[name]
            md.inlinePatterns.register(kind(original.pattern, md), name, priority)


class _DepthLimiter(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Drop the signs of quotes within quotes within quotes beyond any sense."""
        return [_flattened(line) if ">>" in line or "> >" in line else line for line in lines]


def _flattened(line: str) -> str:
    found = _MARKERS.match(line)
    return line[: found.start("more")] + line[found.end("more") :] if found else line


def _bracketed_text(data: str, index: int) -> tuple[str, int, bool]:
    """Return what stands between brackets from `index` on, where it ends, and whether it does.

    As Python-Markdown's own, but from bracket to bracket, and no deeper than anyone can read.
    """
    depth = 1
    for found in _BRACKET.finditer(data, index):
        depth += 1 if found[0] == "[" else -1
        if depth == 0:
            return data[index : found.start()], found.end(), True
        if depth > _DEEPEST_BRACKET:
            break
    return "", index, False


class _LimitedLink(LinkInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        return _bracketed_text(data, index)


class _LimitedImage(ImageInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        return _bracketed_text(data, index)


class _LimitedReference(ReferenceInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        return _bracketed_text(data, index)


class _LimitedShortReference(ShortReferenceInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        return _bracketed_text(data, index)


class _LimitedImageReference(ImageReferenceInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        return _bracketed_text(data, index)


class _LimitedShortImageReference(ShortImageReferenceInlineProcessor):
    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        return _bracketed_text(data, index)


_LIMITED: dict[str, type[LinkInlineProcessor]] = {
    "link": _LimitedLink,
    "image_link": _LimitedImage,
    "reference": _LimitedReference,
    "short_reference": _LimitedShortReference,
    "image_reference": _LimitedImageReference,
    "short_image_ref": _LimitedShortImageReference,
}
_PRIORITIES = {
    "reference": 170,
    "link": 160,
    "image_link": 150,
    "image_reference": 140,
    "short_reference": 130,
    "short_image_ref": 125,
}
