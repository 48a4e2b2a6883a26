"""Draw the pictures of the demo blog: `python tools/draw_demo_pictures.py [name …]`.

Needs Pillow only. Every picture is a print in four or five flat inks on grained paper. Motifs are
drawn on a board of 1600 x 1000 units at twice that size and reduced, so edges are smooth; all
chance comes from a generator seeded with the picture's name, so equal code gives equal files.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
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
    """A sheet that takes flat shapes, stippled shading and light, in units free of resolution."""

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

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0
    ) -> None:
        """A filled rectangle, with round corners when `radius` is given."""
        corners = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
        self.pen.rounded_rectangle(corners, radius * SCALE, rgb(colour))

    def oval(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """A filled oval around (x, y) with the given half axes."""
        self.pen.ellipse(
            [(x - wide) * SCALE, (y - high) * SCALE, (x + wide) * SCALE, (y + high) * SCALE],
            rgb(colour),
        )

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius, colour)

    def line(self, points: Sequence[Point], colour: str, thick: float = 2) -> None:
        """A line through the points with rounded joints."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(path, rgb(colour), max(1, round(thick * SCALE)), joint="curve")

    def arc(
        self, x: float, y: float, radius: float, span: Point, colour: str, thick: float = 2
    ) -> None:
        """A part of a circle between two angles, in degrees clockwise from three o'clock."""
        corners = [
            (x - radius) * SCALE,
            (y - radius) * SCALE,
            (x + radius) * SCALE,
            (y + radius) * SCALE,
        ]
        self.pen.arc(corners, *span, rgb(colour), max(1, round(thick * SCALE)))

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
        """Lay a colour on through a mask whose greys break up into grain, as in lithography."""
        noise = self.noise(1.0)
        tipped = ImageChops.add(mask, noise, 1, -128)
        hard = tipped.point(
            [max(0, min(255, (value - 128) * 255 // rough + 128)) for value in range(256)]
        )
        self.wash(
            ImageChops.darker(hard, mask.point([min(255, value * 3) for value in range(256)])),
            colour,
        )

    def noise(self, blur: float) -> Image.Image:
        """A sheet of grey chance around 128."""
        size = (self.image.width // 2, self.image.height // 2)
        raw = Image.frombytes("L", size, self.chance.randbytes(size[0] * size[1]))
        return raw.filter(ImageFilter.GaussianBlur(blur)).resize(
            self.image.size, Image.Resampling.BICUBIC
        )

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

    def halo(
        self, x: float, y: float, radius: float, colour: str, strength: int = 200, flat: float = 1.0
    ) -> None:
        """Grained light that fades from (x, y) outward; `flat` squeezes it into an oval."""
        side = 256
        spot = Image.radial_gradient("L").resize((side, side))
        spot = spot.point(
            [
                max(0, round(strength * (1 - value / 181) ** 1.7)) if value < 181 else 0
                for value in range(256)
            ]
        )
        wide, high = round(radius * 2 * SCALE), round(radius * 2 * flat * SCALE)
        mask = Image.new("L", self.image.size)
        mask.paste(
            spot.resize((wide, high), Image.Resampling.BICUBIC),
            (round((x - radius) * SCALE), round((y - radius * flat) * SCALE)),
        )
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
        tooth = (
            self.noise(2.0)
            .resize(size)
            .point([round(128 + (value - 128) * 0.24) for value in range(256)])
        )
        cloud = Image.frombytes("L", (40, 25), self.chance.randbytes(1000)).resize(
            size, Image.Resampling.BICUBIC
        )
        cloud = cloud.point([round(128 + (value - 128) * 0.06) for value in range(256)])
        grain = ImageChops.add(tooth, cloud, 1, -128)
        return ImageChops.add(small, Image.merge("RGB", (grain, grain, grain)), 1, -128)


# Coordinates read as rows; one to a line they would fill two thousand lines.
# fmt: off

# Pieces that several motifs share


def draw_street_lamp(board: Board, x: float, foot: float, height: float, post: str = INK) -> None:
    """A gas lamp with its halo, standing at (x, foot)."""
    unit = height / 100
    top = foot - height
    board.halo(x, top + 9 * unit, height * 0.62, AMBER, 190)
    board.polygon([(x - 4 * unit, foot), (x - 1.2 * unit, foot - 14 * unit),
        (x + 1.2 * unit, foot - 14 * unit), (x + 4 * unit, foot)], post)
    board.box(x - 0.9 * unit, top + 17 * unit, x + 0.9 * unit, foot - 10 * unit, post)
    board.box(x - 6 * unit, top + 24 * unit, x + 6 * unit, top + 25.2 * unit, post)
    board.polygon([(x - 3 * unit, top + 17 * unit), (x - 5.5 * unit, top + 4 * unit),
        (x + 5.5 * unit, top + 4 * unit), (x + 3 * unit, top + 17 * unit)], GLOW)
    board.line([(x, top + 4 * unit), (x, top + 17 * unit)], AMBER, unit * 0.6)
    board.polygon([(x - 6.6 * unit, top + 4.4 * unit), (x - 2 * unit, top - 1 * unit),
        (x + 2 * unit, top - 1 * unit), (x + 6.6 * unit, top + 4.4 * unit)], post)
    board.box(x - 3.4 * unit, top + 16.6 * unit, x + 3.4 * unit, top + 18 * unit, post)
    board.disc(x, top - 2 * unit, 1.4 * unit, post)


def draw_person(board: Board, x: float, foot: float, height: float, colour: str,
    coat: float = 0.16) -> None:
    """A standing figure in a coat, as a silhouette."""
    unit = height
    board.disc(x, foot - 0.9 * unit, 0.075 * unit, colour)
    board.polygon(
        [(x - 0.06 * unit, foot - 0.82 * unit), (x + 0.06 * unit, foot - 0.82 * unit),
            (x + coat * 0.75 * unit, foot - 0.72 * unit),
         (x + coat * unit, foot - 0.3 * unit), (x - coat * unit,
             foot - 0.3 * unit), (x - coat * 0.75 * unit, foot - 0.72 * unit)], colour)
    board.box(x - 0.09 * unit, foot - 0.32 * unit, x - 0.015 * unit, foot, colour)
    board.box(x + 0.02 * unit, foot - 0.32 * unit, x + 0.095 * unit, foot, colour)


def draw_ripples(board: Board, x: float, rows: Point, spread: float, colour: str,
    count: int) -> None:
    """Light on water: strokes that widen and thin out with distance from the light."""
    top, bottom = rows
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
        for index, (height, start,
            end) in reversed(list(enumerate(zip(heights, depths, depths[1:], strict=False)))):
            tone = mix(*tones, min(1, index / 6))
            board.polygon([at(near, start, -300), at(near, start, height), at(near, end, height),
                at(near, end, -300)], tone)
            board.polygon([at(near, start, height), at(near, start, height + 22),
                at(near, end, height + 22), at(near, end, height)], mix(tone, INK, 0.45))
            chimney = start + (end - start) * 0.3
            board.polygon([at(near, chimney, height), at(near, chimney, height + 95),
                at(near, chimney + (end - start) * 0.22, height + 95),
                at(near, chimney + (end - start) * 0.22, height)], mix(tone, INK, 0.3))
            for storey in range(int((height + 150) // 150)):
                for column in (0.14, 0.44, 0.74):
                    left = start + (end - start) * column
                    right = left + (end - start) * 0.16
                    low = -120 + storey * 150
                    shining = board.chance.random() < lit
                    pane = board.chance.choice((AMBER, GLOW, AMBER)) if shining else mix(tone, INK,
                        0.5)
                    board.polygon([at(near, left, low), at(near, left, low + 92),
                        at(near, right, low + 92), at(near, right, low)], pane)
                    board.line([at(near, left, low + 46), at(near, right, low + 46)], tone,
                        3 * (1 - left))

    board.polygon([(0, 1000), (eye[0] - 40, eye[1]), (eye[0] + 40, eye[1]), (1600, 1000)], DUSK)
    board.box(0, 640, 1600, 1000, mix(NIGHT, DUSK, 0.45))
    board.polygon([(250, 1000), (eye[0], eye[1]), (1480, 1000)], mix(DUSK, ROSE, 0.18))
    terrace(-160, (690, 610, 720, 600, 660, 640, 620, 640), (mix(INK, NIGHT, 0.6), DUSK), 0.36)
    terrace(1760, (560, 640, 560, 620, 600, 640, 600, 620),
        (mix(INK, BRICK, 0.45), mix(DUSK, BRICK, 0.4)), 0.3)
    board.stipple(ImageChops.multiply(board.area([(0, 1000), (eye[0], eye[1]), (1600, 1000)]),
        board.falling(640, 1000, 120, 0)), ROSE)
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
        board.line([(742 - 42 * share, 726 - 214 * share), (756 - 42 * share, 722 - 214 * share)],
            INK, 3)
    draw_person(board, 722, 640, 116, INK, 0.15)
    board.line([(718, 556), (694, 500)], INK, 7)
    draw_person(board, 1010, 700, 74, INK)
    draw_person(board, 1038, 704, 68, INK)
    for _ in range(60):
        y = board.chance.uniform(690, 990)
        reach = (y - 610) * 0.06
        x = 880 + board.chance.uniform(-1, 1) * (y - 610) * 1.35
        board.box(x - reach, y, x + reach, y + 2 + (y - 650) / 130,
            mix(DUSK, AMBER if board.chance.random() < 0.35 else INK, 0.35), 3)
    return board


ROOM_DEPTH = 0.58  # of the way to the vanishing point, where the back wall stands


def into_room(x: float, y: float, depth: float) -> Point:
    """Where a point of the picture's frame goes when it is pushed into the reading room."""
    return 800 + (x - 800) * (1 - depth), 520 + (y - 520) * (1 - depth)


def draw_reading_room() -> Board:
    """A hall of books, three tall windows, green lamps, one reader."""
    board = Board("reading-room", mix(RUST, INK, 0.6))
    at, back = into_room, ROOM_DEPTH
    board.polygon([(0, 0), (1600, 0), at(1600, 0, back), at(0, 0, back)], mix(BRICK, INK, 0.62))
    for index in range(9):
        share = index / 8
        board.line([(share * 1600, 0), at(share * 1600, 0, back)], mix(AMBER, INK, 0.65), 5)
    for depth in (0.0, 0.2, 0.36, 0.48):
        board.line([at(0, 0, depth), at(1600, 0, depth)], mix(AMBER, INK, 0.65), 6 * (1 - depth))
    board.polygon([(0, 1000), (1600, 1000), at(1600, 1000, back), at(0, 1000, back)],
        mix(RUST, INK, 0.35))
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
        draw_bookcase(board, side)
    for index in range(3):
        x = left + 62 + index * 196
        floor = [(x, bottom - 96), (x + 154, bottom - 96),
            (x + 154 + (index - 1) * 260 + 110, 1000), (x + (index - 1) * 260 - 110, 1000)]
        board.stipple(ImageChops.multiply(board.area(floor, soft=6),
            board.falling(bottom - 96, 1000, 150, 30)), GLOW)
    for side in (-1, 1):
        draw_reading_table(board, side)
    x, y = at(1060, 900, 0.3)
    board.polygon([(x - 62, y + 40), (x - 50, y - 66), (x - 20, y - 92), (x + 20, y - 92),
        (x + 50, y - 66), (x + 62, y + 40)], INK)
    board.disc(x + 4, y - 122, 29, INK)
    board.polygon([(x - 80, y + 6), (x - 16, y - 10), (x + 46, y + 6), (x - 16, y + 18)], PAPER)
    return board


def draw_bookcase(board: Board, side: float) -> None:
    """A wall of books that runs into the depth of the reading room."""
    at, back = into_room, ROOM_DEPTH
    inks = (BRICK, RUST, TEAL, MOSS, STONE, mix(BRICK, INK, 0.4), mix(TEAL, INK, 0.4), CREAM)
    for level in range(6):
        low, high = 930 - level * 150, 930 - (level + 1) * 150 + 18
        board.polygon([at(side, low, 0), at(side, high, 0), at(side, high, back),
            at(side, low, back)], mix(INK, BRICK, 0.2))
        depth = 0.0
        while depth < back - 0.01:
            thick = board.chance.uniform(0.006, 0.017) * (1.25 - depth)
            tall = board.chance.uniform(0.62, 0.93)
            spine = board.chance.choice(inks)
            peak = low + (high - low) * tall
            end = min(back, depth + thick)
            board.polygon([at(side, low, depth), at(side, peak, depth),
                at(side, peak, end - thick * 0.12), at(side, low, end - thick * 0.12)],
                mix(spine, INK, 0.12 + 0.3 * depth))
            depth += thick
        board.polygon([at(side, low, 0), at(side, low + 18, 0), at(side, low + 18, back),
            at(side, low, back)], mix(RUST, INK, 0.45))
    for depth in (0.0, 0.22, 0.39, 0.515):
        board.polygon([at(side, 1000, depth), at(side, 0, depth), at(side, 0, depth + 0.02),
            at(side, 1000, depth + 0.02)], mix(RUST, INK, 0.3))


def draw_reading_table(board: Board, side: int) -> None:
    """A long table with four green lamps, left (-1) or right (1) of the aisle."""
    at = into_room
    near, far = 0.02, 0.52
    inner, outer = 800 + side * 170, 800 + side * 620
    board.polygon([at(inner, 900, near), at(outer, 900, near), at(outer, 900, far),
        at(inner, 900, far)], mix(RUST, AMBER, 0.25))
    board.polygon([at(inner, 900, near), at(outer, 900, near), at(outer, 935, near),
        at(inner, 935, near)], mix(BRICK, INK, 0.5))
    board.polygon([at(inner, 900, near), at(inner, 900, far), at(inner, 930, far),
        at(inner, 930, near)], mix(BRICK, INK, 0.35))
    for depth in (0.46, 0.37, 0.25, 0.09):
        x, y = at((inner + outer) / 2, 900, depth)
        unit = (1 - depth) * 1.1
        board.halo(x, y, 150 * unit, GLOW, 170, 0.32)
        board.oval(x, y, 30 * unit, 8 * unit, INK)
        board.line([(x, y), (x, y - 66 * unit)], AMBER, 6 * unit)
        board.polygon([(x - 58 * unit, y - 62 * unit), (x - 30 * unit, y - 104 * unit),
            (x + 30 * unit, y - 104 * unit), (x + 58 * unit, y - 62 * unit)], mix(MOSS, TEAL, 0.4))
        board.box(x - 58 * unit, y - 64 * unit, x + 58 * unit, y - 58 * unit, GLOW)


def draw_river_port() -> Board:
    """Quay cranes against a low sun, containers, a pilot boat."""
    board = Board("river-port", ROSE)
    board.sky(TEAL, SEA, GLOW, AMBER, bottom=620)
    board.disc(1090, 520, 150, CREAM)
    board.stipple(ImageChops.multiply(board.area([(900, 360), (1300, 360), (1300, 700),
        (900, 700)]), board.falling(440, 640, 0, 190)), AMBER)
    board.polygon([(0, 604), (300, 590), (620, 600), (1000, 588), (1330, 598), (1600, 584),
        (1600, 640), (0, 640)], mix(TEAL, SEA, 0.35))
    for x in range(40, 1600, 46):
        high = board.chance.choice((6, 10, 14, 30, 8))
        board.box(x, 596 - high, x + board.chance.uniform(8, 30), 610, mix(TEAL, SEA, 0.35))
    for x in (1330, 1420, 1510):
        draw_crane(board, x, 606, 96, mix(TEAL, SEA, 0.25))
    board.box(0, 622, 1600, 1000, mix(TEAL, INK, 0.25))
    water = board.area([(0, 622), (1600, 622), (1600, 1000), (0, 1000)])
    board.stipple(ImageChops.multiply(water, board.falling(622, 820, 170, 0)),
        mix(SEA, AMBER, 0.35))
    draw_ripples(board, 1090, (630, 990), 190, AMBER, 46)
    draw_ripples(board, 1090, (626, 930), 80, GLOW, 30)
    for _ in range(70):
        y = board.chance.uniform(650, 995)
        x, reach = board.chance.uniform(0, 1600), (y - 600) * 0.16
        board.box(x - reach, y, x + reach, y + 2.5, mix(TEAL, INK, 0.55), 1)
    board.polygon([(0, 690), (640, 690), (700, 760), (700, 1000), (0, 1000)], INK)
    board.box(0, 690, 640, 700, mix(INK, RUST, 0.5))
    colours = (BRICK, RUST, TEAL, STONE, mix(AMBER, RUST, 0.4), mix(TEAL, INK, 0.4), BRICK,
        mix(SEA, TEAL, 0.5))
    for column in range(5):
        for level in range(board.chance.choice((2, 3, 4, 3))):
            x, y = 10 + column * 104, 690 - (level + 1) * 46
            tone = mix(board.chance.choice(colours), INK, 0.15)
            board.box(x, y, x + 100, y + 44, tone)
            for rib in range(8):
                board.line([(x + 9 + rib * 12, y + 6), (x + 9 + rib * 12, y + 38)],
                    mix(tone, INK, 0.28), 2.5)
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
        board.arc(x - 11, y, 12, (200, 340), INK, 3)
        board.arc(x + 11, y, 12, (200, 340), INK, 3)
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
    board.polygon([(x + (14 if x > 800 else -14), y + (14 if y > 500 else -14)) for x, y in book],
        BRICK)
    for leaf in range(5):
        board.box(250 - leaf * 2, 150 + leaf, 1350 + leaf * 2, 860 + 6 - leaf,
            mix(CREAM, STONE, 0.5 - leaf * 0.1))
    board.polygon(book, PAPER)
    for gutter, ends in ((800, 690), (800, 910)):
        edge = board.sideways(min(gutter, ends), max(gutter, ends),
            *((0, 150) if ends < gutter else (150, 0)))
        page = board.area([(min(gutter, ends), 150), (max(gutter, ends), 150),
            (max(gutter, ends), 860), (min(gutter, ends), 860)])
        board.stipple(ImageChops.multiply(edge, page), STONE)
    for left, written in ((290, 18), (830, 11)):
        draw_account_page(board, left, written)
    corners = board.area([(x + (14 if x > 800 else -14), y + (14 if y > 500 else -14)) for x,
        y in book])
    turn = {"angle": 5.0, "resample": Image.Resampling.BICUBIC}
    sheet, cut = board.image.rotate(**turn), corners.rotate(**turn)
    board.image = upright
    board.pen = ImageDraw.Draw(upright)
    board.wash(ImageChops.offset(cut.filter(ImageFilter.GaussianBlur(26)), 44,
        52).point([value * 6 // 10 for value in range(256)]), INK)
    board.image.paste(sheet, (0, 0), cut)
    board.pen = ImageDraw.Draw(board.image)
    for x, y, count in ((1432, 640, 9), (1520, 700, 5), (1446, 772, 3)):
        board.oval(x + 22, y + 16, 62, 46, mix(TEAL, INK, 0.75))
        for coin in range(count):
            board.oval(x, y - coin * 9, 52, 34, mix(AMBER, INK, 0.5))
            board.oval(x, y - coin * 9 - 4, 52, 34, AMBER)
        board.oval(x, y - count * 9 + 5, 38, 24, mix(AMBER, RUST, 0.35))
        board.oval(x, y - count * 9 + 3, 36, 22, GLOW)
    board.wash(board.area([(862, 650), (1252, 980), (1268, 962), (884, 632)], strength=120,
        soft=8), INK)
    board.polygon([(846, 610), (872, 622), (1228, 938), (1212, 956), (852, 636)], INK)
    board.polygon([(906, 656), (940, 685), (924, 702), (890, 672)], AMBER)
    board.polygon([(828, 594), (872, 622), (852, 640)], STONE)
    board.line([(830, 596), (858, 627)], INK, 1.5)
    return board


def draw_account_page(board: Board, left: float, written: int) -> None:
    """A ruled page with so many rows written, then the sum under a double line."""
    right = left + 480
    board.line([(left, 225), (right, 225)], BRICK, 3)
    board.line([(left, 231), (right, 231)], BRICK, 1.5)
    for x in (left + 78, left + 330, left + 336, left + 420):
        board.line([(x, 170), (x, 850)], ROSE, 1.6)
    for row in range(20):
        y = 262 + row * 29
        board.line([(left, y), (right, y)], SEA, 1.1)
        if row in {7, 13} or row >= written:
            continue
        draw_writing(board, left + 8, y - 5, 52)
        draw_writing(board, left + 90, y - 5, board.chance.uniform(110, 225))
        draw_writing(board, left + 350, y - 5, 58, step=9)
        draw_writing(board, left + 430, y - 5, 40, step=9)
    draw_writing(board, left + 150, 208, 190, step=13, thick=3.4)
    y = 262 + min(written, 18) * 29
    board.line([(left + 342, y - 26), (left + 470, y - 26)], BRICK, 2.5)
    draw_writing(board, left + 350, y - 6, 110, step=9, thick=3)
    board.line([(left + 342, y + 2), (left + 470, y + 2)], BRICK, 2)
    board.line([(left + 342, y + 7), (left + 470, y + 7)], BRICK, 2)


def draw_writing(board: Board, x: float, y: float, length: float, step: float = 6,
    thick: float = 2.0) -> None:
    """A line of handwriting that nobody can read."""
    points, place = [], x
    while place < x + length:
        high = board.chance.choice((5, 8, 5, 13, 6))
        points += [(place, y), (place + step * 0.45, y - high),
            (place + step * 0.7, y + board.chance.choice((0, 0, 4)))]
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
        board.stipple(ImageChops.multiply(board.area([(x, 102), (x + 212, 102), (x + 212, 332),
            (x, 332)]), board.falling(150, 330)), GLOW)
        for bar in range(1, 4):
            board.line([(x + bar * 53, 102), (x + bar * 53, 332)], mix(TEAL, INK, 0.35), 4)
        for bar in (1, 2):
            board.line([(x, 102 + bar * 77), (x + 212, 102 + bar * 77)], mix(TEAL, INK, 0.35), 4)
    board.box(0, 470, 1600, 690, mix(TEAL, INK, 0.12))
    board.box(0, 466, 1600, 474, CREAM)
    board.box(0, 690, 1600, 1000, mix(AMBER, RUST, 0.5))
    for index in range(34):
        x = index * 100 - 900
        board.line([(800 + (x - 100) * 0.5, 690), (800 + (x - 100) * 1.6, 1000)],
            mix(RUST, BRICK, 0.35), 2)
    board.arc(1190, 1180, 420, (180, 360), CREAM, 9)
    board.line([(0, 905), (1600, 905)], CREAM, 9)
    for index in range(5):
        x = 70 + index * 312
        pool = [(x - 40, 690), (x + 190, 690), (x + 60, 1000), (x - 260, 1000)]
        board.stipple(ImageChops.multiply(board.area(pool, soft=10),
            board.falling(690, 1000, 140, 40)), GLOW)
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
    for top, foot in (((1090, 848), (1120, 966)), ((1510, 848), (1480, 966)),
        ((1150, 848), (1180, 930)), ((1450, 848), (1420, 930))):
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
    board.wash(board.area([(x - 6, foot + 40), (x + wide + 6, foot + 40),
        (x + wide - 70, foot + 84), (x - 90, foot + 84)], strength=90, soft=6), INK)
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


def draw_tram() -> Board:
    """A lit tram crossing a square under its wires."""
    board = Board("tram", DUSK)
    board.sky(NIGHT, DUSK, ROSE, mix(ROSE, AMBER, 0.6), bottom=660)
    board.disc(300, 250, 62, GLOW)
    x = -30.0
    while x < 1640:
        wide = board.chance.uniform(120, 220)
        top = board.chance.uniform(190, 360)
        tone = mix(board.chance.choice((DUSK, BRICK, NIGHT)), NIGHT,
            board.chance.uniform(0.35, 0.6))
        board.box(x, top, x + wide, 720, tone)
        board.box(x - 5, top - 12, x + wide + 5, top + 6, mix(tone, INK, 0.4))
        if board.chance.random() < 0.5:
            board.polygon([(x, top - 12), (x + wide / 2, top - 64), (x + wide, top - 12)],
                mix(tone, INK, 0.25))
        for row in range(5):
            for column in range(int(wide // 44)):
                lit = board.chance.random() < 0.28
                left, up = x + 16 + column * 44, top + 34 + row * 84
                board.box(left, up, left + 24, up + 46, AMBER if lit else mix(tone, INK, 0.45))
        x += wide
    board.box(0, 700, 1600, 1000, mix(NIGHT, INK, 0.4))
    board.stipple(ImageChops.multiply(board.area([(0, 700), (1600, 700), (1600, 1000), (0, 1000)]),
        board.falling(700, 1000, 150, 10)), DUSK)
    for y in (846, 900):
        board.line([(0, y), (1600, y)], mix(STONE, DUSK, 0.35), 7)
        board.line([(0, y + 7), (1600, y + 7)], INK, 4)
    for y, sag in ((128, 16), (176, 10)):
        board.line([(0, y - sag), (430, y), (1130, y - 6), (1600, y - sag)], INK, 3.5)
    for x in (120, 1500):
        board.box(x - 6, 70, x + 6, 760, INK)
        board.line([(x, 100), (x + (330 if x < 800 else -330), 130)], INK, 4)
        board.line([(x - 40, 84), (x + 40, 84)], INK, 5)
    draw_tram_car(board, 330, 800)
    for x in (420, 650, 880, 1120):
        board.halo(x + 40, 930, 130, AMBER, 150, 0.35)
    board.halo(1292, 760, 170, GLOW, 190, 0.6)
    draw_person(board, 150, 880, 190, INK)
    draw_person(board, 214, 876, 118, INK, 0.2)
    board.line([(168, 800), (196, 812)], INK, 9)
    return board


def draw_tram_car(board: Board, x: float, foot: float) -> None:
    """A two-axle motor car, cream over red."""
    board.polygon([(x + 20, foot + 60), (x + 960, foot + 60), (x + 920, foot + 110),
        (x - 20, foot + 110)], mix(INK, NIGHT, 0.2))
    for wheel in (x + 260, x + 700):
        board.disc(wheel, foot + 28, 52, INK)
        board.disc(wheel, foot + 28, 20, STONE)
    board.box(x + 120, foot - 6, x + 840, foot + 34, INK, 10)
    board.box(x, foot - 200, x + 960, foot + 6, BRICK, 34)
    board.box(x, foot - 360, x + 960, foot - 150, CREAM, 40)
    board.box(x, foot - 196, x + 960, foot - 150, CREAM)
    board.box(x, foot - 154, x + 960, foot - 140, mix(AMBER, RUST, 0.3))
    board.polygon([(x + 60, foot - 356), (x + 110, foot - 410), (x + 850, foot - 410),
        (x + 900, foot - 356)], mix(STONE, INK, 0.35))
    board.box(x + 40, foot - 366, x + 920, foot - 350, mix(STONE, INK, 0.5), 6)
    for index in range(7):
        left = x + 116 + index * 106
        board.box(left, foot - 322, left + 88, foot - 186, mix(INK, NIGHT, 0.5), 12)
        board.box(left + 5, foot - 317, left + 83, foot - 191, GLOW, 9)
        if index in (1, 2, 4, 5):
            shift = board.chance.uniform(24, 60)
            board.disc(left + shift, foot - 246, 18, mix(RUST, INK, 0.45))
            board.polygon([(left + max(6, shift - 34), foot - 191),
                (left + shift - 22, foot - 226), (left + shift + 22, foot - 226),
                (left + min(82, shift + 34), foot - 191)], mix(RUST, INK, 0.45))
    for left in (x + 22, x + 868):
        board.box(left, foot - 322, left + 70, foot - 20, mix(BRICK, INK, 0.4), 10)
        board.box(left + 8, foot - 314, left + 62, foot - 176, GLOW, 8)
    board.disc(x + 948, foot - 96, 16, GLOW)
    board.box(x + 370, foot - 108, x + 590, foot - 66, mix(BRICK, INK, 0.35), 6)
    board.line([(x + 390, foot - 87), (x + 570, foot - 87)], AMBER, 5)
    board.line([(x + 470, foot - 410), (x + 350, foot - 632)], INK, 7)
    board.line([(x + 430, foot - 410), (x + 560, foot - 410)], INK, 16)


def draw_tenements() -> Board:
    """Rear windows of tenements by moonlight, with fire escapes and washing."""
    board = Board("tenements", NIGHT)
    board.sky(mix(NIGHT, INK, 0.4), NIGHT, TEAL, mix(SEA, FOG, 0.3), bottom=900)
    board.disc(1120, 230, 118, CREAM)
    board.halo(1120, 230, 330, FOG, 120)
    for x in range(0, 1600, 60):
        top = 430 - 130 * abs(math.sin(x * 0.013)) - board.chance.uniform(0, 60)
        board.box(x, top, x + 62, 800, mix(TEAL, NIGHT, 0.45))
    fronts = ((-40, 330, 250, BRICK), (290, 610, 330, mix(RUST, INK, 0.3)),
        (610, 980, 286, mix(BRICK, INK, 0.4)), (980, 1280, 372, mix(RUST, BRICK, 0.5)),
        (1280, 1640, 300, mix(BRICK, INK, 0.25)))
    for left, right, top, brick in fronts:
        tone = mix(brick, INK, 0.18)
        board.box(left, top, right, 1000, tone)
        board.box(left - 6, top - 20, right + 6, top + 8, mix(tone, INK, 0.45))
        for bracket in range(int(left) + 8, int(right), 30):
            board.box(bracket, top + 8, bracket + 10, top + 26, mix(tone, INK, 0.4))
        wall = board.area([(left, top), (right, top), (right, 1000), (left, 1000)])
        board.stipple(ImageChops.multiply(wall, board.sideways(left, right, 0, 120)), INK)
        columns = int((right - left) // 84)
        gap = (right - left) / columns
        for row in range(6):
            for column in range(columns):
                x, y = left + gap * column + gap / 2 - 21, top + 62 + row * 124
                lit = board.chance.random() < 0.34
                board.box(x - 5, y - 8, x + 47, y - 1, mix(tone, CREAM, 0.35))
                board.box(x - 5, y + 74, x + 47, y + 80, mix(tone, CREAM, 0.25))
                board.box(x, y, x + 42, y + 74,
                    board.chance.choice((AMBER, GLOW)) if lit else mix(INK, NIGHT, 0.5))
                board.line([(x, y + 37), (x + 42, y + 37)], tone, 4)
                if lit and board.chance.random() < 0.45:
                    board.polygon([(x, y), (x + 16, y), (x, y + 60)], mix(ROSE, CREAM, 0.4))
                    board.polygon([(x + 42, y), (x + 26, y), (x + 42, y + 60)],
                        mix(ROSE, CREAM, 0.4))
    for x, top in ((96, 286), (700, 322), (1380, 336)):
        draw_fire_escape(board, x, top + 118, 5)
    for x, foot in ((150, 232), (850, 268), (1180, 354)):
        draw_water_tank(board, x, foot)
    for start, end, y in ((250, 700, 470), (560, 1010, 618), (880, 1400, 520), (120, 640, 748),
        (920, 1420, 792)):
        draw_washing(board, start, end, y)
    board.stipple(board.falling(700, 1000, 0, 190), INK)
    return board


def draw_fire_escape(board: Board, x: float, top: float, floors: int) -> None:
    """Iron balconies joined by ladders."""
    for floor in range(floors):
        y = top + floor * 124
        board.box(x, y, x + 178, y + 7, INK)
        board.box(x, y - 40, x + 178, y - 36, INK)
        for rail in range(13):
            board.line([(x + 2 + rail * 14.5, y - 40), (x + 2 + rail * 14.5, y)], INK, 2)
        if floor < floors - 1:
            start, end = (x + 30, x + 140) if floor % 2 else (x + 140, x + 30)
            for shift in (0, 16):
                board.line([(start + shift, y), (end + shift, y + 120)], INK, 3.5)
            for rung in range(9):
                share = rung / 9 + 0.06
                board.line([(start + (end - start) * share, y + 120 * share),
                    (start + (end - start) * share + 16, y + 120 * share)], INK, 2)


def draw_water_tank(board: Board, x: float, foot: float) -> None:
    """A wooden tank on legs, with its hat."""
    for leg in (-40, -14, 14, 40):
        board.line([(x + leg, foot), (x + leg * 0.9, foot - 64)], INK, 5)
    board.line([(x - 40, foot - 10), (x + 38, foot - 58)], INK, 3)
    board.box(x - 50, foot - 156, x + 50, foot - 62, mix(RUST, INK, 0.6))
    for hoop in range(5):
        board.line([(x - 50, foot - 78 - hoop * 17), (x + 50, foot - 78 - hoop * 17)], INK, 2.5)
    board.polygon([(x - 56, foot - 154), (x, foot - 200), (x + 56, foot - 154)], INK)


def draw_washing(board: Board, start: float, end: float, y: float) -> None:
    """A line of shirts and sheets that sags in the middle."""

    def sag(x: float) -> float:
        share = (x - start) / (end - start)
        return y + 44 * math.sin(math.pi * share)

    board.line([(start + (end - start) * step / 24,
        sag(start + (end - start) * step / 24)) for step in range(25)], INK, 3)
    x = start + 26
    while x < end - 80:
        tone = board.chance.choice((CREAM, PAPER, ROSE, SEA, FOG, CREAM))
        wide = board.chance.choice((34, 46, 72))
        high = board.chance.uniform(54, 84)
        top, far = sag(x), sag(x + wide)
        lean = board.chance.uniform(4, 12)
        if wide == 46:
            board.polygon([(x, top), (x + wide, far), (x + wide + 18, far + 30),
                (x + wide + 4, far + 36), (x + wide + lean, far + high), (x + lean, top + high),
                (x - 2, top + 36), (x - 16, top + 30)], tone)
        else:
            board.polygon([(x, top), (x + wide, far), (x + wide + lean, far + high),
                (x + lean, top + high)], tone)
        x += wide + board.chance.uniform(22, 44)


def draw_printing_press() -> Board:
    """An iron hand press in a cellar, sheets drying on a line."""
    board = Board("printing-press", mix(TEAL, INK, 0.35))
    draw_cellar(board)
    board.line([(0, 92), (420, 128), (1180, 122), (1240, 100)], INK, 4)
    for index, x in enumerate((60, 196, 332, 880, 1020)):
        top = 100 + index * 5
        board.polygon([(x, top), (x + 104, top + 6), (x + 110, top + 152), (x + 4, top + 148)],
            PAPER)
        board.box(x + 18, top + 22, x + 90, top + 32, BRICK)
        for row in range(7):
            board.line([(x + 18, top + 48 + row * 13),
                (x + board.chance.uniform(70, 92), top + 48 + row * 13)], DUSK, 3)
        board.box(x + 46, top - 8, x + 56, top + 12, AMBER)
    draw_hand_press(board, 640, 868)
    board.polygon([(1120, 640), (1500, 590), (1500, 640), (1120, 690)], mix(RUST, AMBER, 0.2))
    for row in range(3):
        for column in range(9):
            x, y = 1132 + column * 41, 652 + row * 12 - column * 5.4
            board.polygon([(x, y), (x + 34, y - 4.5), (x + 34, y + 4), (x, y + 8.5)],
                mix(RUST, INK, 0.55))
    board.box(1140, 690, 1164, 880, mix(RUST, INK, 0.45))
    board.box(1458, 642, 1482, 880, mix(RUST, INK, 0.45))
    for shelf in range(4):
        board.box(1164, 704 + shelf * 40, 1458, 734 + shelf * 40, mix(RUST, INK, 0.3))
        board.box(1290, 714 + shelf * 40, 1332, 722 + shelf * 40, AMBER, 3)
    board.box(90, 700, 330, 716, mix(RUST, AMBER, 0.25))
    board.box(106, 716, 124, 868, mix(RUST, INK, 0.4))
    board.box(296, 716, 314, 868, mix(RUST, INK, 0.4))
    for leaf in range(9):
        board.box(120 + leaf % 3, 690 - leaf * 6, 292 - leaf % 2 * 3, 698 - leaf * 6,
            mix(PAPER, STONE, 0.15 * (leaf % 3)))
    return board


def draw_cellar(board: Board) -> None:
    """Brick walls, a plank floor, and light from a window at the height of the street."""
    board.stipple(board.sideways(0, 1000, 190, 0), mix(SEA, TEAL, 0.4))
    for row in range(15):
        for column in range(-1, 17):
            x, y = column * 100 + (row % 2) * 50, row * 54
            if board.chance.random() < 0.2:
                board.box(x + 3, y + 3, x + 97, y + 51,
                    mix(TEAL, INK, board.chance.uniform(0.22, 0.5)), 3)
    board.box(0, 800, 1600, 1000, mix(RUST, INK, 0.55))
    for y in (800, 846, 906, 976):
        board.line([(0, y), (1600, y)], mix(RUST, INK, 0.75), 4)
    board.box(1236, 96, 1520, 270, INK)
    board.box(1248, 108, 1508, 258, GLOW)
    for bar in (1313, 1378, 1443):
        board.box(bar - 4, 108, bar + 4, 258, INK)
    beam = [(1248, 258), (1508, 258), (1130, 1000), (470, 1000)]
    board.stipple(ImageChops.multiply(board.area(beam, soft=12),
        board.falling(258, 1000, 120, 40)), mix(GLOW, TEAL, 0.25), rough=200)


def draw_hand_press(board: Board, x: float, foot: float) -> None:
    """The press itself, seen from the side where the bar is pulled."""
    iron, shine = INK, mix(NIGHT, SEA, 0.45)
    board.wash(board.area([(x - 330, foot - 8), (x + 330, foot - 8), (x + 230, foot + 66),
        (x - 420, foot + 66)], strength=130, soft=14), INK)
    for side in (-1, 1):
        board.polygon([(x + side * 96, foot - 250), (x + side * 150, foot - 250),
            (x + side * 210, foot), (x + side * 128, foot)], iron)
        board.polygon([(x + side * 120, foot - 18), (x + side * 226, foot - 18),
            (x + side * 240, foot), (x + side * 112, foot)], iron)
        board.polygon([(x + side * 118, foot - 640), (x + side * 170, foot - 640),
            (x + side * 184, foot - 240), (x + side * 112, foot - 240)], iron)
        board.line([(x + side * 158, foot - 620), (x + side * 168, foot - 260)], shine, 6)
    board.polygon([(x - 190, foot - 640), (x + 190, foot - 640), (x + 150, foot - 718),
        (x - 150, foot - 718)], iron)
    board.box(x - 204, foot - 652, x + 204, foot - 630, iron, 8)
    board.polygon([(x - 70, foot - 716), (x, foot - 790), (x + 70, foot - 716)], iron)
    board.disc(x, foot - 734, 26, AMBER)
    board.disc(x, foot - 734, 15, iron)
    board.box(x - 128, foot - 690, x + 128, foot - 682, AMBER)
    board.box(x - 34, foot - 632, x + 34, foot - 440, iron)
    board.polygon([(x - 66, foot - 560), (x + 66, foot - 560), (x + 44, foot - 520),
        (x - 44, foot - 520)], shine)
    board.line([(x + 10, foot - 540), (x + 330, foot - 516)], iron, 16)
    board.line([(x + 320, foot - 517), (x + 420, foot - 509)], mix(RUST, AMBER, 0.3), 26)
    board.polygon([(x - 100, foot - 440), (x + 100, foot - 440), (x + 118, foot - 402),
        (x - 118, foot - 402)], iron)
    board.box(x - 360, foot - 282, x + 330, foot - 258, iron, 6)
    board.line([(x - 352, foot - 276), (x + 320, foot - 276)], shine, 4)
    board.box(x - 170, foot - 330, x + 130, foot - 282, mix(iron, DUSK, 0.5), 4)
    board.box(x - 150, foot - 346, x + 110, foot - 330, STONE)
    board.polygon([(x - 170, foot - 336), (x - 186, foot - 348), (x - 366, foot - 566),
        (x - 346, foot - 572)], iron)
    board.polygon([(x - 190, foot - 356), (x - 350, foot - 550), (x - 340, foot - 556),
        (x - 178, foot - 360)], PAPER)
    board.line([(x - 360, foot - 262), (x - 376, foot)], iron, 14)
    board.disc(x, foot - 214, 44, iron)
    board.disc(x, foot - 214, 26, shine)
    board.disc(x, foot - 214, 9, iron)
    board.line([(x, foot - 214), (x + 66, foot - 150)], iron, 13)
    board.disc(x + 70, foot - 146, 15, mix(RUST, AMBER, 0.3))


def draw_bridge() -> Board:
    """A cantilever bridge in red lead, and the stage where its painters hang."""
    board = Board("bridge", FOG)
    board.sky(SEA, FOG, CREAM, mix(ROSE, CREAM, 0.4), bottom=760)
    board.disc(330, 300, 86, PAPER)
    for base, tone, seed in ((640, mix(FOG, SEA, 0.6), 3), (690, mix(SEA, TEAL, 0.4), 5)):
        waves = ((60, 210), (26, 67))
        ridge = [(x, base - sum(high * math.sin(x / wide + seed) for high,
            wide in waves)) for x in range(0, 1640, 20)]
        board.polygon([*ridge, (1600, 1000), (0, 1000)], tone)
    board.box(0, 742, 1600, 1000, mix(TEAL, SEA, 0.3))
    water = board.area([(0, 742), (1600, 742), (1600, 1000), (0, 1000)])
    board.stipple(ImageChops.multiply(water, board.falling(742, 1000, 0, 220)),
        mix(TEAL, INK, 0.45))
    draw_ripples(board, 330, (750, 980), 120, mix(CREAM, SEA, 0.2), 30)
    red, dark, deck = mix(RUST, BRICK, 0.4), mix(BRICK, INK, 0.35), 520

    draw_cantilever(board, 250, 460, 250, 150)
    draw_cantilever(board, 1180, 470, 300, 170)
    board.box(0, deck - 14, 1600, deck + 16, dark)
    board.box(0, deck - 18, 1600, deck - 4, red)
    for x in range(0, 1600, 26):
        board.line([(x, deck - 34), (x, deck - 16)], dark, 2)
    board.line([(0, deck - 35), (1600, deck - 35)], dark, 3)
    for index in range(4):
        x = 520 + index * 82
        board.box(x, deck - 70, x + 74, deck - 22, mix(NIGHT, TEAL, 0.3), 8)
        for pane in range(4):
            board.box(x + 8 + pane * 16, deck - 62, x + 19 + pane * 16, deck - 46, GLOW)
    for cable in (930, 1046):
        board.line([(cable, deck + 16), (cable, 648)], INK, 2.5)
    board.box(914, 648, 1062, 657, INK)
    board.box(914, 622, 1062, 625, INK)
    draw_person(board, 952, 648, 62, INK, 0.15)
    draw_person(board, 1020, 648, 60, INK, 0.15)
    board.line([(956, 604), (978, 580)], INK, 4.5)
    board.box(986, 634, 1000, 648, AMBER)
    board.box(1076, 536, 1140, 548, PAPER)
    for x, y in ((640, 250), (690, 228), (730, 262)):
        board.arc(x - 12, y, 13, (200, 340), INK, 3)
        board.arc(x + 12, y, 13, (200, 340), INK, 3)
    return board


def draw_cantilever(board: Board, tower: float, reach: float, high: float, deep: float) -> None:
    """A tower of the bridge and its two arms."""
    red, dark, deck = mix(RUST, BRICK, 0.4), mix(BRICK, INK, 0.35), 520

    def rim(offset: float) -> tuple[float, float]:
        share = 1 - abs(offset) / reach
        return deck - 26 - high * share**1.25, deck + 18 + deep * share**1.5

    stops = [reach * index / 8 for index in range(-8, 9)]
    for shade, shift in ((dark, 10), (red, 0)):
        board.line([(tower + stop + shift, rim(stop)[0] - shift / 2) for stop in stops], shade, 13)
        board.line([(tower + stop + shift, rim(stop)[1] - shift / 2) for stop in stops], shade, 15)
        for first, second in pairwise(stops):
            up, down = rim(first), rim(second)
            board.line([(tower + first + shift, up[0]), (tower + first + shift, up[1])], shade, 5)
            inward = first < 0
            start, end = (up[1], down[0]) if inward else (up[0], down[1])
            board.line([(tower + first + shift, start), (tower + second + shift, end)], shade, 6)
    board.box(tower - 12, deck - high - 52, tower + 12, 764, red)
    board.box(tower + 8, deck - high - 52, tower + 16, 764, dark)
    board.polygon([(tower - 74, 764), (tower + 80, 764), (tower + 104, 832), (tower - 98, 832)],
        mix(STONE, INK, 0.25))
    board.polygon([(tower + 20, 764), (tower + 80, 764), (tower + 104, 832), (tower + 30, 832)],
        mix(STONE, INK, 0.5))


def draw_fog_signal() -> Board:
    """A lighthouse at the end of its mole, in banks of fog."""
    board = Board("fog-signal", SEA)
    board.sky(mix(TEAL, SEA, 0.4), SEA, FOG, mix(FOG, CREAM, 0.5), bottom=700)
    for radius, strength in ((640, 46), (500, 60), (370, 76), (250, 96)):
        ring = Image.new("L", board.image.size)
        box = [(1080 - radius) * SCALE, (330 - radius) * SCALE, (1080 + radius) * SCALE,
            (330 + radius) * SCALE]
        ImageDraw.Draw(ring).ellipse(box, strength)
        board.stipple(ring.filter(ImageFilter.GaussianBlur(4)), CREAM, rough=200)
    board.box(0, 740, 1600, 1000, mix(TEAL, SEA, 0.25))
    board.polygon([(420, 800), (1600, 730), (1600, 900), (520, 900)], mix(INK, TEAL, 0.3))
    board.polygon([(420, 800), (1600, 730), (1600, 752), (430, 824)], mix(STONE, TEAL, 0.4))
    for index in range(40):
        x = 470 + index * 29
        y = board.chance.uniform(850, 900)
        board.polygon([(x - 34, y + 40), (x - 16, y - 12), (x + 22, y - 20), (x + 42, y + 40)],
            mix(INK, TEAL, board.chance.uniform(0.05, 0.4)))
    board.polygon([(1014, 772), (1146, 772), (1118, 404), (1042, 404)], CREAM)
    for low, high in ((772, 690), (608, 526)):
        left_low, left_high = 1014 + (772 - low) * 0.076, 1014 + (772 - high) * 0.076
        board.polygon([(left_low, low), (2160 - left_low, low), (2160 - left_high, high),
            (left_high, high)], BRICK)
    tower = board.area([(1014, 772), (1146, 772), (1118, 404), (1042, 404)])
    board.stipple(ImageChops.multiply(tower, board.sideways(1050, 1150, 0, 170)), INK)
    board.box(1024, 392, 1136, 408, INK)
    board.box(1024, 366, 1136, 370, INK)
    for rail in range(8):
        board.line([(1026 + rail * 15.4, 368), (1026 + rail * 15.4, 394)], INK, 3)
    board.box(1046, 300, 1114, 392, INK)
    board.box(1052, 308, 1108, 384, GLOW)
    for bar in (1070, 1090):
        board.line([(bar, 308), (bar, 384)], INK, 4)
    board.polygon([(1036, 302), (1080, 248), (1124, 302)], INK)
    board.disc(1080, 244, 8, INK)
    board.halo(1080, 346, 210, GLOW, 200)
    board.box(1072, 470, 1090, 500, INK, 8)
    board.arch(1064, 706, 1098, 768, INK)
    board.box(1176, 690, 1290, 764, mix(STONE, INK, 0.35))
    board.polygon([(1166, 692), (1233, 650), (1300, 692)], mix(BRICK, INK, 0.3))
    board.polygon([(1176, 716), (1136, 698), (1136, 750), (1176, 732)], INK)
    board.box(1236, 712, 1262, 738, GLOW)
    for y, left, right, tone in ((640, -80, 620, FOG), (700, 900, 1700, FOG),
        (792, -60, 760, mix(FOG, CREAM, 0.4)), (872, 640, 1700, mix(FOG, CREAM, 0.3)),
        (948, -100, 1000, mix(FOG, CREAM, 0.5))):
        bank = Image.new("L", board.image.size)
        pen = ImageDraw.Draw(bank)
        for _ in range(16):
            x, wide = board.chance.uniform(left, right), board.chance.uniform(120, 300)
            drift, high = board.chance.uniform(-26, 26), board.chance.uniform(14, 34)
            pen.ellipse([(x - wide) * SCALE, (y + drift - high) * SCALE, (x + wide) * SCALE,
                (y + drift + high) * SCALE], 235)
        board.stipple(bank.filter(ImageFilter.GaussianBlur(30)), tone, rough=200)
    board.polygon([(150, 744), (396, 744), (366, 790), (186, 790)], mix(TEAL, INK, 0.35))
    board.polygon([(206, 744), (214, 700), (262, 700), (270, 744)], mix(TEAL, INK, 0.2))
    board.line([(250, 700), (250, 640)], mix(TEAL, INK, 0.35), 5)
    board.disc(250, 636, 8, AMBER)
    board.halo(250, 636, 70, AMBER, 150)
    return board


def draw_triple_arch() -> Board:
    """The three-arched window of an old Beirut house, books on the sill, the sea beyond."""
    board = Board("triple-arch", mix(STONE, RUST, 0.25))
    board.stipple(board.sideways(0, 1600, 0, 170), mix(RUST, INK, 0.35))
    board.box(236, 60, 1364, 760, mix(CREAM, STONE, 0.35), 12)
    panes = ((296, 600), (648, 952), (1000, 1304))
    for left, right in panes:
        board.arch(left - 16, 84, right + 16, 760, CREAM)
    opening = Image.new("L", board.image.size)
    pen = ImageDraw.Draw(opening)
    for left, right in panes:
        half = (right - left) / 2
        pen.ellipse([left * SCALE, 100 * SCALE, right * SCALE, (100 + 2 * half) * SCALE], 255)
        pen.rectangle([left * SCALE, (100 + half) * SCALE, right * SCALE, 752 * SCALE], 255)
    room, board.image = board.image, Image.new("RGB", board.image.size)
    board.pen = ImageDraw.Draw(board.image)
    draw_beirut(board)
    room.paste(board.image, (0, 0), opening)
    board.image = room
    board.pen = ImageDraw.Draw(room)
    for left, right in panes:
        middle = (left + right) / 2
        board.box(middle - 4, 100, middle + 4, 752, mix(MOSS, INK, 0.35))
        board.box(left, 250, right, 258, mix(MOSS, INK, 0.35))
        board.box(left, 520, right, 527, mix(MOSS, INK, 0.35))
        for angle in (215, 240, 300, 325):
            end = (middle + 152 * math.cos(math.radians(angle)),
                252 + 152 * math.sin(math.radians(angle)))
            board.line([(middle, 254), end], mix(MOSS, INK, 0.35), 5)
    for x in (624, 976):
        board.box(x - 13, 262, x + 13, 744, PAPER)
        board.box(x + 4, 262, x + 13, 744, STONE)
        board.box(x - 24, 246, x + 24, 266, PAPER)
        board.box(x - 24, 738, x + 24, 760, PAPER)
    board.box(180, 752, 1420, 800, PAPER, 6)
    board.box(180, 786, 1420, 806, STONE)
    board.box(0, 806, 1600, 1000, mix(BRICK, INK, 0.45))
    for left, right in panes:
        light = [(left, 806), (right, 806), (right - 190, 1000), (left - 270, 1000)]
        board.stipple(board.area(light, strength=120, soft=6), ROSE)
    draw_sill(board)
    return board


def draw_beirut(board: Board) -> None:
    """Roofs above the sea, and the mountain that comes down to it."""
    board.sky(TEAL, SEA, GLOW, ROSE, bottom=540)
    board.disc(1130, 420, 62, CREAM)
    board.box(0, 520, 1600, 1000, TEAL)
    draw_ripples(board, 1130, (524, 640), 110, AMBER, 24)
    mountain = [(0, 470), (180, 430), (330, 452), (520, 400), (700, 470), (820, 500), (960, 520),
        (0, 520)]
    board.polygon(mountain, mix(DUSK, SEA, 0.35))
    x = 240.0
    while x < 1400:
        wide, top = board.chance.uniform(46, 104), board.chance.uniform(560, 650)
        tone = mix(board.chance.choice((CREAM, STONE, ROSE, CREAM)), DUSK, 0.3)
        board.box(x, top, x + wide, 800, tone)
        if board.chance.random() < 0.5:
            board.polygon([(x - 4, top), (x + wide / 2, top - 26), (x + wide + 4, top)],
                mix(RUST, BRICK, 0.3))
        for row in range(2):
            for column in range(int(wide // 26)):
                board.arch(x + 8 + column * 26, top + 18 + row * 46, x + 20 + column * 26,
                    top + 46 + row * 46, AMBER if board.chance.random() < 0.4 else DUSK)
        x += wide + 3


def draw_sill(board: Board) -> None:
    """Books and a plant before the window."""
    draw_books(board, 300, 752, 300)
    draw_books(board, 1010, 752, 170)
    for level, (wide, tone) in enumerate(((190, BRICK), (164, MOSS), (176, TEAL))):
        board.box(700 + level * 9, 752 - (level + 1) * 30, 700 + level * 9 + wide,
            752 - level * 30, mix(tone, INK, 0.2), 3)
        board.box(712 + level * 9, 746 - level * 30 - 20, 700 + level * 9 + wide - 3,
            746 - level * 30 - 3, PAPER)
    board.polygon([(760, 662), (800, 650), (840, 662), (800, 668)], PAPER)
    board.box(1224, 690, 1284, 752, mix(RUST, BRICK, 0.3), 8)
    for angle in range(200, 350, 14):
        reach = board.chance.uniform(70, 120)
        tip = (1254 + reach * math.cos(math.radians(angle)),
            694 + reach * math.sin(math.radians(angle)))
        board.line([(1254, 692), tip], MOSS, 5)
        board.oval(*tip, 14, 9, mix(MOSS, SEA, board.chance.uniform(0, 0.4)))


def draw_books(board: Board, x: float, foot: float, length: float) -> None:
    """A row of spines, the last one leaning."""
    end = x + length
    while x < end:
        wide, high = board.chance.uniform(18, 40), board.chance.uniform(110, 178)
        tone = mix(board.chance.choice((BRICK, RUST, TEAL, MOSS, NIGHT, STONE, AMBER)), INK,
            board.chance.uniform(0, 0.3))
        board.box(x, foot - high, x + wide, foot, tone, 2)
        for band in (0.14, 0.2, 0.84):
            board.box(x, foot - high * (1 - band), x + wide, foot - high * (1 - band) + 3,
                mix(tone, GLOW, 0.55))
        x += wide + 1.5
    board.polygon([(x, foot), (x + 24, foot), (x + 66, foot - 142), (x + 42, foot - 149)],
        mix(BRICK, INK, 0.15))


def draw_shelf() -> Board:
    """A long shelf with one book missing and the dust where it stood."""
    board = Board("shelf", mix(RUST, INK, 0.62), 1600, 900)
    for row, foot in enumerate((300, 590, 880)):
        board.box(0, foot - 268, 1600, foot, mix(INK, BRICK, 0.12))
        x = -10.0
        while x < 1600:
            wide, high = board.chance.uniform(22, 62), board.chance.uniform(170, 244)
            if row == 1 and 800 < x < 880:
                board.halo(x + 52, foot - 96, 190, AMBER, 120)
                board.polygon([(x + 84, foot), (x + 112, foot), (x + 74, foot - 206),
                    (x + 46, foot - 200)], mix(TEAL, INK, 0.2))
                x += 116
                continue
            tone = mix(board.chance.choice((BRICK, RUST, TEAL, MOSS, NIGHT, STONE, DUSK, CREAM,
                mix(AMBER, RUST, 0.4))), INK, board.chance.uniform(0.05, 0.35))
            board.box(x, foot - high, x + wide, foot, tone, 3)
            board.box(x + wide * 0.7, foot - high + 2, x + wide, foot, mix(tone, INK, 0.22))
            style = board.chance.random()
            if style < 0.4:
                for band in (0.1, 0.16, 0.78, 0.84):
                    board.box(x, foot - high * (1 - band), x + wide, foot - high * (1 - band) + 4,
                        mix(tone, GLOW, 0.6))
            elif style < 0.7:
                board.box(x + wide * 0.2, foot - high * 0.84, x + wide * 0.8, foot - high * 0.6,
                    mix(tone, PAPER, 0.7))
            board.box(x + wide * 0.22, foot - 34, x + wide * 0.78, foot - 14,
                mix(CREAM, STONE, 0.3))
            x += wide + board.chance.choice((1.5, 1.5, 1.5, 7))
        board.box(0, foot, 1600, foot + 22, mix(RUST, AMBER, 0.18))
        board.box(0, foot + 14, 1600, foot + 24, mix(RUST, INK, 0.5))
    board.stipple(board.sideways(700, 1600, 0, 150), INK)
    board.stipple(board.sideways(0, 500, 120, 0), INK)
    return board


def draw_podcast_cover() -> Board:
    """The square sign of the podcast: the lamp, speaking."""
    board = Board("podcast-cover", NIGHT, 1400, 1400)
    board.stipple(board.falling(500, 1400), mix(DUSK, ROSE, 0.25))
    for radius, colour in ((620, DUSK), (500, mix(DUSK, RUST, 0.4)), (380, mix(RUST, DUSK, 0.3)),
        (260, mix(AMBER, RUST, 0.4))):
        board.disc(700, 520, radius, mix(colour, NIGHT, 0.25))
    draw_street_lamp(board, 700, 1400, 1130, INK)
    for side in (-1, 1):
        for reach in (300, 390, 480):
            span = (-32, 32) if side > 0 else (148, 212)
            board.arc(700, 380, reach, span, GLOW, 15)
    x = -20.0
    while x < 1400:
        wide, top = board.chance.uniform(90, 180), board.chance.uniform(1120, 1250)
        board.box(x, top, x + wide, 1400, INK)
        board.box(x + wide * 0.2, top - 40, x + wide * 0.34, top, INK)
        for column in range(int(wide // 44)):
            for row in range(2):
                if board.chance.random() < 0.5:
                    board.box(x + 16 + column * 44, top + 30 + row * 70, x + 38 + column * 44,
                        top + 66 + row * 70, AMBER)
        x += wide
    return board


# Portraits


def draw_portrait(name: str, ground: str, light: str, coat: str, skin: str,
    wear: Callable[[Board, str], None]) -> Board:
    """A head and shoulders in cut paper, lit from the left; `wear` makes it this person."""
    board = Board(name, ground, 480, 480)
    board.disc(240, 250, 205, light)
    board.polygon([(40, 480), (66, 396), (150, 352), (330, 352), (414, 396), (440, 480)], coat)
    shadow = mix(skin, BRICK, 0.4)
    board.polygon([(200, 290), (280, 290), (292, 372), (240, 404), (188, 372)], shadow)
    board.oval(240, 218, 80, 104, skin)
    half = board.area([(246, 90), (340, 90), (340, 350), (262, 350), (240, 262), (258, 236),
        (240, 200)])
    face = Image.new("L", board.image.size)
    ImageDraw.Draw(face).ellipse([160 * SCALE, 114 * SCALE, 320 * SCALE, 322 * SCALE], 255)
    board.wash(ImageChops.multiply(half, face), shadow)
    wear(board, shadow)
    return board


def wear_jane(board: Board, shadow: str) -> None:
    """Grey bob, round glasses, a high collar."""
    hair = mix(STONE, INK, 0.25)
    board.polygon([(150, 268), (142, 180), (168, 112), (240, 84), (312, 112), (338, 180),
        (330, 268), (306, 286), (312, 196), (286, 158), (214, 150), (170, 196), (174, 286)], hair)
    board.oval(240, 142, 92, 58, hair)
    board.polygon([(172, 206), (176, 160), (262, 136), (312, 172), (312, 200), (268, 168),
        (214, 172)], hair)
    board.polygon([(240, 84), (312, 112), (338, 180), (330, 268), (306, 286), (314, 190),
        (286, 140)], mix(hair, INK, 0.35))
    for x in (206, 274):
        board.arc(x, 226, 27, (0, 360), INK, 4)
    board.line([(233, 222), (247, 222)], INK, 4)
    board.line([(222, 286), (258, 286)], BRICK, 5)
    board.polygon([(176, 352), (240, 408), (214, 452), (150, 376)], mix(BRICK, INK, 0.25))
    board.polygon([(304, 352), (240, 408), (266, 452), (330, 376)], mix(BRICK, INK, 0.45))
    del shadow


def wear_henrik(board: Board, shadow: str) -> None:
    """A seaman's cap, a full beard, a roll-neck."""
    beard = mix(RUST, INK, 0.45)
    board.polygon([(160, 228), (168, 292), (200, 336), (240, 350), (280, 336), (312, 292),
        (320, 228), (296, 262), (240, 256), (184, 262)], beard)
    board.polygon([(240, 256), (296, 262), (320, 228), (312, 292), (280, 336), (240, 350)],
        mix(beard, INK, 0.4))
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
    for x, y, radius in ((240, 118, 70), (184, 140, 52), (296, 140, 52), (158, 190, 42),
        (322, 190, 42), (152, 240, 38), (328, 240, 38), (166, 286, 32), (314, 286, 32),
        (210, 96, 44), (272, 96, 44)):
        board.disc(x, y, radius, hair)
    board.oval(240, 232, 68, 88, mix(ROSE, STONE, 0.35))
    half = board.area([(246, 140), (320, 140), (320, 330), (262, 330), (240, 268), (258, 240),
        (242, 204)])
    face = Image.new("L", board.image.size)
    ImageDraw.Draw(face).ellipse([172 * SCALE, 144 * SCALE, 308 * SCALE, 320 * SCALE], 255)
    board.wash(ImageChops.multiply(half, face), shadow)
    board.polygon([(172, 214), (180, 160), (240, 138), (300, 160), (308, 214), (270, 172),
        (226, 178)], hair)
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
    return draw_portrait("henrik-vass", RUST, AMBER, mix(TEAL, INK, 0.4), mix(ROSE, CREAM, 0.25),
        wear_henrik)


def draw_salma_tannous() -> Board:
    """The books editor."""
    return draw_portrait("salma-tannous", mix(DUSK, BRICK, 0.3), ROSE, mix(TEAL, INK, 0.15),
        mix(ROSE, STONE, 0.35), wear_salma)


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
    size = f"{picture.width}x{picture.height}, {file.stat().st_size:,} bytes"
    print(f"{file.relative_to(CONTENT)}: {size}")


def draw_sign() -> Image.Image:
    """The lamp of the favicon as pixels, for programs that ask for favicon.ico."""
    board = Board("favicon", NIGHT, 256, 256)
    board.disc(128, 104, 80, mix(NIGHT, AMBER, 0.28))
    board.polygon([(92, 64), (164, 64), (148, 144), (108, 144)], GLOW)
    board.polygon([(80, 69), (112, 36), (144, 36), (176, 69)], CREAM)
    board.polygon([(104, 144), (152, 144), (152, 157), (135, 157), (135, 216), (156, 216),
        (156, 232), (100, 232), (100, 216), (121, 216), (121, 157), (104, 157)], CREAM)
    return board.image.resize((64, 64), Image.Resampling.LANCZOS)


def write_favicon(file: Path) -> None:
    """A lamp in four shapes, drawn as text so that it stays sharp, and beside it as pixels."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="6" fill="{NIGHT}"/>'
        f'<circle cx="16" cy="13" r="10" fill="{AMBER}" opacity=".28"/>'
        f'<path d="M11.5 8h9l-2 10h-5z" fill="{GLOW}"/>'
        f'<path d="M10 8.6 14 4.5h4l4 4.1z" fill="{CREAM}"/>'
        f'<path d="M13 18h6v1.6h-2.1V27h2.6v2h-7v-2h2.6v-7.4H13z" fill="{CREAM}"/>'
        "</svg>\n",
        encoding="utf-8",
    )
    draw_sign().save(file.with_suffix(".ico"), sizes=[(16, 16), (32, 32), (48, 48)])


PICTURES: dict[str, Callable[[], Board]] = {
    "media/lamplit-street.jpg": draw_lamplit_street,
    "media/reading-room.jpg": draw_reading_room,
    "media/river-port.jpg": draw_river_port,
    "media/ledger.webp": draw_ledger,
    "media/polling-place.webp": draw_polling_place,
    "media/tram.jpg": draw_tram,
    "media/tenements.jpg": draw_tenements,
    "media/printing-press.jpg": draw_printing_press,
    "media/fog-signal.jpg": draw_fog_signal,
    "media/triple-arch.webp": draw_triple_arch,
    "media/shelf.jpg": draw_shelf,
    "media/podcast-cover.jpg": draw_podcast_cover,
    "posts/2024/the-bridge-painters/bridge.jpg": draw_bridge,
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
