"""Stories that reached readers, to be counted by the readers above.

Only stories everybody can read are counted, whoever asks. Called inside the community; moments are aware, `begins`
included and `ends` not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from palabre.newsroom.models import Story, StoryVersion

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class Pace:
    """How many stories a city told in each window asked for, and when the last one was published."""

    hub_id: int
    last: datetime
    told: list[int]


@dataclass(frozen=True)
class Tongue:
    """How many of a city's stories can be read in a language, in each window asked for."""

    hub_id: int
    language: str
    told: list[int]


def delivered(begins: datetime, ends: datetime, *, language: str = "", city: int | None = None) -> Any:
    """Published stories, perhaps those with a version in one language or from one city."""
    rows = Story.objects.shown().filter(published_at__gte=begins, published_at__lt=ends)
    if language:
        rows = rows.filter(versions__language=language)
    if city is not None:
        rows = rows.filter(hub__city_id=city)
    return rows


def by_city(begins: datetime, ends: datetime) -> dict[int, int]:
    """How many stories each city told, by the city's number."""
    rows = delivered(begins, ends).order_by().values_list("hub__city_id")
    return dict(rows.annotate(Count("pk")))


def by_language(begins: datetime, ends: datetime) -> dict[str, int]:
    """How many stories can be read in each language."""
    rows = delivered(begins, ends).order_by().values_list("versions__language")
    return {language: many for language, many in rows.annotate(Count("pk")) if language}


def pace(windows: Sequence[Window]) -> dict[int, Pace]:
    """Each city's stories in each window, by the hub's number, in one query; who never told one is missing."""
    rows = (
        Story.objects.shown().order_by().values("hub_id").annotate(last=Max("published_at"), **_in(windows))
    )
    return {row["hub_id"]: Pace(row["hub_id"], row["last"], _told(row, windows)) for row in rows}


def tongues(windows: Sequence[Window]) -> list[Tongue]:
    """Each city's stories by the languages they can be read in, in one query."""
    shown = StoryVersion.objects.filter(story__in=Story.objects.shown())
    rows = shown.order_by().values("story__hub_id", "language").annotate(**_in(windows, "story__"))
    return [Tongue(row["story__hub_id"], row["language"], _told(row, windows)) for row in rows]


def _in(windows: Sequence[Window], path: str = "") -> dict[str, Any]:
    moment = f"{path}published_at"
    return {
        f"told_{n}": Count("pk", filter=Q((f"{moment}__gte", begins), (f"{moment}__lt", ends)))
        for n, (begins, ends) in enumerate(windows)
    }


def _told(row: Any, windows: Sequence[Window]) -> list[int]:
    return [row[f"told_{n}"] for n in range(len(windows))]
