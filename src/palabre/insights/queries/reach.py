"""Which cities and languages were reached at all: by a story or by a voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from palabre.dialogues.queries import figures as talk
from palabre.insights.periods import Period
from palabre.insights.queries.figures import Figure, figure
from palabre.newsroom.queries import figures as told
from palabre.places.queries import figures as places


@dataclass(frozen=True)
class Reached:
    """A city (`key` is the city) or a language (`key` is its tag) with its stories and voices."""

    key: Any
    stories: Figure
    voices: Figure


def cities(period: Period) -> list[Reached]:
    """Cities that a story was told from or somebody spoke from, the most heard first."""
    stories = told.by_city(*period.moments)
    voices = {one.key: one.all for one in talk.voices_by("city_id", *period.moments) if one.key is not None}
    found = places.cities({*stories, *voices})
    rows = [
        Reached(
            city,
            figure(stories.get(pk, 0), "stories", period, city=pk),
            figure(voices.get(pk, 0), "voices", period, city=pk),
        )
        for pk, city in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.stories.number - row.voices.number, row.key.name))


def languages(period: Period) -> list[Reached]:
    """Languages that a story can be read in or somebody spoke in, the most heard first."""
    stories = told.by_language(*period.moments)
    voices = {one.key: one.all for one in talk.voices_by("language", *period.moments)}
    rows = [
        Reached(
            tag,
            figure(stories.get(tag, 0), "stories", period, language=tag),
            figure(voices.get(tag, 0), "voices", period, language=tag),
        )
        for tag in {*stories, *voices}
    ]
    return sorted(rows, key=lambda row: (-row.stories.number - row.voices.number, row.key))
