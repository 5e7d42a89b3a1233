"""The lists behind the figures: exactly the things a figure counts, one line each, with a link to the thing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.queries import figures as talk
from palabre.initiatives.queries import figures as initiatives
from palabre.insights.periods import Period
from palabre.insights.queries import lines, promises, reach, shares
from palabre.insights.queries.figures import Figure, figure
from palabre.insights.queries.lines import Line
from palabre.insights.rules import CHECKED_WITHIN_DAYS, rounded
from palabre.newsroom.queries import figures as told
from palabre.places.queries import figures as places

ON_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for, read from its address. `city` is a GeoNames number, `no_city` those without;
    `only` narrows a list of languages to these; `rest` is "city" or "language" for all but those most heard;
    `agreed` is the engagement whose `promise` (see `promises`) is asked for, all of it or its `part`.
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
    rest: str = ""
    agreed: Any = None
    promise: str = ""
    part: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of list: its title, its rows (all of them, unordered) and how one of them reads.

    A row may stand for `many` of what is counted; `total` says the figure where no row may be told from another.
    """

    title: Promise
    rows: Callable[[Wanted], Any]
    line: Callable[[Any, str], Line]
    total: Callable[[Wanted], int] | None = None


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
        return Page(_total(kind, wanted, rows), [kind.line(row, wanted.reader) for row in rows])
    total = rows.count()
    ordered = rows.order_by("-pk")
    shown = list((ordered.filter(pk__lt=before) if before else ordered)[: ON_A_PAGE + 1])
    following = shown[ON_A_PAGE - 1].pk if len(shown) > ON_A_PAGE else None
    return Page(total, [kind.line(row, wanted.reader) for row in shown[:ON_A_PAGE]], following)


def count(name: str, wanted: Wanted, **filters: Any) -> int:
    """How many rows a list has."""
    wanted = replace(wanted, **filters)
    rows = KINDS[name].rows(wanted)
    return _total(KINDS[name], wanted, rows) if isinstance(rows, list) else int(rows.count())


def counts(asked: Sequence[tuple[str, str]], wanted: Wanted) -> dict[tuple[str, str], int]:
    """How many rows several lists have, each named with its `state`, by one query; not for lists of parts or places."""
    each = [
        KINDS[name].rows(replace(wanted, state=state)).prefetch_related(None).order_by()
        for name, state in asked
    ]
    first, *others = [
        rows.values(place=Value(place)).annotate(many=Count("pk")).values_list("place", "many")
        for place, rows in enumerate(each)
    ]
    found = dict(first.union(*others, all=True))
    return {one: found.get(place, 0) for place, one in enumerate(asked)}


def _total(kind: Kind, wanted: Wanted, rows: list[Any]) -> int:
    return kind.total(wanted) if kind.total else sum(getattr(row, "many", 1) for row in rows)


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
        beyond=shares.beyond(wanted.rest, wanted.period) if wanted.rest else None,
    )
    return rows.with_speakers()


def _promised(wanted: Wanted) -> list[promises.Part]:
    found = promises.parts(wanted.promise, wanted.agreed, wanted.period, wanted.today)
    if wanted.part == "due":
        return promises.due(found)
    if wanted.part == "missing":
        delivered = KINDS[wanted.promise].rows(wanted)
        heard = {row.key for row in delivered} if wanted.promise == "languages" else ()
        many = len(delivered) if isinstance(delivered, list) else delivered.count()
        return promises.missing(found, many, heard)
    return found


def _people(wanted: Wanted) -> int:
    """Rounded down to fives, whatever they are narrowed to; see `rules.rounded`."""
    narrowed: dict[str, Any] = {
        "language": wanted.language,
        "city": wanted.city,
        "no_city": wanted.no_city,
        "beyond": shares.beyond(wanted.rest, wanted.period) if wanted.rest else None,
    }
    return rounded(talk.all_voices(*wanted.period.moments, **narrowed).people)


def _what_they_said(wanted: Wanted) -> list[Figure]:
    """One figure: nobody is listed, only what they said for themselves."""
    city = "none" if wanted.no_city else wanted.city
    filters = {"language": wanted.language, "city": city, "rest": wanted.rest, "carried": "no"}
    return [figure(count("voices", wanted, carried=False), "voices", wanted.period, **filters)]


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
    "promised": Kind(_("Promised"), _promised, lines.promise),
    "people": Kind(_("People who spoke for themselves"), _what_they_said, lines.what_they_said, _people),
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
