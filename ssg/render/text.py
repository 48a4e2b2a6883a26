"""HTML and XML as text."""

import html
import re
from functools import lru_cache

_UNREAD = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|figure|figcaption|table|tr|td|th|pre|br|hr"
    r"|section|article|aside)\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=4096)
def plain_text(markup: str) -> str:
    """Return the words of an HTML fragment: no tags, no entities, single spaces."""
    text = _UNREAD.sub(" ", markup)
    text = _TAG.sub("", _BLOCK.sub(" ", text))
    return _SPACE.sub(" ", html.unescape(text)).strip()


def legal_xml(text: str) -> str:
    """Return `text` without the characters that XML 1.0 forbids even when escaped."""
    return _NOT_XML.sub("", text)
