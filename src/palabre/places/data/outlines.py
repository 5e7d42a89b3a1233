"""The world's coasts and borders, made small: TopoJSON in, path data and thinned lines out.

TopoJSON keeps every line once (an *arc*), as differences from point to point in whole steps; a country is a list
of arcs, one's complement (~) meaning the arc backwards. So a border is an arc that two countries share.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

from palabre.places.atlas.outline import Place, cut_ring, path_data, thinned
from palabre.places.atlas.projection import SOUTH, WORLD, Frame

WORLD_UNIT = 0.1  # degrees
WORLD_COAST, WORLD_BORDER = 65.0, 110.0  # square units that a point of the line must be worth
PICTURE_COAST, PICTURE_BORDER = 5.0, 20.0  # and square units of a picture 1000 units wide
SMALLEST_ISLAND = 9  # units of a picture 1000 units wide, around
REGION_UNIT = 0.05  # degrees
REGION_COAST, REGION_BORDER = 3.0, 3.0
TURN = 360

Topology = dict[str, Any]
Line = list[Place]


def outlines(world_atlas: Path) -> dict[str, Any]:
    """`{"world": path data of the whole, "region": lines to cut parts from}`, from an unpacked world-atlas.

    The whole comes from the 1:110m outlines, the parts from 1:50m. Lines of `region` are flat lists of differences
    x, y, x, y, in `unit` degrees. Raises FileNotFoundError where the package is not.
    """
    return {
        "world": _world(json.loads((world_atlas / "countries-110m.json").read_text())),
        "region": _region(json.loads((world_atlas / "countries-50m.json").read_text())),
    }


def _world(topology: Topology) -> dict[str, str]:
    coast, border = (_thin(topology, WORLD_UNIT, area) for area in (WORLD_COAST, WORLD_BORDER))
    land = [thinned(_on_picture(ring), closed=True, area=PICTURE_COAST) for ring in _rings(topology, coast)]
    land = [ring for ring in land if ring and _around(ring) >= SMALLEST_ISLAND]
    lines = [_on_picture(border[number]) for number in shared_arcs(topology)]
    borders = [thinned(line, closed=False, area=PICTURE_BORDER) for line in lines]
    return {"land": path_data(land, closed=True), "borders": path_data(borders, closed=False)}


def _region(topology: Topology) -> dict[str, Any]:
    coast, border = (_thin(topology, REGION_UNIT, area) for area in (REGION_COAST, REGION_BORDER))
    borders = [border[number] for number in shared_arcs(topology)]
    return {
        "unit": REGION_UNIT,
        "land": [_differences(ring) for ring in _rings(topology, coast) if len(ring) > 3],
        "borders": [_differences(line) for line in borders if len(line) > 1],
    }


def _thin(topology: Topology, unit: float, area: float) -> list[Line]:
    """Every arc in degrees, with few points; arcs, not rings, so that neighbours still share their border."""
    arcs = ([(x / unit, y / unit) for x, y in unrolled(arc)] for arc in decoded(topology))
    return [[(x * unit, y * unit) for x, y in thinned(arc, closed=False, area=area)] for arc in arcs]


def _on_picture(line: Line) -> list[tuple[int, int]]:
    points = [(round(x), round(y)) for x, y in (WORLD.project(*place) for place in line)]
    return [here for index, here in enumerate(points) if index == 0 or here != points[index - 1]]


def unrolled(line: Iterable[Place]) -> Line:
    """A line without leaps from one side of the world to the other: it goes on beyond 180 degrees instead."""
    steady: Line = []
    for longitude, latitude in line:
        before = steady[-1][0] if steady else longitude
        steady.append((longitude - TURN * round((longitude - before) / TURN), latitude))
    return steady


def decoded(topology: Topology) -> list[list[Place]]:
    """The arcs of a quantised TopoJSON in degrees (longitude, latitude)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [
            (x * scale_x + left, y * scale_y + bottom)
            for x, y in zip(accumulate(p[0] for p in arc), accumulate(p[1] for p in arc), strict=True)
        ]
        for arc in topology["arcs"]
    ]


def shared_arcs(topology: Topology) -> list[int]:
    """Numbers of the arcs that two countries share."""
    uses = Counter(
        arc if arc >= 0 else ~arc
        for country in topology["objects"]["countries"]["geometries"]
        for ring in _ring_arcs(country)
        for arc in ring
    )
    return sorted(number for number, times in uses.items() if times > 1)


def _ring_arcs(geometry: dict[str, Any]) -> Iterator[list[int]]:
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from chain.from_iterable(geometry["arcs"])


def _rings(topology: Topology, arcs: list[Line]) -> Iterator[Line]:
    """The rings of the land north of Antarctica, put together from their arcs and cut where the map is cut."""
    for geometry in topology["objects"]["land"]["geometries"]:
        for numbers in _ring_arcs(geometry):
            pieces = (arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers)
            ring = unrolled(chain.from_iterable(pieces))
            if ring and max(latitude for _, latitude in ring) > SOUTH:
                yield from _cut_at_date_line(ring)


def _cut_at_date_line(ring: Line) -> Iterator[Line]:
    for turn in (-TURN, 0, TURN):
        part = cut_ring(
            [(longitude + turn, latitude) for longitude, latitude in ring], Frame(south=-90, north=90)
        )
        if part:
            yield part


def _around(ring: list[tuple[int, int]]) -> int:
    across, down = [x for x, _ in ring], [y for _, y in ring]
    return 2 * (max(across) - min(across) + max(down) - min(down))


def _differences(line: Line) -> list[int]:
    at = (0, 0)
    steps: list[int] = []
    for longitude, latitude in line:
        here = (round(longitude / REGION_UNIT), round(latitude / REGION_UNIT))
        if here != at or not steps:
            steps += [here[0] - at[0], here[1] - at[1]]
        at = here
    return steps
