"""Newlines within tags and comments, which divide no paragraphs."""

import re
from collections.abc import Iterator

SPACE = r" \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""White space, as it stands in a class of a regular expression."""

BLANK = (
    " \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""The same, for `strip`: what JavaScript counts as white space."""

_PLACE = " <!-- wpnl --> "
_PLACE_AND_SPACE = re.compile(rf"[{SPACE}]?<!-- wpnl -->[{SPACE}]?")


def newlines_aside(text: str) -> str:
    """Return the text with a mark in place of each newline within a tag."""
    if "<" not in text:
        return text
    return "".join(_marked(text))


def newlines_back(text: str) -> str:
    """Return the text with a newline in place of each mark and of one space on either side."""
    return _PLACE_AND_SPACE.sub("\n", text)


def _marked(text: str) -> Iterator[str]:
    done = 0
    while (start := text.find("<", done)) >= 0:
        yield text[done:start]
        done = _tag_end(text, start)
        yield text[start:done].replace("\n", _PLACE)
    yield text[done:]


def _tag_end(text: str, start: int) -> int:
    if text.startswith("<!--", start):
        return _end_of("-->", text, start)
    if text.startswith("<![CDATA[", start):
        # As shown by what WordPress does: a section ends at its first bracket.
        bracket = text.find("]", start)
        if bracket < 0:
            return len(text)
        return bracket + 3 if text.startswith("]]>", bracket) else bracket
    return _end_of(">", text, start)


def _end_of(mark: str, text: str, start: int) -> int:
    end = text.find(mark, start + 1)
    return len(text) if end < 0 else end + len(mark)
