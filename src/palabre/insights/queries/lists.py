"""The lists behind the figures: exactly the things a figure counts, one line each, with a link to the thing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.queries import figures as talk
from palabre.initiatives.queries import figures as initiatives
from palabre.insights.periods import Period
from palabre.insights.queries import lines, reach
from palabre.insights.queries.lines import Line
from palabre.insights.rules import CHECKED_WITHIN_DAYS
from palabre.newsroom.queries import figures as told
from palabre.places.queries import figures as places

ON_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for, read from its address. `city` is a GeoNames number, `no_city` those without;
    `only` narrows a list of languages to these.
    """

    period: Period
    today: date
    reader: str
    language: str = ""
    only: tuple[str, ...] = ()
    city: int | None = None
    no_city: bool = False
    carried: bool | None = None
    state: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of list: its title, its rows (all of them, unordered) and how one of them reads."""

    title: Promise
    rows: Callable[[Wanted], Any]
    line: Callable[[Any, str], Line]


@dataclass(frozen=True)
class Page:
    """A page of a list; `total` is the figure that leads here, `before` where the next page begins."""

    total: int
    lines: list[Line]
    before: int | None = None


def page(kind: Kind, wanted: Wanted, before: int | None = None) -> Page:
    """The newest fifty, or those before a row. Cities and languages are few and all on one page."""
    rows = kind.rows(wanted)
    if isinstance(rows, list):
        return Page(len(rows), [kind.line(row, wanted.reader) for row in rows])
    total = rows.count()
    ordered = rows.order_by("-pk")
    shown = list((ordered.filter(pk__lt=before) if before else ordered)[: ON_A_PAGE + 1])
    following = shown[ON_A_PAGE - 1].pk if len(shown) > ON_A_PAGE else None
    return Page(total, [kind.line(row, wanted.reader) for row in shown[:ON_A_PAGE]], following)


def count(name: str, wanted: Wanted, **filters: Any) -> int:
    """How many rows a list has."""
    rows = KINDS[name].rows(replace(wanted, **filters))
    return len(rows) if isinstance(rows, list) else int(rows.count())


def place_of(wanted: Wanted) -> str:
    """The name of the city a list is narrowed to, in the reader's language; "" for none."""
    found = places.cities([wanted.city]) if wanted.city else {}
    return found[wanted.city].name_in(wanted.reader) if wanted.city in found else ""


def _voices(wanted: Wanted) -> Any:
    rows = talk.voices(
        *wanted.period.moments,
        language=wanted.language,
        city=wanted.city,
        no_city=wanted.no_city,
        carried=wanted.carried,
    )
    return rows.with_speakers()


def _stories(wanted: Wanted) -> Any:
    rows = told.delivered(*wanted.period.moments, language=wanted.language, city=wanted.city)
    return rows.select_related("hub__city", "author").prefetch_related("versions")


def _languages(wanted: Wanted) -> list[reach.Reached]:
    heard = reach.languages(wanted.period)
    return [row for row in heard if row.key in wanted.only] if wanted.only else heard


def _first_voices(wanted: Wanted) -> Any:
    rows = talk.first_voices(*wanted.period.moments)
    return (rows.filter(answered_at=None) if wanted.state == "waiting" else rows).with_speakers()


KINDS: dict[str, Kind] = {
    "stories": Kind(_("Stories"), _stories, lines.story),
    "voices": Kind(_("Voices"), _voices, lines.voice),
    "first-voices": Kind(_("First voices"), _first_voices, lines.first_voice),
    "conversations": Kind(
        _("Conversations"),
        lambda wanted: talk.conversations(wanted.period.first, min(wanted.period.last, wanted.today)),
        lines.conversation,
    ),
    "cities": Kind(_("Cities heard from"), lambda wanted: reach.cities(wanted.period), lines.city),
    "languages": Kind(_("Languages heard"), _languages, lines.language),
    "heard": Kind(_("What was heard"), lambda wanted: talk.heard(*wanted.period.moments), lines.synthesis),
    "not-heard": Kind(
        _("What was heard is still to be written"),
        lambda wanted: talk.not_heard(wanted.period.first, wanted.period.last, wanted.today),
        lines.conversation,
    ),
    "outcomes": Kind(
        _("What came of it"),
        lambda wanted: talk.outcomes(
            wanted.period.first, wanted.period.last, today=wanted.today, state=wanted.state
        ),
        lines.outcome,
    ),
    "initiatives": Kind(
        _("Initiatives"),
        lambda wanted: initiatives.added(*wanted.period.moments).select_related("city"),
        lines.initiative,
    ),
    "taken-up": Kind(
        _("Taken up elsewhere"),
        lambda wanted: initiatives.taken_up(wanted.period.first.year, wanted.period.last.year),
        lines.replication,
    ),
    "unchecked": Kind(
        _("Not checked for a year"),
        lambda wanted: initiatives.unchecked(
            wanted.today - timedelta(days=CHECKED_WITHIN_DAYS)
        ).select_related("city"),
        lines.initiative,
    ),
}
