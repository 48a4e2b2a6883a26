"""A poster to a PNG file: a title set large, in Source Serif, as a newspaper's bill has it.

The letters come from a font that is installed with the program, set one after the other without
what a system may add to that: so the bytes are the same on every machine.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from ssg.model.picture import POSTER_SIZE, Poster
from ssg.pictures.setting import Measure, broken_into_lines, shortened

_FONTS = "font_source_serif_pro"
_BOLD, _SEMIBOLD, _REGULAR = "Bold", "Semibold", "Regular"
_MARGIN = 84
_WIDTH, _HEIGHT = POSTER_SIZE
_COLUMN = _WIDTH - 2 * _MARGIN
_TITLE_SIZES = (100, 92, 84, 76, 70, 64, 58, 52)
_MOST_LINES = 4
_LEADING = 1.1
_TITLE_ROOM = (136, 468)
"""Where the title stands, from and to so many pixels below the edge."""
_SMALL_SIZE = 34
_RULE = 10
_LEVELS = 16
"""Shades between the paper and the ink: letters are smooth, and the file is small."""


def draw(poster: Poster) -> bytes:
    """Return `poster` as a PNG file."""
    ink = Image.new("L", POSTER_SIZE, 0)
    pen = ImageDraw.Draw(ink)
    name = _fitted(poster.site, _SEMIBOLD, _SMALL_SIZE)
    if poster.title:
        pen.text((_MARGIN, 66), name, 255, _font(_SEMIBOLD, _SMALL_SIZE))
        _draw_title(pen, poster.title)
    else:
        _draw_title(pen, poster.site)
    if poster.byline:
        byline = _fitted(poster.byline, _REGULAR, _SMALL_SIZE)
        pen.text((_MARGIN, _HEIGHT - 66), byline, 255, _font(_REGULAR, _SMALL_SIZE), anchor="ls")
    ink = ink.point([value * (_LEVELS - 1) // 255 for value in range(256)])
    ImageDraw.Draw(ink).rectangle((0, 0, _WIDTH, _RULE), _LEVELS)
    ImageDraw.Draw(ink).rectangle((_MARGIN, _HEIGHT - 128, _MARGIN + 96, _HEIGHT - 125), _LEVELS)
    target = BytesIO()
    ink.putpalette(_palette(poster))
    ink.save(target, "PNG", optimize=False, compress_level=3)
    return target.getvalue()


def has_letter(letter: str) -> bool:
    """Tell whether the font has a letter, and not only a box that stands for those it has not."""
    font = _font(_REGULAR, _SMALL_SIZE)
    missing = font.getmask("\uffff").getbbox(), font.getlength("\uffff")
    return (font.getmask(letter).getbbox(), font.getlength(letter)) != missing


def _draw_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    """Set the title as large as it fits, its lines of about one length."""
    top, bottom = _TITLE_ROOM
    for size in _TITLE_SIZES:
        lines = broken_into_lines(title, _COLUMN, _measure(_BOLD, size))
        is_low = len(lines) <= _MOST_LINES and len(lines) * size * _LEADING <= bottom - top
        if is_low and all(_measure(_BOLD, size)(line) <= _COLUMN for line in lines):
            break
    lines = shortened(lines, _MOST_LINES, _COLUMN, _measure(_BOLD, size))
    line_height = size * _LEADING
    first = top + (bottom - top - line_height * len(lines)) / 2 + line_height * 0.8
    for number, line in enumerate(lines):
        place = (_MARGIN, round(first + number * line_height))
        pen.text(place, line, 255, _font(_BOLD, size), anchor="ls")


def _fitted(text: str, weight: str, size: int) -> str:
    lines = broken_into_lines(text, _COLUMN, _measure(weight, size))
    return shortened(lines, 1, _COLUMN, _measure(weight, size))[0]


@cache
def _measure(weight: str, size: int) -> Measure:
    """Return what adds up the widths of letters: set like this, none moves nearer to another."""
    width_of = cache(_font(weight, size).getlength)
    return lambda text: sum(map(width_of, text))


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    package = find_spec(_FONTS)
    folders: Sequence[str] = (package.submodule_search_locations or ()) if package else ()
    file = f"{folders[0]}/files/SourceSerifPro-{weight}.otf"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _palette(poster: Poster) -> list[int]:
    """Return the shades from paper to ink, and after them the accent."""
    paper, ink = _rgb(poster.page), _rgb(poster.text)
    palette: list[int] = []
    for level in range(_LEVELS):
        share = level / (_LEVELS - 1)
        palette += [round(p + (i - p) * share) for p, i in zip(paper, ink, strict=True)]
    return [*palette, *_rgb(poster.accent)]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
