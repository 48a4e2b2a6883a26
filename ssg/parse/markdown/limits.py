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

from ssg.parse.markdown.definitions import LimitedDefinitions

_DEEPEST_MARKERS = 20
_DEEPEST_INDENT = 30 * 4
_DEEPEST_BRACKET = 32
_LONGEST_ADDRESS = 512
_PATIENCE = 2_000_000
_MOST_OPEN_TAGS = 2_000

_BRACKET = re.compile(r"[\[\]]")
_MARKER = r"[ ]{0,3}(?:>|(?:[*+-]|[0-9]+\.)[ ]+)"
_DEEP_MARKERS = re.compile(rf"^(?:{_MARKER}){{{_DEEPEST_MARKERS}}}(?>(?:[ ]{{0,3}}>)*)[ ]*")
_LIST_ITEM = re.compile(r"[ ]{0,3}(?:[*+-]|[0-9]+(?=\.))")
_RULE = re.compile(r"[ ]*(?>(?:[*][ ]*)*)$|[ ]*(?>(?:-[ ]*)*)$")
_DEEP_ITEM = re.compile(rf"^[ ]{{{_DEEPEST_INDENT},}}(?=(?:[*+-]|[0-9]+\.)[ ])")
_OPEN_TAG = re.compile(r"<[a-zA-Z][^<>]*(?=<|\Z)")


class Limits(Extension):
    """Replaces the parts of Python-Markdown that follow nesting without end."""

    patience = _PATIENCE
    """How many characters may still be searched for the end of a very long address."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the limited parts in place of their originals."""
        md.registerExtension(self)
        md.preprocessors.register(_DepthLimiter(md), "depth_limit", 24)
        if "deflist" in md.parser.blockprocessors:
            md.parser.blockprocessors.register(LimitedDefinitions(md.parser), "deflist", 25)
        for name, kind in _LIMITED.items():
            limited = kind(md.inlinePatterns[name].pattern, md)
            limited.limits = self
            md.inlinePatterns.register(limited, name, _PRIORITIES[name])

    def reset(self) -> None:
        """Be patient again with the next text."""
        self.patience = _PATIENCE


class _DepthLimiter(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Flatten nesting beyond any sense."""
        return [
            _flattened(line) if line[:1] in _MARKER_STARTS and len(line) > _SHORTEST_DEEP else line
            for line in lines
        ]


_MARKER_STARTS = frozenset(" >*+-0123456789")
_SHORTEST_DEEP = 19


def _flattened(line: str) -> str:
    """Return `line` with the signs of deep quotes dropped, of deep lists as text."""
    if _DEEP_ITEM.match(line):
        return " " * _DEEPEST_INDENT + line.lstrip(" ")
    found = _DEEP_MARKERS.match(line)
    if found is None or _RULE.match(line):
        return line
    kept = _first_markers(line)
    rest = line[found.end() :]
    item = _LIST_ITEM.match(rest)
    if item is None:
        return line[:kept] + " " + rest
    digits = rest[: item.end()].strip().isdigit()
    at = item.end() if digits else item.end() - 1
    return line[:kept] + " " + rest[:at] + "\\" + rest[at:]


def _first_markers(line: str) -> int:
    """Return where the deepest markers of `line` that count end."""
    found = _KEPT_MARKERS.match(line)
    return found.end() if found else 0


_KEPT_MARKERS = re.compile(rf"(?:{_MARKER}){{{_DEEPEST_MARKERS}}}")


def has_too_many_open_tags(text: str) -> bool:
    """Tell whether `text` begins more tags that it does not end than anyone writes."""
    return text.count("<") > _MOST_OPEN_TAGS and (
        sum(1 for _ in _OPEN_TAG.finditer(text)) > _MOST_OPEN_TAGS
    )


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


class _Limited(LinkInlineProcessor):
    """A pattern with brackets that knows when to give up."""

    limits: Limits

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        """Return what stands between the brackets."""
        return _bracketed_text(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """Return address, title and end of a link, looking far only so often."""
        near = data[index : index + _LONGEST_ADDRESS]
        address, title, end, is_link = super().getLink(near, 0)
        far = len(data) - index
        if is_link or len(near) == far or self.limits.patience < far:
            return address, title, index + end, is_link
        self.limits.patience -= far
        return super().getLink(data, index)


class _LimitedLink(_Limited, LinkInlineProcessor):
    pass


class _LimitedImage(_Limited, ImageInlineProcessor):
    pass


class _LimitedReference(_Limited, ReferenceInlineProcessor):
    pass


class _LimitedShortReference(_Limited, ShortReferenceInlineProcessor):
    pass


class _LimitedImageReference(_Limited, ImageReferenceInlineProcessor):
    pass


class _LimitedShortImageReference(_Limited, ShortImageReferenceInlineProcessor):
    pass


_LIMITED: dict[str, type[_Limited]] = {
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
