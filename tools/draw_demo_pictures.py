"""Draw the pictures of the demo blog: `python tools/draw_demo_pictures.py [name …]`. Needs Pillow only.

Every picture is a print in four or five flat inks on grained paper. Motifs are drawn on a board of 1600 x 1000
units at twice that size and reduced, so edges are smooth; all chance comes from a generator seeded with the
picture's name, so equal code gives equal files.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

CONTENT = Path(__file__).resolve().parent.parent / "content"
SCALE = 2
HEAVIEST_FILE = 118_000  # bytes

INK, NIGHT, DUSK, TEAL, SEA = "#161b29", "#232b45", "#4a4668", "#2b5560", "#6f9a97"
BRICK, RUST, ROSE, AMBER, GLOW = "#8e3226", "#bb5a35", "#dd8f6c", "#eeb04c", "#fbdf9b"
CREAM, PAPER, STONE, MOSS, FOG = "#f4e8d0", "#fbf5e6", "#b9a88a", "#5b6b45", "#c9d0c6"

Point = tuple[float, float]


def rgb(colour: str) -> tuple[int, int, int]:
    """The three channels of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """The colour that lies `share` of the way from the first to the second."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


class Board:
    """A sheet that takes flat shapes, stippled shading and light, in units that do not know its resolution."""

    def __init__(self, name: str, ground: str, width: int = 1600, height: int = 1000) -> None:
        """A sheet of one colour; `name` seeds every chance on it."""
        self.width, self.height = width, height
        self.chance = random.Random(name)  # noqa: S311 - drawing, not secrecy
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), rgb(ground))
        self.pen = ImageDraw.Draw(self.image)

    # Flat shapes

    def polygon(self, points: Iterable[Point], colour: str) -> None:
        """A filled polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], rgb(colour))

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        """A filled rectangle, with round corners when `radius` is given."""
        corners = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
        self.pen.rounded_rectangle(corners, radius * SCALE, rgb(colour))

    def oval(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """A filled oval around (x, y) with the given half axes."""
        self.pen.ellipse([(x - wide) * SCALE, (y - high) * SCALE, (x + wide) * SCALE, (y + high) * SCALE], rgb(colour))

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius, colour)

    def line(self, points: Sequence[Point], colour: str, thick: float = 2) -> None:
        """A line through the points with rounded joints."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(path, rgb(colour), max(1, round(thick * SCALE)), joint="curve")

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: str, thick: float = 2) -> None:
        """A part of a circle, angles in degrees clockwise from three o'clock."""
        corners = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.pen.arc(corners, start, end, rgb(colour), max(1, round(thick * SCALE)))

    def arch(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A round-headed opening."""
        half = (right - left) / 2
        self.oval(left + half, top + half, half, half, colour)
        self.box(left, top + half, right, bottom, colour)

    # Tone

    def wash(self, mask: Image.Image, colour: str) -> None:
        """Lay a colour on through a mask."""
        self.image.paste(Image.new("RGB", self.image.size, rgb(colour)), (0, 0), mask)

    def stipple(self, mask: Image.Image, colour: str, rough: int = 90) -> None:
        """Lay a colour on through a mask whose greys break up into grain, as in a print from stone."""
        noise = self.noise(1.0)
        tipped = ImageChops.add(mask, noise, 1, -128)
        hard = tipped.point([max(0, min(255, (value - 128) * 255 // rough + 128)) for value in range(256)])
        self.wash(ImageChops.darker(hard, mask.point([min(255, value * 3) for value in range(256)])), colour)

    def noise(self, blur: float) -> Image.Image:
        """A sheet of grey chance around 128."""
        size = (self.image.width // 2, self.image.height // 2)
        raw = Image.frombytes("L", size, self.chance.randbytes(size[0] * size[1]))
        return raw.filter(ImageFilter.GaussianBlur(blur)).resize(self.image.size, Image.Resampling.BICUBIC)

    def falling(self, top: float, bottom: float, above: int = 0, below: int = 255) -> Image.Image:
        """A mask that runs from `above` to `below` between two heights."""
        column = Image.new("L", (1, self.image.height))
        span = max(1.0, (bottom - top) * SCALE)
        for y in range(self.image.height):
            share = min(1.0, max(0.0, (y - top * SCALE) / span))
            column.putpixel((0, y), round(above + (below - above) * share))
        return column.resize(self.image.size)

    def sideways(self, left: float, right: float, before: int = 0, after: int = 255) -> Image.Image:
        """A mask that runs from `before` to `after` between two verticals."""
        row = Image.new("L", (self.image.width, 1))
        span = (right - left) * SCALE
        for x in range(self.image.width):
            share = min(1.0, max(0.0, (x - left * SCALE) / span))
            row.putpixel((x, 0), round(before + (after - before) * share))
        return row.resize(self.image.size)

    def area(self, *polygons: Sequence[Point], strength: int = 255, soft: float = 0) -> Image.Image:
        """A mask of polygons, blurred by `soft` units."""
        mask = Image.new("L", self.image.size)
        pen = ImageDraw.Draw(mask)
        for points in polygons:
            pen.polygon([(x * SCALE, y * SCALE) for x, y in points], strength)
        return mask.filter(ImageFilter.GaussianBlur(soft * SCALE)) if soft else mask

    def halo(self, x: float, y: float, radius: float, colour: str, strength: int = 200, flat: float = 1.0) -> None:
        """Grained light that fades from (x, y) outward; `flat` squeezes it into an oval."""
        side = 256
        spot = Image.radial_gradient("L").resize((side, side))
        spot = spot.point([max(0, round(strength * (1 - value / 181) ** 1.7)) if value < 181 else 0 for value in range(256)])
        wide, high = round(radius * 2 * SCALE), round(radius * 2 * flat * SCALE)
        mask = Image.new("L", self.image.size)
        mask.paste(spot.resize((wide, high), Image.Resampling.BICUBIC), (round((x - radius) * SCALE), round((y - radius * flat) * SCALE)))
        self.stipple(mask, colour, rough=150)

    def sky(self, *colours: str, bottom: float) -> None:
        """Colours from the top of the sheet to `bottom`, one breaking into the next."""
        step = bottom / (len(colours) - 1)
        self.box(0, 0, self.width, self.height, colours[0])
        for index, colour in enumerate(colours[1:]):
            self.stipple(self.falling(index * step, (index + 1) * step), colour, rough=140)

    def finished(self) -> Image.Image:
        """The print: reduced, slightly uneven in ink, on paper with a tooth."""
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        size = (self.width, self.height)
        tooth = self.noise(2.0).resize(size).point([round(128 + (value - 128) * 0.24) for value in range(256)])
        cloud = Image.frombytes("L", (40, 25), self.chance.randbytes(1000)).resize(size, Image.Resampling.BICUBIC)
        cloud = cloud.point([round(128 + (value - 128) * 0.06) for value in range(256)])
        grain = ImageChops.add(tooth, cloud, 1, -128)
        return ImageChops.add(small, Image.merge("RGB", (grain, grain, grain)), 1, -128)


# Pieces that several motifs share


def draw_street_lamp(board: Board, x: float, foot: float, height: float, post: str = INK) -> None:
    """A gas lamp with its halo, standing at (x, foot)."""
    unit = height / 100
    top = foot - height
    board.halo(x, top + 9 * unit, height * 0.62, AMBER, 190)
    board.polygon([(x - 4 * unit, foot), (x - 1.2 * unit, foot - 14 * unit), (x + 1.2 * unit, foot - 14 * unit), (x + 4 * unit, foot)], post)
    board.box(x - 0.9 * unit, top + 17 * unit, x + 0.9 * unit, foot - 10 * unit, post)
    board.box(x - 6 * unit, top + 24 * unit, x + 6 * unit, top + 25.2 * unit, post)
    board.polygon([(x - 3 * unit, top + 17 * unit), (x - 5.5 * unit, top + 4 * unit), (x + 5.5 * unit, top + 4 * unit), (x + 3 * unit, top + 17 * unit)], GLOW)
    board.line([(x, top + 4 * unit), (x, top + 17 * unit)], AMBER, unit * 0.6)
    board.polygon([(x - 6.6 * unit, top + 4.4 * unit), (x - 2 * unit, top - 1 * unit), (x + 2 * unit, top - 1 * unit), (x + 6.6 * unit, top + 4.4 * unit)], post)
    board.box(x - 3.4 * unit, top + 16.6 * unit, x + 3.4 * unit, top + 18 * unit, post)
    board.disc(x, top - 2 * unit, 1.4 * unit, post)


def draw_person(board: Board, x: float, foot: float, height: float, colour: str, coat: float = 0.16) -> None:
    """A standing figure in a coat, as a silhouette."""
    unit = height
    board.disc(x, foot - 0.9 * unit, 0.075 * unit, colour)
    board.polygon(
        [(x - 0.06 * unit, foot - 0.82 * unit), (x + 0.06 * unit, foot - 0.82 * unit), (x + coat * 0.75 * unit, foot - 0.72 * unit),
         (x + coat * unit, foot - 0.3 * unit), (x - coat * unit, foot - 0.3 * unit), (x - coat * 0.75 * unit, foot - 0.72 * unit)], colour)  # fmt: skip
    board.box(x - 0.09 * unit, foot - 0.32 * unit, x - 0.015 * unit, foot, colour)
    board.box(x + 0.02 * unit, foot - 0.32 * unit, x + 0.095 * unit, foot, colour)


def draw_ripples(board: Board, x: float, top: float, bottom: float, spread: float, colour: str, count: int) -> None:
    """Light on water: strokes that widen and thin out with distance from the light."""
    for index in range(count):
        share = index / max(1, count - 1)
        y = top + (bottom - top) * share**1.25
        reach = spread * (0.25 + 0.75 * share) * board.chance.uniform(0.35, 1)
        shift = board.chance.uniform(-0.3, 0.3) * spread
        thick = 1.5 + 4.5 * share
        board.box(x + shift - reach, y, x + shift + reach, y + thick, colour, thick / 2)


def draw_crane(board: Board, x: float, foot: float, size: float, colour: str) -> None:
    """A quay crane with its boom over the water to the right."""

    def at(right: float, up: float) -> Point:
        return x + right * size, foot - up * size

    thick = size * 0.032
    for leg in (0.0, 0.36):
        board.line([at(leg, 0), at(leg, 0.72)], colour, thick)
    for up in (0.1, 0.42, 0.72):
        board.line([at(0, up), at(0.36, up)], colour, thick * 0.8)
    board.line([at(0, 0.42), at(0.36, 0.72)], colour, thick * 0.6)
    board.line([at(0, 0.1), at(0.36, 0.42)], colour, thick * 0.5)
    board.line([at(-0.42, 0.74), at(1.18, 0.74)], colour, thick * 1.25)
    board.line([at(-0.42, 0.79), at(0.4, 0.79)], colour, thick * 0.6)
    board.line([at(0.36, 0.72), at(0.3, 1.08), at(0.0, 0.74)], colour, thick * 0.9)
    for end in ((1.16, 0.75), (0.72, 0.75), (-0.4, 0.76)):
        board.line([at(0.3, 1.07), at(*end)], colour, thick * 0.35)
    board.box(*at(-0.34, 0.9), *at(-0.06, 0.76), colour)
    board.box(*at(0.8, 0.72), *at(0.9, 0.64), colour)
    for cable in (0.82, 0.88):
        board.line([at(cable, 0.66), at(cable, 0.42)], colour, thick * 0.25)
    board.box(*at(0.74, 0.42), *at(0.96, 0.33), colour)


# Motifs


def draw_lamplit_street() -> Board:
    """A street of terraces at dusk; the lamplighter is at his third lamp."""
    board = Board("lamplit-street", NIGHT)
    board.sky(NIGHT, DUSK, ROSE, GLOW, bottom=640)
    eye = (930.0, 610.0)

    def at(near: float, depth: float, up: float) -> Point:
        return near + (eye[0] - near) * depth, eye[1] - up * (1 - depth)

    def terrace(near: float, heights: Sequence[float], tones: tuple[str, str], lit: float) -> None:
        depths = [1 - 0.75**index for index in range(len(heights) + 1)]
        for index, (height, start, end) in reversed(list(enumerate(zip(heights, depths, depths[1:], strict=False)))):
            tone = mix(*tones, min(1, index / 6))
            board.polygon([at(near, start, -300), at(near, start, height), at(near, end, height), at(near, end, -300)], tone)
            board.polygon([at(near, start, height), at(near, start, height + 22), at(near, end, height + 22), at(near, end, height)], mix(tone, INK, 0.45))
            chimney = start + (end - start) * 0.3
            board.polygon([at(near, chimney, height), at(near, chimney, height + 95), at(near, chimney + (end - start) * 0.22, height + 95), at(near, chimney + (end - start) * 0.22, height)], mix(tone, INK, 0.3))
            for storey in range(int((height + 150) // 150)):
                for column in (0.14, 0.44, 0.74):
                    left = start + (end - start) * column
                    right = left + (end - start) * 0.16
                    low = -120 + storey * 150
                    shining = board.chance.random() < lit
                    pane = board.chance.choice((AMBER, GLOW, AMBER)) if shining else mix(tone, INK, 0.5)
                    board.polygon([at(near, left, low), at(near, left, low + 92), at(near, right, low + 92), at(near, right, low)], pane)
                    board.line([at(near, left, low + 46), at(near, right, low + 46)], tone, 3 * (1 - left))

    board.polygon([(0, 1000), (eye[0] - 40, eye[1]), (eye[0] + 40, eye[1]), (1600, 1000)], DUSK)
    board.box(0, 640, 1600, 1000, mix(NIGHT, DUSK, 0.45))
    board.polygon([(250, 1000), (eye[0], eye[1]), (1480, 1000)], mix(DUSK, ROSE, 0.18))
    terrace(-160, (690, 610, 720, 600, 660, 640, 620, 640), (mix(INK, NIGHT, 0.6), DUSK), 0.36)
    terrace(1760, (560, 640, 560, 620, 600, 640, 600, 620), (mix(INK, BRICK, 0.45), mix(DUSK, BRICK, 0.4)), 0.3)
    board.stipple(ImageChops.multiply(board.area([(0, 1000), (eye[0], eye[1]), (1600, 1000)]), board.falling(640, 1000, 120, 0)), ROSE)
    for foot, height, x in ((650, 92, 845), (676, 150, 790), (722, 250, 690), (812, 440, 500)):
        draw_street_lamp(board, x, foot, height)
        board.halo(x + 20, foot + height * 0.06, height * 0.5, AMBER, 130, 0.22)
    draw_street_lamp(board, 1225, 760, 330)
    board.halo(1215, 780, 170, AMBER, 130, 0.22)
    draw_street_lamp(board, 1085, 690, 170)
    board.line([(742, 726), (700, 512)], INK, 5)
    board.line([(756, 722), (714, 508)], INK, 5)
    for rung in range(9):
        share = rung / 9 + 0.05
        board.line([(742 - 42 * share, 726 - 214 * share), (756 - 42 * share, 722 - 214 * share)], INK, 3)
    draw_person(board, 722, 640, 116, INK, 0.15)
    board.line([(718, 556), (694, 500)], INK, 7)
    draw_person(board, 1010, 700, 74, INK)
    draw_person(board, 1038, 704, 68, INK)
    for _ in range(60):
        y = board.chance.uniform(690, 990)
        reach = (y - 610) * 0.06
        x = 880 + board.chance.uniform(-1, 1) * (y - 610) * 1.35
        board.box(x - reach, y, x + reach, y + 2 + (y - 650) / 130, mix(DUSK, AMBER if board.chance.random() < 0.35 else INK, 0.35), 3)
    return board


def draw_reading_room() -> Board:
    """A hall of books, three tall windows, green lamps, one reader."""
    board = Board("reading-room", mix(RUST, INK, 0.6))
    eye = (800.0, 520.0)

    def at(x: float, y: float, depth: float) -> Point:
        return eye[0] + (x - eye[0]) * (1 - depth), eye[1] + (y - eye[1]) * (1 - depth)

    back = 0.58
    board.polygon([(0, 0), (1600, 0), at(1600, 0, back), at(0, 0, back)], mix(BRICK, INK, 0.62))
    for index in range(9):
        share = index / 8
        board.line([(share * 1600, 0), at(share * 1600, 0, back)], mix(AMBER, INK, 0.65), 5)
    for depth in (0.0, 0.2, 0.36, 0.48):
        board.line([at(0, 0, depth), at(1600, 0, depth)], mix(AMBER, INK, 0.65), 6 * (1 - depth))
    board.polygon([(0, 1000), (1600, 1000), at(1600, 1000, back), at(0, 1000, back)], mix(RUST, INK, 0.35))
    (left, top), (right, bottom) = at(0, 0, back), at(1600, 1000, back)
    board.box(left, top, right, bottom, mix(STONE, RUST, 0.35))
    for index in range(3):
        x = left + 62 + index * 196
        board.arch(x - 12, top + 28, x + 166, bottom - 96, mix(CREAM, STONE, 0.6))
        board.arch(x, top + 40, x + 154, bottom - 96, GLOW)
        for bar in (51, 103):
            board.line([(x + bar, top + 42), (x + bar, bottom - 96)], STONE, 4)
        for bar in range(4):
            board.line([(x, top + 118 + bar * 58), (x + 154, top + 118 + bar * 58)], STONE, 3)
    for side in (0, 1600):
        for level in range(6):
            low, high = 930 - level * 150, 930 - (level + 1) * 150 + 18
            board.polygon([at(side, low, 0), at(side, high, 0), at(side, high, back), at(side, low, back)], mix(INK, BRICK, 0.2))
            depth = 0.0
            while depth < back - 0.01:
                thick = board.chance.uniform(0.006, 0.017) * (1.25 - depth)
                tall = board.chance.uniform(0.62, 0.93)
                spine = board.chance.choice((BRICK, RUST, TEAL, MOSS, STONE, mix(BRICK, INK, 0.4), mix(TEAL, INK, 0.4), CREAM))
                peak = low + (high - low) * tall
                end = min(back, depth + thick)
                board.polygon([at(side, low, depth), at(side, peak, depth), at(side, peak, end - thick * 0.12), at(side, low, end - thick * 0.12)], mix(spine, INK, 0.12 + 0.3 * depth))
                depth += thick
            board.polygon([at(side, low, 0), at(side, low + 18, 0), at(side, low + 18, back), at(side, low, back)], mix(RUST, INK, 0.45))
        for depth in (0.0, 0.22, 0.39, 0.515):
            board.polygon([at(side, 1000, depth), at(side, 0, depth), at(side, 0, depth + 0.02), at(side, 1000, depth + 0.02)], mix(RUST, INK, 0.3))
    for index in range(3):
        x = left + 62 + index * 196
        floor = [(x, bottom - 96), (x + 154, bottom - 96), (x + 154 + (index - 1) * 260 + 110, 1000), (x + (index - 1) * 260 - 110, 1000)]
        board.stipple(ImageChops.multiply(board.area(floor, soft=6), board.falling(bottom - 96, 1000, 150, 30)), GLOW)
    for side in (-1, 1):
        near, far = 0.02, 0.52
        inner, outer = 800 + side * 170, 800 + side * 620
        board.polygon([at(inner, 900, near), at(outer, 900, near), at(outer, 900, far), at(inner, 900, far)], mix(RUST, AMBER, 0.25))
        board.polygon([at(inner, 900, near), at(outer, 900, near), at(outer, 935, near), at(inner, 935, near)], mix(BRICK, INK, 0.5))
        board.polygon([at(inner, 900, near), at(inner, 900, far), at(inner, 930, far), at(inner, 930, near)], mix(BRICK, INK, 0.35))
        for depth in (0.46, 0.37, 0.25, 0.09):
            x, y = at((inner + outer) / 2, 900, depth)
            unit = (1 - depth) * 1.1
            board.halo(x, y, 150 * unit, GLOW, 170, 0.32)
            board.oval(x, y, 30 * unit, 8 * unit, INK)
            board.line([(x, y), (x, y - 66 * unit)], AMBER, 6 * unit)
            board.polygon([(x - 58 * unit, y - 62 * unit), (x - 30 * unit, y - 104 * unit), (x + 30 * unit, y - 104 * unit), (x + 58 * unit, y - 62 * unit)], mix(MOSS, TEAL, 0.4))
            board.box(x - 58 * unit, y - 64 * unit, x + 58 * unit, y - 58 * unit, GLOW)
    x, y = at(1060, 900, 0.3)
    board.polygon([(x - 62, y + 40), (x - 50, y - 66), (x - 20, y - 92), (x + 20, y - 92), (x + 50, y - 66), (x + 62, y + 40)], INK)
    board.disc(x + 4, y - 122, 29, INK)
    board.polygon([(x - 80, y + 6), (x - 16, y - 10), (x + 46, y + 6), (x - 16, y + 18)], PAPER)
    return board


def draw_river_port() -> Board:
    """Quay cranes against a low sun, containers, a pilot boat."""
    board = Board("river-port", ROSE)
    board.sky(TEAL, SEA, GLOW, AMBER, bottom=620)
    board.disc(1090, 520, 150, CREAM)
    board.stipple(ImageChops.multiply(board.area([(900, 360), (1300, 360), (1300, 700), (900, 700)]), board.falling(440, 640, 0, 190)), AMBER)
    board.polygon([(0, 604), (300, 590), (620, 600), (1000, 588), (1330, 598), (1600, 584), (1600, 640), (0, 640)], mix(TEAL, SEA, 0.35))
    for x in range(40, 1600, 46):
        high = board.chance.choice((6, 10, 14, 30, 8))
        board.box(x, 596 - high, x + board.chance.uniform(8, 30), 610, mix(TEAL, SEA, 0.35))
    for x in (1330, 1420, 1510):
        draw_crane(board, x, 606, 96, mix(TEAL, SEA, 0.25))
    board.box(0, 622, 1600, 1000, mix(TEAL, INK, 0.25))
    water = board.area([(0, 622), (1600, 622), (1600, 1000), (0, 1000)])
    board.stipple(ImageChops.multiply(water, board.falling(622, 820, 170, 0)), mix(SEA, AMBER, 0.35))
    draw_ripples(board, 1090, 630, 990, 190, AMBER, 46)
    draw_ripples(board, 1090, 626, 930, 80, GLOW, 30)
    for _ in range(70):
        y = board.chance.uniform(650, 995)
        x, reach = board.chance.uniform(0, 1600), (y - 600) * 0.16
        board.box(x - reach, y, x + reach, y + 2.5, mix(TEAL, INK, 0.55), 1)
    board.polygon([(0, 690), (640, 690), (700, 760), (700, 1000), (0, 1000)], INK)
    board.box(0, 690, 640, 700, mix(INK, RUST, 0.5))
    colours = (BRICK, RUST, TEAL, STONE, mix(AMBER, RUST, 0.4), mix(TEAL, INK, 0.4), BRICK, mix(SEA, TEAL, 0.5))
    for column in range(5):
        for level in range(board.chance.choice((2, 3, 4, 3))):
            x, y = 10 + column * 104, 690 - (level + 1) * 46
            tone = mix(board.chance.choice(colours), INK, 0.15)
            board.box(x, y, x + 100, y + 44, tone)
            for rib in range(8):
                board.line([(x + 9 + rib * 12, y + 6), (x + 9 + rib * 12, y + 38)], mix(tone, INK, 0.28), 2.5)
    for x, size in ((60, 430), (250, 520), (500, 610)):
        draw_crane(board, x, 694, size, mix(INK, NIGHT, 0.3))
    board.polygon([(985, 800), (1210, 800), (1186, 838), (1010, 838)], INK)
    board.polygon([(1040, 800), (1048, 762), (1120, 762), (1136, 800)], BRICK)
    board.box(1056, 770, 1074, 786, GLOW)
    board.box(1084, 770, 1102, 786, GLOW)
    board.line([(1084, 762), (1084, 706)], INK, 4)
    board.line([(990, 800), (972, 780)], INK, 4)
    board.box(900, 842, 1250, 846, mix(CREAM, SEA, 0.4), 2)
    for x, y in ((760, 240), (815, 270), (700, 292), (1330, 190), (1376, 214)):
        board.arc(x - 11, y, 12, 200, 340, INK, 3)
        board.arc(x + 11, y, 12, 200, 340, INK, 3)
    return board


def draw_ledger() -> Board:
    """An open account book from above, a pen, three stacks of coins."""
    board = Board("ledger", TEAL)
    board.stipple(board.sideways(0, 1600, 0, 130), mix(TEAL, INK, 0.6))
    for index in range(26):
        y = index * 40 + 12
        board.line([(0, y), (1600, y + board.chance.uniform(-8, 8))], mix(TEAL, INK, 0.14), 2)
    upright = board.image
    board.image = Image.new("RGB", upright.size, rgb(TEAL))
    board.pen = ImageDraw.Draw(board.image)
    book = [(250.0, 150.0), (1350.0, 150.0), (1350.0, 860.0), (250.0, 860.0)]
    board.polygon([(x + (14 if x > 800 else -14), y + (14 if y > 500 else -14)) for x, y in book], BRICK)
    for leaf in range(5):
        board.box(250 - leaf * 2, 150 + leaf, 1350 + leaf * 2, 860 + 6 - leaf, mix(CREAM, STONE, 0.5 - leaf * 0.1))
    board.polygon(book, PAPER)
    for gutter, ends in ((800, 690), (800, 910)):
        edge = board.sideways(min(gutter, ends), max(gutter, ends), *((0, 150) if ends < gutter else (150, 0)))
        page = board.area([(min(gutter, ends), 150), (max(gutter, ends), 150), (max(gutter, ends), 860), (min(gutter, ends), 860)])
        board.stipple(ImageChops.multiply(edge, page), STONE)
    for left in (290, 830):
        right = left + 480
        board.line([(left, 225), (right, 225)], BRICK, 3)
        board.line([(left, 231), (right, 231)], BRICK, 1.5)
        for x in (left + 78, left + 330, left + 336, left + 420):
            board.line([(x, 170), (x, 850)], ROSE, 1.6)
        for row in range(20):
            y = 262 + row * 29
            board.line([(left, y), (right, y)], SEA, 1.1)
            if row in (7, 13) or row > 17 or (left > 800 and row > 10):
                continue
            draw_writing(board, left + 8, y - 5, 52)
            draw_writing(board, left + 90, y - 5, board.chance.uniform(110, 225))
            draw_writing(board, left + 350, y - 5, 58, step=9)
            draw_writing(board, left + 430, y - 5, 40, step=9)
        draw_writing(board, left + 150, 208, 190, step=13, thick=3.4)
    for left in (290, 830):
        y = 262 + (18 if left < 800 else 11) * 29
        board.line([(left + 342, y - 26), (left + 470, y - 26)], BRICK, 2.5)
        draw_writing(board, left + 350, y - 6, 110, step=9, thick=3)
        board.line([(left + 342, y + 2), (left + 470, y + 2)], BRICK, 2)
        board.line([(left + 342, y + 7), (left + 470, y + 7)], BRICK, 2)
    corners = board.area([(x + (14 if x > 800 else -14), y + (14 if y > 500 else -14)) for x, y in book])
    turn = {"angle": 5.0, "resample": Image.Resampling.BICUBIC}
    sheet, cut = board.image.rotate(**turn), corners.rotate(**turn)
    board.image = upright
    board.pen = ImageDraw.Draw(upright)
    board.wash(ImageChops.offset(cut.filter(ImageFilter.GaussianBlur(26)), 44, 52).point([value * 6 // 10 for value in range(256)]), INK)
    board.image.paste(sheet, (0, 0), cut)
    board.pen = ImageDraw.Draw(board.image)
    for x, y, count in ((1432, 640, 9), (1520, 700, 5), (1446, 772, 3)):
        board.oval(x + 22, y + 16, 62, 46, mix(TEAL, INK, 0.75))
        for coin in range(count):
            board.oval(x, y - coin * 9, 52, 34, mix(AMBER, INK, 0.5))
            board.oval(x, y - coin * 9 - 4, 52, 34, AMBER)
        board.oval(x, y - count * 9 + 5, 38, 24, mix(AMBER, RUST, 0.35))
        board.oval(x, y - count * 9 + 3, 36, 22, GLOW)
    board.wash(board.area([(862, 650), (1252, 980), (1268, 962), (884, 632)], strength=120, soft=8), INK)
    board.polygon([(846, 610), (872, 622), (1228, 938), (1212, 956), (852, 636)], INK)
    board.polygon([(906, 656), (940, 685), (924, 702), (890, 672)], AMBER)
    board.polygon([(828, 594), (872, 622), (852, 640)], STONE)
    board.line([(830, 596), (858, 627)], INK, 1.5)
    return board


def draw_writing(board: Board, x: float, y: float, length: float, step: float = 6, thick: float = 2.0) -> None:
    """A line of handwriting that nobody can read."""
    points, place = [], x
    while place < x + length:
        high = board.chance.choice((5, 8, 5, 13, 6))
        points += [(place, y), (place + step * 0.45, y - high), (place + step * 0.7, y + board.chance.choice((0, 0, 4)))]
        place += step
        if board.chance.random() < 0.14:
            board.line(points, NIGHT, thick)
            points, place = [], place + step * 1.6
    if len(points) > 1:
        board.line(points, NIGHT, thick)


def draw_polling_place() -> Board:
    """A school gymnasium at dawn: booths, lamps, a folding table with a sealed box."""
    board = Board("polling-place", CREAM)
    board.box(0, 0, 1600, 690, mix(SEA, FOG, 0.45))
    board.stipple(board.falling(0, 560, 210, 0), TEAL)
    for index in range(5):
        x = 70 + index * 312
        board.box(x - 10, 92, x + 222, 342, mix(TEAL, INK, 0.35))
        board.box(x, 102, x + 212, 332, ROSE)
        board.stipple(ImageChops.multiply(board.area([(x, 102), (x + 212, 102), (x + 212, 332), (x, 332)]), board.falling(150, 330)), GLOW)
        for bar in range(1, 4):
            board.line([(x + bar * 53, 102), (x + bar * 53, 332)], mix(TEAL, INK, 0.35), 4)
        for bar in (1, 2):
            board.line([(x, 102 + bar * 77), (x + 212, 102 + bar * 77)], mix(TEAL, INK, 0.35), 4)
    board.box(0, 470, 1600, 690, mix(TEAL, INK, 0.12))
    board.box(0, 466, 1600, 474, CREAM)
    board.box(0, 690, 1600, 1000, mix(AMBER, RUST, 0.5))
    for index in range(34):
        x = index * 100 - 900
        board.line([(800 + (x - 100) * 0.5, 690), (800 + (x - 100) * 1.6, 1000)], mix(RUST, BRICK, 0.35), 2)
    board.arc(1190, 1180, 420, 180, 360, CREAM, 9)
    board.line([(0, 905), (1600, 905)], CREAM, 9)
    for index in range(5):
        x = 70 + index * 312
        pool = [(x - 40, 690), (x + 190, 690), (x + 60, 1000), (x - 260, 1000)]
        board.stipple(ImageChops.multiply(board.area(pool, soft=10), board.falling(690, 1000, 140, 40)), GLOW)
    board.line([(1378, 0), (1378, 80)], INK, 7)
    board.polygon([(1270, 50), (1490, 50), (1490, 62), (1270, 62)], INK)
    board.polygon([(1292, 62), (1468, 62), (1468, 74), (1292, 74)], CREAM)
    for x in (250, 560, 870):
        board.line([(x, 0), (x, 132)], INK, 4)
        board.halo(x, 175, 250, GLOW, 170, 0.7)
        board.polygon([(x - 62, 176), (x - 22, 132), (x + 22, 132), (x + 62, 176)], INK)
        board.oval(x, 177, 54, 9, PAPER)
    for index in range(5):
        draw_booth(board, 96 + index * 196, 800, 150)
    draw_person(board, 370, 842, 262, INK, 0.17)
    board.polygon([(1104, 792), (1496, 792), (1540, 834), (1060, 834)], PAPER)
    board.box(1060, 834, 1540, 848, STONE)
    for top, foot in (((1090, 848), (1120, 966)), ((1510, 848), (1480, 966)), ((1150, 848), (1180, 930)), ((1450, 848), (1420, 930))):
        board.line([top, foot], INK, 7)
    board.polygon([(1196, 688), (1396, 688), (1396, 812), (1196, 812)], NIGHT)
    board.polygon([(1196, 688), (1216, 668), (1416, 668), (1396, 688)], mix(NIGHT, DUSK, 0.7))
    board.polygon([(1396, 688), (1416, 668), (1416, 792), (1396, 812)], INK)
    board.box(1262, 676, 1342, 681, INK)
    board.box(1284, 684, 1306, 760, BRICK)
    board.disc(1295, 764, 20, BRICK)
    board.polygon([(1120, 804), (1176, 804), (1168, 822), (1106, 822)], GLOW)
    board.polygon([(1432, 804), (1484, 804), (1500, 822), (1440, 822)], ROSE)
    return board


def draw_booth(board: Board, x: float, foot: float, wide: float) -> None:
    """A voting booth with a striped curtain on thin legs."""
    top = foot - 300
    board.wash(board.area([(x - 6, foot + 40), (x + wide + 6, foot + 40), (x + wide - 70, foot + 84), (x - 90, foot + 84)], strength=90, soft=6), INK)
    for leg in (x + 8, x + wide - 8):
        board.line([(leg, foot - 60), (leg, foot + 48)], INK, 6)
    board.box(x - 4, top - 18, x + wide + 4, foot - 20, NIGHT)
    stripes = 9
    for index in range(stripes):
        left, right = x + wide * index / stripes, x + wide * (index + 1) / stripes
        hem = foot - 62 + (4 if index % 2 else -4)
        board.box(left, top, right, hem, (CREAM, BRICK)[index % 2])
    curtain = board.area([(x, top), (x + wide, top), (x + wide, foot - 64), (x, foot - 64)])
    board.stipple(ImageChops.multiply(curtain, board.sideways(x, x + wide, 0, 120)), NIGHT)
    board.box(x - 8, top - 22, x + wide + 8, top + 4, NIGHT)


# Portraits


def draw_portrait(name: str, ground: str, light: str, coat: str, skin: str, wear: Callable[[Board, str], None]) -> Board:
    """A head and shoulders in cut paper, lit from the left; `wear` adds what makes it this person."""
    board = Board(name, ground, 480, 480)
    board.disc(240, 250, 205, light)
    board.polygon([(40, 480), (66, 396), (150, 352), (330, 352), (414, 396), (440, 480)], coat)
    shadow = mix(skin, BRICK, 0.4)
    board.polygon([(200, 290), (280, 290), (292, 372), (240, 404), (188, 372)], shadow)
    board.oval(240, 218, 80, 104, skin)
    half = board.area([(246, 90), (340, 90), (340, 350), (262, 350), (240, 262), (258, 236), (240, 200)])
    face = Image.new("L", board.image.size)
    ImageDraw.Draw(face).ellipse([160 * SCALE, 114 * SCALE, 320 * SCALE, 322 * SCALE], 255)
    board.wash(ImageChops.multiply(half, face), shadow)
    wear(board, shadow)
    return board


def wear_jane(board: Board, shadow: str) -> None:
    """Grey bob, round glasses, a high collar."""
    hair = mix(STONE, INK, 0.25)
    board.polygon([(150, 268), (142, 180), (168, 112), (240, 84), (312, 112), (338, 180), (330, 268), (306, 286), (312, 196), (286, 158), (214, 150), (170, 196), (174, 286)], hair)
    board.oval(240, 142, 92, 58, hair)
    board.polygon([(172, 206), (176, 160), (262, 136), (312, 172), (312, 200), (268, 168), (214, 172)], hair)
    board.polygon([(240, 84), (312, 112), (338, 180), (330, 268), (306, 286), (314, 190), (286, 140)], mix(hair, INK, 0.35))
    for x in (206, 274):
        board.arc(x, 226, 27, 0, 360, INK, 4)
    board.line([(233, 222), (247, 222)], INK, 4)
    board.line([(222, 286), (258, 286)], BRICK, 5)
    board.polygon([(176, 352), (240, 408), (214, 452), (150, 376)], mix(BRICK, INK, 0.25))
    board.polygon([(304, 352), (240, 408), (266, 452), (330, 376)], mix(BRICK, INK, 0.45))
    del shadow


def wear_henrik(board: Board, shadow: str) -> None:
    """A seaman's cap, a full beard, a roll-neck."""
    beard = mix(RUST, INK, 0.45)
    board.polygon([(160, 228), (168, 292), (200, 336), (240, 350), (280, 336), (312, 292), (320, 228), (296, 262), (240, 256), (184, 262)], beard)
    board.polygon([(240, 256), (296, 262), (320, 228), (312, 292), (280, 336), (240, 350)], mix(beard, INK, 0.4))
    board.box(212, 276, 268, 283, mix(ROSE, BRICK, 0.5), 3)
    board.polygon([(238, 200), (258, 250), (232, 252)], shadow)
    board.polygon([(150, 176), (158, 118), (200, 86), (284, 86), (324, 118), (332, 176)], NIGHT)
    board.polygon([(284, 86), (324, 118), (332, 176), (250, 176)], INK)
    board.polygon([(140, 172), (340, 172), (350, 196), (240, 184), (130, 196)], INK)
    board.box(176, 348, 304, 396, mix(CREAM, STONE, 0.3), 20)
    for index in range(8):
        board.line([(188 + index * 15, 352), (188 + index * 15, 392)], STONE, 2.5)
    for x in (206, 274):
        board.line([(x - 12, 214), (x + 12, 212)], INK, 5)


def wear_salma(board: Board, shadow: str) -> None:
    """Dark curls, drop earrings, a scarf."""
    hair = INK
    for x, y, radius in ((240, 118, 70), (184, 140, 52), (296, 140, 52), (158, 190, 42), (322, 190, 42), (152, 240, 38), (328, 240, 38), (166, 286, 32), (314, 286, 32), (210, 96, 44), (272, 96, 44)):
        board.disc(x, y, radius, hair)
    board.oval(240, 232, 68, 88, mix(ROSE, STONE, 0.35))
    half = board.area([(246, 140), (320, 140), (320, 330), (262, 330), (240, 268), (258, 240), (242, 204)])
    face = Image.new("L", board.image.size)
    ImageDraw.Draw(face).ellipse([172 * SCALE, 144 * SCALE, 308 * SCALE, 320 * SCALE], 255)
    board.wash(ImageChops.multiply(half, face), shadow)
    board.polygon([(172, 214), (180, 160), (240, 138), (300, 160), (308, 214), (270, 172), (226, 178)], hair)
    for x in (210, 270):
        board.line([(x - 16, 210), (x, 203), (x + 15, 209)], INK, 5)
        board.disc(x, 226, 5.5, INK)
    board.line([(220, 288), (240, 293), (260, 287)], BRICK, 6)
    for x in (170, 310):
        board.line([(x, 266), (x, 284)], AMBER, 3)
        board.disc(x, 294, 10, AMBER)
    board.polygon([(168, 344), (240, 372), (312, 344), (334, 388), (240, 424), (146, 388)], AMBER)
    board.polygon([(240, 372), (312, 344), (334, 388), (240, 424)], mix(AMBER, RUST, 0.5))
    board.polygon([(206, 408), (250, 414), (232, 480), (180, 480)], mix(AMBER, RUST, 0.25))


def draw_jane_marsh() -> Board:
    """The editor."""
    return draw_portrait("jane-marsh", TEAL, SEA, NIGHT, mix(ROSE, CREAM, 0.45), wear_jane)


def draw_henrik_vass() -> Board:
    """The economics correspondent."""
    return draw_portrait("henrik-vass", RUST, AMBER, mix(TEAL, INK, 0.4), mix(ROSE, CREAM, 0.25), wear_henrik)


def draw_salma_tannous() -> Board:
    """The books editor."""
    return draw_portrait("salma-tannous", mix(DUSK, BRICK, 0.3), ROSE, mix(TEAL, INK, 0.15), mix(ROSE, STONE, 0.35), wear_salma)


# Files


def write_picture(file: Path, picture: Image.Image) -> None:
    """Write JPEG or WebP at the best quality that stays under the limit."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for quality in range(88, 30, -4):
        if file.suffix == ".webp":
            picture.save(file, quality=quality, method=6)
        else:
            picture.save(file, quality=quality, optimize=True, progressive=True)
        if file.stat().st_size <= HEAVIEST_FILE:
            break
    print(f"{file.relative_to(CONTENT)}: {picture.width}x{picture.height}, {file.stat().st_size:,} bytes")  # noqa: T201


def write_favicon(file: Path) -> None:
    """A lamp in four shapes, drawn as text so that it stays sharp."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{NIGHT}"/><circle cx="16" cy="13" r="10" fill="{AMBER}" opacity=".28"/>'
        f'<path d="M11.5 8h9l-2 10h-5z" fill="{GLOW}"/><path d="M10 8.6 14 4.500h4l4 4.100z" fill="{CREAM}"/>'
        f'<path d="M13 18h6v1.600h-2.100V27h2.600v2h-7v-2h2.600v-7.400H13z" fill="{CREAM}"/></svg>\n',
        encoding="utf-8",
    )


PICTURES: dict[str, Callable[[], Board]] = {
    "media/lamplit-street.jpg": draw_lamplit_street,
    "media/reading-room.jpg": draw_reading_room,
    "media/river-port.jpg": draw_river_port,
    "media/ledger.webp": draw_ledger,
    "media/polling-place.webp": draw_polling_place,
    "media/authors/jane-marsh.jpg": draw_jane_marsh,
    "media/authors/henrik-vass.jpg": draw_henrik_vass,
    "media/authors/salma-tannous.jpg": draw_salma_tannous,
}


def main(wanted: Sequence[str]) -> None:
    """Draw all pictures, or those whose path contains one of the wanted words."""
    for path, draw in PICTURES.items():
        if not wanted or any(word in path for word in wanted):
            write_picture(CONTENT / path, draw().finished())
    if not wanted or "favicon" in wanted:
        write_favicon(CONTENT / "static" / "favicon.svg")


if __name__ == "__main__":
    main(sys.argv[1:])
