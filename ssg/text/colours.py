"""Colours as CSS writes them: what is one, how well it can be read on another, nearby shades.

ColorAide reads them; it takes longer to load than most builds without colours of their own, so it
is imported when the first colour is asked for that is not plain hexadecimal.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coloraide import Color

READABLE = 4.5
"""The contrast that words need so that most can read them (WCAG 2, level AA)."""

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
# Nothing that could end a declaration: the text stands in the page's style sheet.
_SHAPE = re.compile(
    r"[a-z]{3,24}|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([0-9a-z .,%/+-]*\)"
    r"|color\( *(?:srgb(?:-linear)?|display-p3|a98-rgb|prophoto-rgb|rec2020|xyz(?:-d50|-d65)?)"
    r" [0-9a-z .%/+-]*\)",
    re.IGNORECASE,
)
_OF_THE_READER = re.compile(
    "currentcolor|(?:accentcolor|buttonborder|buttonface|canvas|field|highlight|mark|selecteditem)"
    "|(?:accentcolor|active|button|canvas|field|gray|highlight|link|mark|selecteditem|visited)text",
    re.IGNORECASE,
)
"""Colours that the reader's machine or the place on the page decides (CSS Color 4, section 6)."""

_GRID = 40
_HALVINGS = 6


def is_colour(text: str) -> bool:
    """Tell whether `text` is a colour of CSS that may stand in a style sheet as it is."""
    if _HEX.fullmatch(text):
        return True
    if not _SHAPE.fullmatch(text):
        return False
    return bool(_OF_THE_READER.fullmatch(text)) or _colour_of(text) is not None


def colour_names() -> tuple[str, ...]:
    """Return the names of colours in CSS."""
    from coloraide.css.color_names import name2val_map  # noqa: PLC0415 - slow to import

    return tuple(name2val_map)


def contrast(text: str, background: str) -> float | None:
    """Return the contrast (WCAG 2) of the colour `text` on `background`, from 1 to 21.

    None where it cannot be told: one of them is no colour, or depends on the reader's machine, or
    something shines through the background.
    """
    words, ground = _colour_of(text), _colour_of(background)
    if words is None or ground is None or ground.alpha(nans=False) < 1:
        return None
    if words.alpha(nans=False) < 1:
        words = words.layer([words, ground], space="srgb")
    return words.contrast(ground, method="wcag21")


def hexadecimal(colour: str) -> str:
    """Return a colour as "#rrggbb", as near as screens come to it; "" where it cannot be told."""
    if re.fullmatch("#[0-9a-f]{6}", colour):
        return colour
    known = _colour_of(colour)
    return known.convert("srgb").fit("srgb").to_string(hex=True, alpha=False) if known else ""


def nearest_shade(text: str, wanted: Sequence[tuple[str, float]]) -> str:
    """Return the shade of the colour `text` nearest to it that has each contrast `wanted`.

    `wanted` are pairs of another colour and the contrast to it; where none can be told, any is
    enough. The shade, as "#8a3333", has the
    hue of `text` and as much of its chroma as screens can show in that lightness (OKLCH). "" where
    there is none.
    """
    colour = _colour_of(text)
    if colour is None:
        return ""
    wanted = [(other, least) for other, least in wanted if contrast(text, other) is not None]
    lightness = min(1.0, max(0.0, colour.convert("oklch").coords(nans=False)[0]))

    def suits(level: float) -> bool:
        return has_contrasts(_shade(text, level), wanted)

    found = next((level for level in _levels_near(lightness) if suits(level)), None)
    if found is None:
        return ""
    # One step of the grid nearer is too near: what suits lies between.
    step = 1 / _GRID
    near = max(lightness, found - step) if found > lightness else min(lightness, found + step)
    for _ in range(_HALVINGS):
        middle = (near + found) / 2
        near, found = (near, middle) if suits(middle) else (middle, found)
    return _shade(text, found)


def has_contrasts(text: str, wanted: Iterable[tuple[str, float]]) -> bool:
    """Tell whether the colour `text` has at least the contrast to each other that is `wanted`."""
    ratios = ((contrast(text, other), least) for other, least in wanted)
    return all(ratio is not None and ratio >= least for ratio, least in ratios)


def told_ratio(ratio: float) -> str:
    """Return a contrast as people write it, "6.9:1"; never more than it is."""
    return f"{math.floor(ratio * 10) / 10:g}:1"


def _levels_near(lightness: float) -> Iterator[float]:
    levels = {lightness, *(number / _GRID for number in range(_GRID + 1))}
    yield from sorted(levels, key=lambda level: (abs(level - lightness), level))


@lru_cache(maxsize=1024)
def _shade(text: str, lightness: float) -> str:
    colour = _colour_of(text)
    if colour is None:
        return ""
    shade = colour.convert("oklch").set({"lightness": lightness, "alpha": 1})
    return shade.fit("srgb").convert("srgb").to_string(hex=True)


@lru_cache(maxsize=1024)
def _colour_of(text: str) -> "Color | None":
    from coloraide import Color  # noqa: PLC0415 - slow to import

    if not (_HEX.fullmatch(text) or _SHAPE.fullmatch(text)):
        return None
    match = Color.match(text, fullmatch=True)
    return match.color if match else None
