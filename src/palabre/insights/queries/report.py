"""The funder's view: what was promised and what was delivered, who was heard, and what came of it.

Health (what a community does) is not impact (what came of it): both stand here, apart. No figure stands here that
nobody would act on: each has a threshold (`rules`) and a sentence saying what to do beyond it.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from palabre.dialogues.queries import figures as talk
from palabre.insights.periods import Period
from palabre.insights.queries import lists, promises, reach, shares
from palabre.insights.queries.figures import Figure, figure
from palabre.insights.queries.lists import Wanted
from palabre.insights.rules import FIRST_ANSWER_HOURS, MOST_SHARE, rounded
from palabre.kit import clock
from palabre.kit.languages import name_of
from palabre.places.queries import figures as places

ENOUGH_FOR_A_SHARE = 10
"""Below so many voices a share says nothing."""
COUNTED = [
    *[
        (kind, "")
        for kind in ("conversations", "stories", "heard", "not-heard", "initiatives", "taken-up", "unchecked")
    ],
    *[("outcomes", state) for state in ("", "answered", "overdue")],
]
"""Lists whose lengths the page says, each with its state."""


@dataclass(frozen=True)
class Promise:
    """Promised in all and by now (None: not counted by time), against what was delivered.

    `missing` is what is due and was not delivered.
    """

    promised: Figure
    due: Figure | None
    delivered: Figure
    missing: Figure

    @property
    def short(self) -> int:
        """How many are missing by now."""
        return self.missing.number if self.due else 0


@dataclass(frozen=True)
class VoiceRow:
    """A language, a city or the rest of them in the reader's words; `people` are rounded down to fives, 0 for fewer
    than five.
    """

    name: str
    said: Figure
    carried: Figure
    people: Figure
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
    """The language or city with more than half of all voices."""

    name: str
    many: Figure


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
    people: Figure
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

    numbers = lists.counts(COUNTED, wanted) | {("cities", ""): lists.count("cities", wanted)}

    def counted(kind: str, state: str = "") -> Figure:
        return figure(numbers[kind, state], kind, period, state=state)

    everyone = talk.all_voices(*period.moments)
    divided = _Divided(agreed, period, reader)
    heard_in, asked = reach.languages(period), list(agreed.languages)
    spoken = {row.key for row in heard_in}
    promised = _Promises(agreed, wanted)
    return Report(
        engagement=agreed,
        period=period,
        computed_at=clock.now(),
        conversations=promised.of("conversations", counted("conversations"), timed=not period.quarter),
        stories=promised.of("stories", counted("stories")),
        cities=promised.of("cities", counted("cities")),
        languages=promised.of("languages", _languages(asked, spoken, period), heard=spoken),
        not_heard_in=[name_of(tag, reader) for tag in asked if tag not in spoken],
        voices=figure(everyone.all, "voices", period),
        carried=figure(everyone.carried, "voices", period, carried="yes"),
        people=figure(rounded(everyone.people), "people", period, engagement=agreed.slug),
        by_language=divided.rows("language"),
        by_city=divided.rows("city"),
        languages_in_all=figure(len(heard_in), "languages", period),
        loudest=divided.loudest(everyone.all),
        first=first_answers(wanted),
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


@dataclass(frozen=True)
class _Promises:
    """What an agreement promises in the period asked for, each figure with the lines it is the sum of."""

    agreed: Any
    wanted: Wanted

    def of(self, what: str, delivered: Figure, *, timed: bool = True, heard: Collection[str] = ()) -> Promise:
        """One promise; of one quarter (not `timed`) no conversation was promised, so none is due."""
        parts = promises.parts(what, self.agreed, self.wanted.period, self.wanted.today)
        missing = promises.missing(parts, delivered.number, heard)
        return Promise(
            promised=self._figure(what, "", parts),
            due=self._figure(what, "due", promises.due(parts)) if timed else None,
            delivered=delivered,
            missing=self._figure(what, "missing", missing),
        )

    def _figure(self, what: str, part: str, parts: list[promises.Part]) -> Figure:
        named = {"engagement": self.agreed.slug, "promise": what, "part": part}
        return figure(promises.many(parts), "promised", self.wanted.period, **named)


def _languages(asked: list[str], spoken: set[str], period: Period) -> Figure:
    return figure(len(spoken & set(asked or spoken)), "languages", period, only=",".join(asked))


def _effects(period: Period, today: date) -> list[Any]:
    """The latest outcomes that changed something."""
    sent = talk.outcomes(period.first, period.last, today=today).exclude(effect="")
    return list(sent.order_by("-sent_on", "-pk")[:3])


class _Divided:
    """All voices of a period, divided by language and by city."""

    def __init__(self, agreed: Any, period: Period, reader: str) -> None:
        self.agreed, self.period, self.reader = agreed, period, reader
        self.groups = {of: talk.voices_by(field, *period.moments) for of, field in shares.FIELDS.items()}
        self.cities = places.cities(one.key for one in shares.most_heard(self.groups["city"]))

    def rows(self, of: str) -> list[VoiceRow]:
        """The most heard languages or cities, and the rest in one row, so that they sum to all that was said."""
        groups, first = self.groups[of], shares.most_heard(self.groups[of])
        found: list[tuple[str, talk.Voices, dict[str, Any]]] = [
            (self._name(of, one.key), one, {of: one.key}) for one in first
        ]
        if len(groups) > len(first):
            beyond = (shares.FIELDS[of], [one.key for one in first])
            rest = talk.all_voices(*self.period.moments, beyond=beyond)
            called = _("Elsewhere or not said") if of == "city" else _("Other languages")
            found.append((called, rest, {"rest": of}))
        most = max((one.all for _called, one, _key in found), default=1)
        return [self._row(name, one, most, **key) for name, one, key in found]

    def loudest(self, total: int) -> list[Loudest]:
        """The language and the city with more than half of all voices, if one has."""
        if total < ENOUGH_FOR_A_SHARE:
            return []
        first = [(of, group) for of, groups in self.groups.items() for group in shares.most_heard(groups)[:1]]
        return [
            Loudest(self._name(of, one.key), figure(one.all, "voices", self.period, **{of: one.key}))
            for of, one in first
            if 100 * one.all > MOST_SHARE * total
        ]

    def _name(self, of: str, key: Any) -> str:
        return name_of(key, self.reader) if of == "language" else str(self.cities[key].name_in(self.reader))

    def _row(self, name: str, one: talk.Voices, most: int, **key: Any) -> VoiceRow:
        people = figure(rounded(one.people), "people", self.period, engagement=self.agreed.slug, **key)
        return VoiceRow(
            name=name,
            said=figure(one.said, "voices", self.period, carried="no", **key),
            carried=figure(one.carried, "voices", self.period, carried="yes", **key),
            people=people,
            length=round(100 * one.all / most, 1),
        )


def first_answers(wanted: Wanted) -> FirstAnswers:
    """How long people waited in this period."""
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
