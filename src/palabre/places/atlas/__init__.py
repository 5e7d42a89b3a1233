"""Maps of cities, drawn by the server."""

from palabre.places.atlas.drawing import Point, world_map

__all__ = ["Point", "world_map"]
