"""HTML and XML as text."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ssg.text.html import unescape

_UNREAD = re.compile(r"<(?:(?i:(script|style)\b.*?</\1\s*>)|!--.*?-->)", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?i:p|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|figure|figcaption|table|tr|td|th|pre|br|hr"
    r"|section|article|aside)\b[^>]*>"
)
"""Only what follows "<" has letters of two cases: so the next "<" is found at once."""
_TAG = re.compile(r"<[^>]*>")
_CONTROLS = bytes(code for code in range(0x20) if chr(code) not in "\t\n\r")


@lru_cache(maxsize=4096)
def plain_text(markup: str) -> str:
    """Return the words of an HTML fragment: no tags, no entities, single spaces."""
    text = _UNREAD.sub(" ", markup)
    text = _TAG.sub("", _BLOCK.sub(" ", text))
    return " ".join(unescape(text).split())


def legal_xml(text: str) -> bytes:
    """Return `text` in UTF-8 without the characters that XML 1.0 forbids even when escaped."""
    # On bytes this is many times faster than a regular expression over the text of a whole feed.
    legal = text.encode("utf-8", "ignore").translate(None, _CONTROLS)
    return legal.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")


def utf8_of(pieces: Sequence[str]) -> bytes:
    """Return `pieces` together as UTF-8; what no text may hold (half a character) is "?".

    A piece beyond ASCII is encoded for itself, as it would make all the text a wider one, which
    takes five times as long to join and to encode.
    """
    parts, start = [], 0
    for number, is_plain in enumerate(map(str.isascii, pieces)):
        if not is_plain:
            parts.append("".join(pieces[start:number]).encode())
            parts.append(pieces[number].encode("utf-8", "replace"))
            start = number + 1
    parts.append("".join(pieces[start:]).encode())
    return b"".join(parts)
