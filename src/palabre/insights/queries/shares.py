"""Voices divided by language or city: the most heard, and the rest in one line, so that they sum to all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from palabre.dialogues.queries import figures as talk
from palabre.insights.periods import Period

ROWS: Final = 12
"""Languages and cities shown on the page; the others are one line together."""
FIELDS: Final = {"language": "language", "city": "city_id"}


def most_heard(groups: Sequence[talk.Voices]) -> list[talk.Voices]:
    """The first ROWS that have a name: what has no city belongs to the rest."""
    return [group for group in groups if group.key is not None][:ROWS]


def beyond(of: str, period: Period) -> tuple[str, list[Any]]:
    """Which languages or cities (`of` is one of FIELDS) are not among the rest, as `talk.voices` takes it."""
    groups = talk.voices_by(FIELDS[of], *period.moments)
    return FIELDS[of], [group.key for group in most_heard(groups)]
