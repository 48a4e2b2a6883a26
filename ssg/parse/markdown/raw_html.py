"""Blocks of raw HTML: an element that is never closed takes no more than its own tag.

Python-Markdown shows all that follows such a tag as it was written, to the end of the text.
"""

from typing import Any

from markdown import Markdown
from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor

from ssg.parse.markdown.marked_html import FRAMES, with_tags_apart

_MOST_OPENED = 5
"""Of more elements that are never closed the last one takes the rest of the text."""


class RawHtmlPreprocessor(HtmlBlockPreprocessor):
    """Sets raw HTML aside, of an element that is never closed only its tag."""

    def run(self, lines: list[str]) -> list[str]:
        """Set aside the raw HTML among `lines`."""
        stash = self.md.htmlStash
        source = with_tags_apart("\n".join(lines), stash.store)
        for left in reversed(range(_MOST_OPENED + 1)):
            known = stash.html_counter
            extractor = _Extractor(self.md)
            extractor.feed(source)
            extractor.close()
            start, tag = extractor.begun
            is_frame = extractor.open_element in FRAMES and source.startswith(tag, start)
            if not (is_frame and left):
                break
            del stash.rawHtmlBlocks[known:]
            stash.html_counter = known
            before, after = source[:start].rstrip(" "), source[start + len(tag) :]
            source = f"{before}\n\n{stash.store(tag)}\n\n{after}"
        return "".join(extractor.cleandoc).split("\n")


class _Extractor(HTMLExtractor):
    """Remembers where the block of raw HTML that it is in begins."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.begun: tuple[int, str] = (0, "")
        """Where the last block of raw HTML begins, and the tag that it begins with."""
        self._element = ""

    @property
    def open_element(self) -> str:
        """Return the name of the element that is still open at the end, or ""."""
        return self._element if self.inraw else ""

    def handle_starttag(
        self,
        tag: str,
        attrs: Any,  # noqa: ANN401 - the stubs of the library and of its parent disagree
    ) -> None:
        """Remember the tag if a block begins with it."""
        was_in_block = self.inraw
        super().handle_starttag(tag, attrs)
        if self.inraw and not was_in_block:
            self._element = tag
            self.begun = self.line_offset + self.offset, self.get_starttag_text()
