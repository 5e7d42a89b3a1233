"""Cities by their numbers, for the readers above."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.places.models import City


def cities(ids: Iterable[int]) -> dict[int, City]:
    """Cities by their GeoNames number, in one query."""
    return City.objects.in_bulk(list(ids))
