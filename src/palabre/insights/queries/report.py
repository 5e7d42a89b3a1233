"""The funder's view: what was promised and what was delivered, who was heard, and what came of it.

Health (what a community does) is not impact (what came of it): both stand here, apart. No figure stands here that
nobody would act on: each has a threshold (`rules`) and a sentence saying what to do beyond it.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from palabre.dialogues.queries import figures as talk
from palabre.insights import periods
from palabre.insights.periods import Period
from palabre.insights.queries import lists, reach
from palabre.insights.queries.figures import Figure, figure
from palabre.insights.queries.lists import Wanted
from palabre.insights.rules import FIRST_ANSWER_HOURS, MOST_SHARE, rounded
from palabre.kit import clock
from palabre.kit.languages import name_of
from palabre.places.queries import figures as places

ROWS = 8
"""Languages and cities shown on the page; the rest are behind the figure of all of them."""
ENOUGH_FOR_A_SHARE = 10
"""Below so many voices a share says nothing."""


@dataclass(frozen=True)
class Promise:
    """Promised in all and by now (None: not counted by time), against what was delivered."""

    promised: int
    due: int | None
    delivered: Figure

    @property
    def short(self) -> int:
        """How many are missing by now."""
        return max((self.due or 0) - self.delivered.number, 0)


@dataclass(frozen=True)
class VoiceRow:
    """A language or a city in the reader's words; `people` are rounded down to fives, 0 for fewer than five."""

    name: str
    said: Figure
    carried: Figure
    people: int
    length: float


@dataclass(frozen=True)
class FirstAnswers:
    """How long people waited for an answer to their first contribution, in hours; those waiting count so far."""

    all: Figure
    waiting: Figure
    median: float | None
    longest_wait: int

    @property
    def slow(self) -> bool:
        """Longer than people wait."""
        return self.median is not None and self.median > FIRST_ANSWER_HOURS


@dataclass(frozen=True)
class Overdue:
    """An outcome whose answer is late by so many days."""

    outcome: Any
    days: int


@dataclass(frozen=True)
class Loudest:
    """The language or city with more than half of all voices, in per cent."""

    name: str
    share: int


@dataclass(frozen=True)
class Report:
    """All of the page."""

    engagement: Any
    period: Period
    computed_at: datetime
    conversations: Promise
    stories: Promise
    cities: Promise
    languages: Promise
    not_heard_in: list[str]
    voices: Figure
    carried: Figure
    people: int
    by_language: list[VoiceRow]
    by_city: list[VoiceRow]
    languages_in_all: Figure
    loudest: list[Loudest]
    first: FirstAnswers
    heard: Figure
    to_write: Figure
    sent: Figure
    answered: Figure
    overdue: Figure
    overdue_ones: list[Overdue]
    effects: list[Any]
    initiatives: Figure
    taken_up: Figure
    unchecked: Figure


def report(agreed: Any, period: Period, reader: str, today: date) -> Report:
    """The figures of one engagement in one period (the engagement's own or a quarter of it)."""
    wanted = Wanted(period=period, today=today, reader=reader)

    def counted(kind: str, **filters: Any) -> Figure:
        return figure(lists.count(kind, wanted, **filters), kind, period, **filters)

    everyone = talk.all_voices(*period.moments)
    by_language = talk.voices_by("language", *period.moments)
    by_city = talk.voices_by("city_id", *period.moments)
    cities = places.cities(one.key for one in by_city if one.key is not None)
    named_cities = [(one, _city_name(cities.get(one.key), reader)) for one in by_city]
    named_languages = [(one, name_of(one.key, reader)) for one in by_language]
    heard_in, asked = reach.languages(period), list(agreed.languages)
    spoken = {row.key for row in heard_in}
    loudest = [*named_languages[:1], *(one for one in named_cities[:1] if one[0].key)]
    return Report(
        engagement=agreed,
        period=period,
        computed_at=clock.now(),
        conversations=_conversations(agreed, counted("conversations"), period, today),
        stories=_stories(agreed, counted("stories"), period, today),
        cities=Promise(agreed.cities, agreed.cities, counted("cities")),
        languages=_languages(asked, spoken, period),
        not_heard_in=[name_of(tag, reader) for tag in asked if tag not in spoken],
        voices=figure(everyone.all, "voices", period),
        carried=figure(everyone.carried, "voices", period, carried="yes"),
        people=rounded(everyone.people),
        by_language=[
            _row(one, name, period, by_language, language=one.key) for one, name in named_languages[:ROWS]
        ],
        by_city=[
            _row(one, name, period, by_city, city=one.key or "none") for one, name in named_cities[:ROWS]
        ],
        languages_in_all=figure(len(heard_in), "languages", period),
        loudest=_loudest(everyone.all, loudest),
        first=_first_answers(wanted),
        heard=counted("heard"),
        to_write=counted("not-heard"),
        sent=counted("outcomes"),
        answered=counted("outcomes", state="answered"),
        overdue=counted("outcomes", state="overdue"),
        overdue_ones=_overdue(period, today),
        effects=_effects(period, today),
        initiatives=counted("initiatives"),
        taken_up=counted("taken-up"),
        unchecked=counted("unchecked"),
    )


