"""Coasts and borders as SVG path data, from the extract in `places/data`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Any

from palabre.places.atlas.projection import Frame

Place = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """Path data for a frame: the land, to be filled (even-odd), and the borders between countries, to be drawn."""

    land: str
    borders: str


@cache
def _extract() -> dict[str, Any]:
    packed = files("palabre.places.data").joinpath("outlines.json.gz").read_bytes()
    extract: dict[str, Any] = json.loads(gzip.decompress(packed))
    return extract


@lru_cache(maxsize=64)
def outline(frame: Frame) -> Outline:
    """The outline of what a frame shows. The world's is ready made; a region's is cut out and kept."""
    extract = _extract()
    if not frame.region:
        return Outline(extract["world"]["land"], extract["world"]["borders"])
    part = extract["region"]
    rings = [cut_ring(ring, frame) for ring in _near(part["land"], part["unit"], frame)]
    lines = [piece for line in _near(part["borders"], part["unit"], frame) for piece in cut_line(line, frame)]
    return Outline(_drawn(rings, frame, closed=True), _drawn(lines, frame, closed=False))


def _near(lines: Iterable[list[int]], unit: float, frame: Frame) -> Iterator[list[Place]]:
    """The lines of the extract (differences, in `unit` degrees) that may touch the frame, in degrees."""
    for line in lines:
        across, up = list(accumulate(line[::2])), list(accumulate(line[1::2]))
        if max(across) * unit < frame.west or min(across) * unit > frame.east:
            continue
        if max(up) * unit < frame.south or min(up) * unit > frame.north:
            continue
        yield [(x * unit, y * unit) for x, y in zip(across, up, strict=True)]


def cut_ring(ring: Sequence[Place], frame: Frame) -> list[Place]:
    """The part of a polygon inside the frame: Sutherland and Hodgman, Communications of the ACM 17(1), 1974."""
    left = list(ring)
    for axis, edge, sign in (
        (0, frame.west, 1),
        (0, frame.east, -1),
        (1, frame.south, 1),
        (1, frame.north, -1),
    ):
        kept: list[Place] = []
        for before, here in _pairs(left):
            inside, was_inside = sign * (here[axis] - edge) >= 0, sign * (before[axis] - edge) >= 0
            if inside != was_inside:
                kept.append(_crossing(before, here, axis, edge))
            if inside:
                kept.append(here)
        left = kept
    return left


def _pairs(ring: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    for index, here in enumerate(ring):
        yield ring[index - 1], here


def _crossing(start: Place, end: Place, axis: int, edge: float) -> Place:
    share = (edge - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
    return (edge, other) if axis == 0 else (other, edge)


def cut_line(line: Sequence[Place], frame: Frame) -> Iterator[list[Place]]:
    """The pieces of a line that touch the frame; each goes on to the first point outside, which the picture hides."""
    piece: list[Place] = []
    for start, end in pairwise(line):
        if _outside(start, end, frame):
            if piece:
                yield piece
            piece = []
        else:
            piece = [*(piece or [start]), end]
    if piece:
        yield piece


def _outside(start: Place, end: Place, frame: Frame) -> bool:
    (x, y), (x2, y2) = start, end
    return (
        max(x, x2) < frame.west
        or min(x, x2) > frame.east
        or max(y, y2) < frame.south
        or min(y, y2) > frame.north
    )


def _drawn(lines: Iterable[Sequence[Place]], frame: Frame, *, closed: bool) -> str:
    drawn = ([frame.project(*place) for place in line] for line in lines)
    return path_data((thinned(line, closed=closed) for line in drawn), closed=closed)


def thinned(line: Sequence[Place], *, closed: bool, area: float = 8.0) -> list[tuple[int, int]]:
    """`line` in whole units without the points that nobody would miss.

    Visvalingam and Whyatt, The Cartographic Journal 30(1), 1993: the point whose triangle with its neighbours is
    smallest goes first, until every triangle has at least `area` square units. Ends stay.
    A closed line that is smaller than `area` comes back empty.
    """
    points = [(round(x), round(y)) for x, y in line]
    points = [here for index, here in enumerate(points) if index == 0 or here != points[index - 1]]
    while len(points) > 2:
        sizes = [_triangle(*points[index - 1 : index + 2]) for index in range(1, len(points) - 1)]
        limit = min(area, min(sizes) + 1)
        if min(sizes) >= area:
            break
        points = _without_smallest(points, sizes, limit)
    return [] if (closed and len(points) < 3) or len(points) < 2 else points


def _without_smallest(
    points: list[tuple[int, int]], sizes: list[float], limit: float
) -> list[tuple[int, int]]:
    """One sweep: drops points below `limit`, never two neighbours, whose triangles change when the other goes."""
    kept, dropped = [points[0]], False
    for point, size in zip(points[1:-1], sizes, strict=True):
        dropped = size < limit and not dropped
        if not dropped:
            kept.append(point)
    return [*kept, points[-1]]


def _triangle(a: Place, b: Place, c: Place) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def path_data(lines: Iterable[Sequence[tuple[int, int]]], *, closed: bool) -> str:
    """SVG path data with relative moves in whole units, without a character that can be spared."""
    parts: list[str] = []
    at = (0, 0)
    for line in lines:
        if len(line) < 2:
            continue
        steps = [(x2 - x, y2 - y) for (x, y), (x2, y2) in pairwise(line)]
        if closed and line[0] == line[-1]:
            steps.pop()
        numbers = "".join(_number(number) for step in steps for number in step)
        parts.append(f"m{line[0][0] - at[0]}{_number(line[0][1] - at[1])}{numbers}{'z' if closed else ''}")
        at = line[0] if closed else line[-1]
    return "".join(parts)


def _number(value: int) -> str:
    return str(value) if value < 0 else f" {value}"
