"""Titles and summaries of the old host, which are HTML, as plain text."""

import re

from ssg.text.html import plain_text, unescape

_INLINE = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small"
    r"|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def plain_title(title: str) -> str:
    """Return a title without tags, entities resolved once; a word in angle brackets stays one."""
    text = _INLINE.sub("", _REMARK.sub(" ", title))
    return " ".join(_CONTROLS.sub(" ", unescape(text)).split())


def has_tags(title: str) -> bool:
    """Tell whether a title says with tags what plain text cannot."""
    return _INLINE.search(title) is not None or _REMARK.search(title) is not None


def plain_summary(excerpt: str) -> str:
    """Return an excerpt, which is HTML or text with line breaks, in one line."""
    return " ".join(_CONTROLS.sub(" ", plain_text(excerpt)).split())