def _languages(asked: list[str], spoken: set[str], period: Period) -> Promise:
    heard = figure(len(spoken & set(asked or spoken)), "languages", period, only=",".join(asked))
    return Promise(len(asked), len(asked), heard)


def _effects(period: Period, today: date) -> list[Any]:
    """The latest outcomes that changed something."""
    sent = talk.outcomes(period.first, period.last, today=today).exclude(effect="")
    return list(sent.order_by("-sent_on", "-pk")[:3])


def _city_name(city: Any, reader: str) -> str:
    return str(city.name_in(reader)) if city else _("No city said")


def _conversations(agreed: Any, delivered: Figure, period: Period, today: date) -> Promise:
    """Promised over the whole agreement, spread evenly over its months; of one quarter nothing was promised."""
    if period.quarter:
        return Promise(agreed.salons, None, delivered)
    months = periods.months_in(agreed.starts, agreed.ends)
    over = periods.months_over(agreed.starts, agreed.ends, today)
    return Promise(agreed.salons, agreed.salons * over // months if months else 0, delivered)


def _stories(agreed: Any, delivered: Figure, period: Period, today: date) -> Promise:
    """Promised per city and month; due are those of the months that are over."""
    each_month = agreed.stories_per_month * agreed.cities
    return Promise(
        each_month * periods.months_in(period.first, period.last),
        each_month * periods.months_over(period.first, period.last, today),
        delivered,
    )


def _row(one: talk.Voices, name: str, period: Period, group: list[talk.Voices], **key: Any) -> VoiceRow:
    most = max(other.all for other in group)
    return VoiceRow(
        name=name,
        said=figure(one.said, "voices", period, carried="no", **key),
        carried=figure(one.carried, "voices", period, carried="yes", **key),
        people=rounded(one.people),
        length=round(100 * one.all / most, 1),
    )


def _loudest(total: int, first: list[tuple[talk.Voices, str]]) -> list[Loudest]:
    if total < ENOUGH_FOR_A_SHARE:
        return []
    shares = [Loudest(name, 100 * one.all // total) for one, name in first]
    return [loudest for loudest in shares if loudest.share > MOST_SHARE]


def _first_answers(wanted: Wanted) -> FirstAnswers:
    now = clock.now()
    rows = talk.first_voices(*wanted.period.moments).order_by().values_list("said_at", "answered_at")
    pairs = list(rows)
    hours = [((answered or now) - said).total_seconds() / 3600 for said, answered in pairs]
    waits = [(now - said).total_seconds() / 3600 for said, answered in pairs if answered is None]
    return FirstAnswers(
        all=figure(len(pairs), "first-voices", wanted.period),
        waiting=figure(len(waits), "first-voices", wanted.period, state="waiting"),
        median=round(statistics.median(hours), 1) if hours else None,
        longest_wait=int(max(waits, default=0)),
    )


def _overdue(period: Period, today: date) -> list[Overdue]:
    rows = talk.outcomes(period.first, period.last, today=today, state="overdue").order_by("answer_due")
    return [Overdue(outcome, (today - outcome.answer_due).days) for outcome in rows[:3]]
