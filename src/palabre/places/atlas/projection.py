"""From a place on the globe to a place on the picture.

The world is drawn in the Natural Earth projection: polynomials by Bojan Šavrič and Tom Patterson, in
"A Polynomial Equation for the Natural Earth Projection", Cartography and Geographic Information Science 38(4),
2011. A part of the world is drawn equirectangular, true to scale along its middle parallel.
Pictures are 1000 units wide; x grows to the right and y downwards, whatever the direction of the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 1000
NORTH, SOUTH = 83.7, -56.5  # the world without Antarctica, where nobody lives


def natural_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to plane coordinates, in globe radii, y upwards."""
    turn, rise = math.radians(longitude), math.radians(latitude)
    two = rise * rise
    four = two * two
    across = 0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four))
    up = 1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four))
    return turn * across, rise * up


_HALF = natural_earth(180, 0)[0]
_TOP = natural_earth(0, NORTH)[1]
_SCALE = WIDTH / (2 * _HALF)


@dataclass(frozen=True)
class Frame:
    """What a picture shows, in degrees: `region` tells whether it is a part of the world or all of it."""

    west: float = -180.0
    south: float = SOUTH
    east: float = 180.0
    north: float = NORTH
    region: bool = False

    @property
    def height(self) -> int:
        """Units, for a width of 1000."""
        if self.region:
            return round(WIDTH * (self.north - self.south) / ((self.east - self.west) * self._squeeze))
        return round((_TOP - natural_earth(0, SOUTH)[1]) * _SCALE)

    @property
    def _squeeze(self) -> float:
        return math.cos(math.radians((self.north + self.south) / 2))

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place in degrees lies on the picture, in units from its upper left corner."""
        if self.region:
            unit = WIDTH / (self.east - self.west)
            return (longitude - self.west) * unit, (self.north - latitude) * unit / self._squeeze
        across, up = natural_earth(longitude, latitude)
        return (across + _HALF) * _SCALE, (_TOP - up) * _SCALE


WORLD = Frame()

NARROWEST = 24  # degrees: closer, the outlines would look coarser than they are
WIDEST, TALLEST = 80, 56  # degrees: beyond, the world is the better picture
MARGIN = 0.18  # of the extent, on each side, for the labels
FLATTEST, STEEPEST = 0.55, 0.9  # height to width


def frame_around(places: Iterable[tuple[float, float]]) -> Frame:
    """The part of the world that holds all of these places (longitude, latitude), or the world.

    Rounded outwards to whole degrees, so that neighbouring sets of cities share one drawing.
    """
    known = list(places)
    if not known:
        return WORLD
    longitudes, latitudes = [place[0] for place in known], [place[1] for place in known]
    across, down = max(longitudes) - min(longitudes), max(latitudes) - min(latitudes)
    if across > WIDEST or down > TALLEST:
        return WORLD
    middle_x, middle_y = min(longitudes) + across / 2, min(latitudes) + down / 2
    squeeze = max(math.cos(math.radians(middle_y)), 0.3)
    wide = max(across * (1 + 2 * MARGIN), NARROWEST, down * (1 + 2 * MARGIN) / squeeze / STEEPEST)
    tall = max(down * (1 + 2 * MARGIN), wide * squeeze * FLATTEST)
    west, east = math.floor(middle_x - wide / 2), math.ceil(middle_x + wide / 2)
    south, north = math.floor(middle_y - tall / 2), math.ceil(middle_y + tall / 2)
    if west < -180 or east > 180 or north > NORTH + 1 or south < -60:
        return WORLD
    return Frame(west, south, east, north, region=True)
