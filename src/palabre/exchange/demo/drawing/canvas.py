"""A sheet to draw on: 1600 by 1067 units, drawn at twice that and brought down, with a grain like printed paper."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT = 1600, 1067
TWICE = 2
Point = tuple[float, float]

# Few colours, warm, as from one box: every scene takes its own handful.
PAPER, CREAM, SAND, STRAW = "#f6ecd9", "#efdcb8", "#e2c391", "#d8ab62"
OCHRE, RUST, BRICK, WINE = "#d08a2e", "#c4602f", "#97402a", "#5e2a27"
EARTH, BARK, COAL = "#7b5636", "#4b3424", "#241d1b"
LEAF, MOSS, PINE = "#7f9a48", "#4f7039", "#2d4a34"
MIST, SKY, LAGOON, SEA = "#d9e0d2", "#a8c9c7", "#4f8d8b", "#20595c"
DUSK, NIGHT, INK = "#3b4a6b", "#1e2b47", "#121a2e"
ROSE, PLUM, LEMON, WHITE = "#d98f82", "#7a4460", "#f0c64a", "#fbf6ea"


class Canvas:
    """Shapes in flat colours. Angles are in degrees, clockwise from three o'clock, as Pillow has them."""

    def __init__(self, ground: str, seed: str, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        self.chance = random.Random(seed)  # noqa: S311 (pictures, not secrets)
        self.image = Image.new("RGB", (width * TWICE, height * TWICE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def poly(self, colour: str, *points: Point) -> None:
        """A filled shape."""
        self._draw.polygon([(x * TWICE, y * TWICE) for x, y in points], fill=colour)

    def rect(self, colour: str, x: float, y: float, width: float, height: float, corner: float = 0) -> None:
        """A box by its upper left corner, with its corners rounded by `corner`."""
        box = (x * TWICE, y * TWICE, (x + width) * TWICE, (y + height) * TWICE)
        self._draw.rounded_rectangle(box, radius=corner * TWICE, fill=colour)

    def disc(self, colour: str, x: float, y: float, across: float, down: float = 0) -> None:
        """A disc by its middle and its radius, or an ellipse by its two."""
        down = down or across
        self._draw.ellipse(
            ((x - across) * TWICE, (y - down) * TWICE, (x + across) * TWICE, (y + down) * TWICE), fill=colour
        )

    def slice(
        self, colour: str, x: float, y: float, across: float, down: float, start: float, end: float
    ) -> None:
        """A part of an ellipse, between two angles."""
        box = ((x - across) * TWICE, (y - down) * TWICE, (x + across) * TWICE, (y + down) * TWICE)
        self._draw.pieslice(box, start, end, fill=colour)

    def arc(self, colour: str, x: float, y: float, across: float, down: float, turn: tuple[float, float],
            thick: float) -> None:  # fmt: skip
        """A part of an ellipse's line, from one angle to another."""
        box = ((x - across) * TWICE, (y - down) * TWICE, (x + across) * TWICE, (y + down) * TWICE)
        self._draw.arc(box, *turn, fill=colour, width=round(thick * TWICE))

    def stroke(self, colour: str, thick: float, *points: Point) -> None:
        """A line through points, with round ends."""
        scaled = [(x * TWICE, y * TWICE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(thick * TWICE)), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(colour, x, y, thick / 2)

    def scribble(self, colour: str, x: float, y: float, width: float, thick: float = 5) -> None:
        """A written word that nobody can read."""
        steps = max(3, int(width / (thick * 2.2)))
        points = [
            (x + width * i / steps, y + self.chance.uniform(-1, 1) * thick * 1.8) for i in range(steps + 1)
        ]
        self.stroke(colour, thick, *points)

    def figure(self, colour: str, text: str, x: float, y: float, size: float, thick: float) -> None:
        """Numerals, painted by hand."""
        for index, numeral in enumerate(text):
            left = x + index * size * 0.8
            points = [(left + px * size * 0.55, y + py * size) for px, py in _NUMERALS[numeral]]
            self.stroke(colour, thick, *points)

    def bands(self, colours: Sequence[str], top: float, bottom: float) -> None:
        """Stripes one under the other, as a printed sky has them."""
        step = (bottom - top) / len(colours)
        for index, colour in enumerate(colours):
            self.rect(colour, 0, top + index * step, self.width, step + 1)

    def stars(self, colour: str, many: int, bottom: float) -> None:
        """Small lights above a line."""
        for _ in range(many):
            x, y = self.chance.uniform(0, self.width), self.chance.uniform(0, bottom)
            self.disc(colour, x, y, self.chance.choice((1.6, 2.4, 3.2)))

    def ripples(self, colours: Sequence[str], many: int, between: Point, lengths: Point) -> None:
        """Level lines on water or wet ground, between two heights."""
        for _ in range(many):
            x, y = self.chance.uniform(-80, self.width - 40), self.chance.uniform(*between)
            self.stroke(self.chance.choice(colours), 5, (x, y), (x + self.chance.uniform(*lengths), y))

    def leaves(self, colours: Sequence[str], middle: Point, spread: Point, many: int, size: float) -> None:
        """A cloud of leaves around a point."""
        for _ in range(many):
            turn, far = self.chance.uniform(0, 2 * math.pi), math.sqrt(self.chance.random())
            x = middle[0] + math.cos(turn) * far * spread[0]
            y = middle[1] + math.sin(turn) * far * spread[1]
            across = size * self.chance.uniform(0.6, 1.3)
            self.disc(self.chance.choice(colours), x, y, across, across * 0.75)

    def glow(self, colour: str, middle: Point, across: float, strength: float) -> None:
        """Light that falls on what is already drawn, in three flat rings."""
        light = Image.new("L", self.image.size, 0)
        pen = ImageDraw.Draw(light)
        for ring in (1.0, 0.7, 0.42):
            radius, (x, y) = across * ring * TWICE, (middle[0] * TWICE, middle[1] * TWICE)
            level = round(255 * strength * (1.25 - ring))
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=level)
        self._lay(colour, light)

    def veil(self, colour: str, strength: float, *points: Point) -> None:
        """A shape one sees through: a shadow, a beam, water, fog."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon([(x * TWICE, y * TWICE) for x, y in points], fill=round(255 * strength))
        self._lay(colour, mask)

    def _lay(self, colour: str, mask: Image.Image) -> None:
        box = mask.getbbox()
        if box is not None:
            self.image.paste(colour, box, mask.crop(box))

    def finished(self, grain: int = 7) -> Image.Image:
        """The sheet in its final size, with a grain of so many steps of 255."""
        small = self.image.reduce(TWICE)
        if not grain:
            return small
        # A coarse grain costs few bytes: one value for each square of two pixels.
        across, down = (small.width + 1) // 2, (small.height + 1) // 2
        noise = Image.frombytes("L", (across, down), self.chance.randbytes(across * down))
        noise = noise.point([128 + (value - 128) * grain // 128 for value in range(256)])
        noise = noise.resize(small.size, Image.Resampling.NEAREST)
        return ImageChops.add(small, Image.merge("RGB", (noise, noise, noise)), 1, -128)

    def jpeg(self, quality: int = 93) -> bytes:
        """The finished sheet as somebody would upload it."""
        kept = io.BytesIO()
        self.finished().save(kept, "JPEG", quality=quality)
        return kept.getvalue()


_NUMERALS: dict[str, list[Point]] = {
    "2": [(0, 0.2), (0.3, 0), (0.9, 0.05), (1, 0.3), (0.5, 0.65), (0, 1), (1, 1)],
    "7": [(0, 0), (1, 0), (0.6, 0.5), (0.4, 1)],
    "5": [(1, 0), (0.1, 0), (0.05, 0.45), (0.7, 0.42), (1, 0.7), (0.6, 1), (0, 0.95)],
    "0": [(0.5, 0), (0.05, 0.3), (0.1, 0.8), (0.5, 1), (0.95, 0.75), (0.9, 0.25), (0.5, 0)],
    "3": [(0, 0.1), (0.6, 0), (0.9, 0.25), (0.4, 0.45), (1, 0.7), (0.6, 1), (0, 0.95)],
    "1": [(0.2, 0.2), (0.6, 0), (0.6, 1)],
}
