"""Where the names on a map go: none over another, none over another's dot, none cut by the edge.

Greedy, the weightiest place first: each name tries eight positions around its dot and is left out where none is
free; the list beside the map still has it. (The positions and their order: Imhof, "Positioning Names on Maps",
The American Cartographer 2(2), 1975.)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]

# Of the font size; generous, for fonts we do not know.
_WIDE, _CAPITAL, _NARROW, _USUAL = 1.02, 0.7, 0.33, 0.57
_TALL_SCRIPTS = ("ARABIC", "BENGALI", "DEVANAGARI")


@dataclass(frozen=True)
class Box:
    """A rectangle in units of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Mark:
    """A dot on the picture and the name it wants beside it."""

    text: str
    x: float
    y: float
    weight: float = 1


@dataclass(frozen=True)
class Label:
    """A name that found room: `x`, `y` is the point of its baseline that `anchor` speaks of; `mark` its number."""

    mark: int
    x: int
    y: int
    anchor: Anchor
    box: Box


def text_width(text: str, size: float) -> float:
    """About how wide a text is, in the units of `size`. No font is at hand, so it errs on the wide side."""
    return size * sum(_advance(letter) for letter in text)


def _advance(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if letter in " .,'-iljtfrI’|":
        return _NARROW
    return _CAPITAL if letter.isupper() or letter in "mwMW" else _USUAL


def text_height(text: str, size: float) -> float:
    """How much room a line takes: scripts that build upwards and downwards take more."""
    tall = any(unicodedata.name(letter, "").startswith(_TALL_SCRIPTS) for letter in text)
    return size * (1.35 if tall else 1.1)


def placed(marks: Sequence[Mark], *, size: float, dot: float, width: float, height: float) -> list[Label]:
    """The names that have room on a picture of `width` by `height`; `size` of the font and `dot`'s radius in units."""
    taken = [Box(mark.x - dot, mark.y - dot, mark.x + dot, mark.y + dot) for mark in marks]
    picture = Box(0, 0, width, height)
    found: list[Label] = []
    for number in sorted(range(len(marks)), key=lambda number: (-marks[number].weight, number)):
        own = taken[number]
        for label in _positions(number, marks[number], size, dot):
            others = (box for box in taken if box is not own)
            if _within(label.box, picture) and not any(label.box.meets(box) for box in others):
                found.append(label)
                taken.append(label.box)
                break
    return found


def _within(box: Box, picture: Box) -> bool:
    return (
        box.left >= picture.left
        and box.right <= picture.right
        and box.top >= picture.top
        and box.bottom <= picture.bottom
    )


def _positions(number: int, mark: Mark, size: float, dot: float) -> Iterator[Label]:
    wide, tall = text_width(mark.text, size), text_height(mark.text, size)
    away = dot * 1.5
    near = dot + tall / 2
    sides: tuple[tuple[Anchor, float, float], ...] = (
        ("start", away, 0),
        ("end", -away, 0),
        ("middle", 0, -near),
        ("middle", 0, near),
        ("start", away, -near * 0.7),
        ("start", away, near * 0.7),
        ("end", -away, -near * 0.7),
        ("end", -away, near * 0.7),
    )
    for anchor, across, down in sides:
        x, middle = mark.x + across, mark.y + down
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        box = Box(left, middle - tall / 2, left + wide, middle + tall / 2)
        yield Label(number, round(x), round(middle + size * 0.34), anchor, box)
