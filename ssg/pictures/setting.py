"""Words into lines: of about one length each, as a headline is set."""

from collections.abc import Callable, Sequence

Measure = Callable[[str], float]
"""Tells how wide a text is."""

_ELLIPSIS = "…"
_STEPS = 12


def broken_into_lines(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Return `text` in as few lines as fit into `width`, the longest of them as short as can be.

    A word that is wider than a line stands alone on one.
    """
    words = text.split()
    lines = _filled(words, width, measure)
    narrow, wide = width / 2, width
    for _ in range(_STEPS):
        middle = (narrow + wide) / 2
        tried = _filled(words, middle, measure)
        if len(tried) > len(lines) or any(measure(line) > middle for line in tried):
            narrow = middle
        else:
            lines, wide = tried, middle
    return tuple(lines) or ("",)


def shortened(lines: Sequence[str], most: int, width: float, measure: Measure) -> tuple[str, ...]:
    """Return at most so many `lines`, none wider than `width`; what is left out ends in "…"."""
    kept = [_cut(line, width, measure) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{lines[most - 1]} {lines[most]}", width, measure, ends=True)
    return tuple(kept)


def _cut(line: str, width: float, measure: Measure, *, ends: bool = False) -> str:
    if measure(line) <= width and not ends:
        return line
    while line and measure(line + _ELLIPSIS) > width:
        words, _, _ = line.rpartition(" ")
        line = words if words and measure(words) > width / 2 else line[:-1]
    return line.rstrip(" ,;:.–—-") + _ELLIPSIS


def _filled(words: Sequence[str], width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
