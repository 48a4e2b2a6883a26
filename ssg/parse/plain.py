"""Short HTML as plain text."""

import html
import re

_BREAK = re.compile(r"<(?:br|/p|/li|/div|/blockquote)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def plain_text(fragment: str) -> str:
    """Return the words of `fragment` in one line."""
    if "<" in fragment:
        fragment = _TAG.sub("", _BREAK.sub(" ", fragment))
    if "&" in fragment:
        fragment = html.unescape(fragment)
    return " ".join(fragment.split())
