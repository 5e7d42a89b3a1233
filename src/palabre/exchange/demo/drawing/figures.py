"""People and things that stand in several scenes. People have no features: they are nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from palabre.exchange.demo.drawing.canvas import (
    COAL,
    EARTH,
    LEMON,
    WHITE,
    Canvas,
    Point,
)

SKINS = ("#8a5a3c", "#6b4430", "#a8714b", "#553626", "#c08a62")


@dataclass(frozen=True)
class Look:
    """What somebody wears; `scarf` covers the hair, `skirt` replaces trousers."""

    cloth: str
    legs: str = COAL
    skin: str = SKINS[0]
    hair: str = COAL
    scarf: str = ""
    skirt: bool = False


def head(c: Canvas, x: float, y: float, r: float, look: Look, turned: int = 1) -> None:
    """A head around a point; `turned` is 1 to the right, -1 to the left."""
    if look.scarf:
        c.disc(look.scarf, x - turned * r * 0.12, y - r * 0.06, r * 1.18, r * 1.22)
        c.poly(
            look.scarf,
            (x - r * 1.1, y),
            (x + r * 1.0, y),
            (x + r * 1.25, y + r * 1.9),
            (x - r * 1.35, y + r * 1.9),
        )
        c.disc(look.skin, x + turned * r * 0.22, y + r * 0.08, r * 0.78, r * 0.86)
        return
    c.rect(look.skin, x - r * 0.36, y + r * 0.5, r * 0.72, r * 1.0)
    c.disc(look.hair, x - turned * r * 0.14, y - r * 0.18, r * 1.08, r * 1.08)
    c.disc(look.skin, x + turned * r * 0.14, y + r * 0.14, r * 0.88, r * 0.95)
    c.slice(look.hair, x, y - r * 0.08, r * 1.1, r * 1.0, 180, 360)


def standing(c: Canvas, x: float, ground: float, tall: float, look: Look, arms: tuple[Point, ...] = (),
             turned: int = 1) -> None:  # fmt: skip
    """Somebody standing with their feet at `ground`; each of `arms` is where a hand is, from the shoulder's middle,
    in parts of the height."""
    r = tall * 0.078
    top = ground - tall
    shoulder, hip = top + tall * 0.2, ground - tall * 0.46
    if look.skirt:
        c.stroke(look.skin, tall * 0.05, (x - tall * 0.05, ground - tall * 0.2), (x - tall * 0.05, ground))
        c.stroke(look.skin, tall * 0.05, (x + tall * 0.06, ground - tall * 0.2), (x + tall * 0.06, ground))
        c.poly(look.legs, (x - tall * 0.11, hip - tall * 0.08), (x + tall * 0.11, hip - tall * 0.08),
               (x + tall * 0.18, ground - tall * 0.1), (x - tall * 0.18, ground - tall * 0.1))  # fmt: skip
    else:
        for side in (-1, 1):
            c.stroke(
                look.legs,
                tall * 0.085,
                (x + side * tall * 0.055, hip),
                (x + side * tall * 0.075, ground - tall * 0.02),
            )
    c.poly(look.cloth, (x - tall * 0.13, shoulder + tall * 0.02), (x - tall * 0.07, shoulder - tall * 0.02),
           (x + tall * 0.07, shoulder - tall * 0.02), (x + tall * 0.13, shoulder + tall * 0.02),
           (x + tall * 0.115, hip + tall * 0.03), (x - tall * 0.115, hip + tall * 0.03))  # fmt: skip
    _arms(c, (x, shoulder + tall * 0.035), tall, look, arms or ((-0.15, 0.3), (0.15, 0.3)))
    head(c, x, top + r, r, look, turned)


def seated(c: Canvas, x: float, seat: float, tall: float, look: Look, arms: tuple[Point, ...] = (),
           turned: int = 1) -> None:  # fmt: skip
    """Somebody sitting at the height `seat`, with their knees to the side they are turned to."""
    r, shoulder = tall * 0.078, seat - tall * 0.36
    knee = (x + turned * tall * 0.22, seat - tall * 0.03)
    c.stroke(
        look.legs,
        tall * 0.1,
        (x, seat - tall * 0.04),
        knee,
        (knee[0] + turned * tall * 0.02, seat + tall * 0.2),
    )
    c.poly(look.cloth, (x - tall * 0.13, shoulder), (x + tall * 0.13, shoulder), (x + tall * 0.11, seat + tall * 0.02),
           (x - tall * 0.12, seat + tall * 0.02))  # fmt: skip
    _arms(c, (x, shoulder + tall * 0.03), tall, look, arms or ((turned * 0.2, 0.24),))
    head(c, x, shoulder - tall * 0.1, r, look, turned)


def _arms(c: Canvas, shoulders: Point, tall: float, look: Look, hands: tuple[Point, ...]) -> None:
    for dx, dy in hands:
        side = 1 if dx >= 0 else -1
        start = (shoulders[0] + side * tall * 0.1, shoulders[1])
        hand = (shoulders[0] + dx * tall, shoulders[1] + dy * tall)
        elbow = ((start[0] + hand[0]) / 2 + side * tall * 0.025, (start[1] + hand[1]) / 2 + tall * 0.035)
        c.stroke(look.cloth, tall * 0.062, start, elbow)
        c.stroke(look.skin, tall * 0.048, elbow, hand)


def can(c: Canvas, x: float, ground: float, tall: float, colour: str = LEMON, shade: str = "#c89a2c") -> None:
    """A water can, as they stand in every queue."""
    wide = tall * 0.66
    c.rect(colour, x - wide / 2, ground - tall * 0.84, wide, tall * 0.84, tall * 0.08)
    c.rect(shade, x + wide * 0.22, ground - tall * 0.8, wide * 0.22, tall * 0.76, tall * 0.05)
    c.stroke(colour, tall * 0.07, (x - wide * 0.3, ground - tall * 0.8), (x - wide * 0.16, ground - tall),
             (x + wide * 0.2, ground - tall), (x + wide * 0.3, ground - tall * 0.8))  # fmt: skip
    c.rect(WHITE, x - wide * 0.42, ground - tall * 0.98, wide * 0.2, tall * 0.13, 3)


def bag(c: Canvas, x: float, ground: float, tall: float, colour: str, shade: str) -> None:
    """A knotted bag."""
    c.disc(colour, x, ground - tall * 0.38, tall * 0.42, tall * 0.39)
    c.slice(shade, x, ground - tall * 0.38, tall * 0.42, tall * 0.39, -30, 100)
    c.poly(
        colour,
        (x - tall * 0.26, ground - tall * 0.62),
        (x, ground - tall * 0.84),
        (x + tall * 0.26, ground - tall * 0.62),
    )
    c.poly(colour, (x, ground - tall * 0.78), (x - tall * 0.16, ground - tall), (x - tall * 0.02, ground - tall * 0.9),
           (x + tall * 0.14, ground - tall * 1.02))  # fmt: skip


def wheel(c: Canvas, x: float, y: float, r: float, rim: str = COAL, spokes: int = 4) -> None:
    """A spoked wheel."""
    c.arc(rim, x, y, r, r, (0, 360), max(4, r * 0.13))
    for index in range(spokes):
        turn = pi * index / spokes
        c.stroke(rim, max(1.5, r * 0.04), (x - cos(turn) * r * 0.92, y - sin(turn) * r * 0.92),
                 (x + cos(turn) * r * 0.92, y + sin(turn) * r * 0.92))  # fmt: skip
    c.disc(rim, x, y, r * 0.14)


def windows(
    c: Canvas, box: tuple[float, float, float, float], across: int, down: int, colours: tuple[str, ...]
) -> None:
    """Rows of windows in a wall (left, top, width, height), some lit."""
    left, top, width, height = box
    wide, high = width / across, height / down
    for row in range(down):
        for column in range(across):
            colour = c.chance.choice(colours)
            c.rect(
                colour,
                left + column * wide + wide * 0.24,
                top + row * high + high * 0.2,
                wide * 0.52,
                high * 0.56,
            )


def stool(c: Canvas, x: float, ground: float, tall: float, colour: str = EARTH) -> None:
    """Something low to sit on."""
    c.rect(colour, x - tall * 0.5, ground - tall, tall, tall * 0.18, 3)
    for side in (-0.36, 0.36):
        c.stroke(
            colour, tall * 0.12, (x + side * tall, ground - tall * 0.85), (x + side * tall * 1.1, ground)
        )
