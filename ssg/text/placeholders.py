"""Placeholders for what a body cannot know when it is parsed: addresses inside the site.

`parse` leaves them, `render` fills them. The n-th reference of a body stands as `address(n)` where
its address goes, `size(n)` where a picture's ` width="…" height="…"` goes, `title(n)` where the
title of the entry goes; `before_picture(n)` and `after_picture(n)` stand around an `<img>` of which
there may be smaller copies. Before the words of the n-th link that becomes a card stands `card(n)`.
The marks are control characters that no valid text holds.
"""

import re
from collections.abc import Callable

_OPEN, _CLOSE = "\x02", "\x03"
_PLACEHOLDER = re.compile(f"{_OPEN}([abcstz])([0-9]+){_CLOSE}")
_SIZED_PICTURE = re.compile(f'{_OPEN}b([0-9]+){_CLOSE}<img\\b[^>]*? width="([0-9]+)"')


def address(number: int) -> str:
    """Return the placeholder for the address of reference `number`, from 0."""
    return f"{_OPEN}a{number}{_CLOSE}"


def size(number: int) -> str:
    """Return the placeholder for the size attributes of reference `number`, from 0."""
    return f"{_OPEN}s{number}{_CLOSE}"


def title(number: int) -> str:
    """Return the placeholder for the title of reference `number`, from 0."""
    return f"{_OPEN}t{number}{_CLOSE}"


def card(number: int) -> str:
    """Return the mark of card `number`, from 0, which stands before the words of its link."""
    return f"{_OPEN}c{number}{_CLOSE}"


def before_picture(number: int) -> str:
    """Return the placeholder for what stands before the picture of reference `number`, from 0."""
    return f"{_OPEN}b{number}{_CLOSE}"


def after_picture(number: int) -> str:
    """Return the placeholder for what stands after the picture of reference `number`, from 0."""
    return f"{_OPEN}z{number}{_CLOSE}"


def chosen_widths(html: str) -> dict[int, int]:
    """Return how wide an author wants pictures, in pixels, by the numbers of their references."""
    if " width=" not in html:
        return {}
    return {int(number): int(width) for number, width in _SIZED_PICTURE.findall(html)}


def fill(html: str, value_of: Callable[[str, int], str]) -> str:
    """Replace each placeholder by `value_of(kind, number)`; kind is one of "abcstz"."""
    return _PLACEHOLDER.sub(lambda match: value_of(match[1], int(match[2])), html)
