"""Initiatives as pages show them: in the reader's language where they were said in it, their own beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404

from palabre.communities.models import Membership
from palabre.initiatives import rules
from palabre.initiatives.models import Initiative, InitiativeVersion, Replication
from palabre.kit.numbers import row_number
from palabre.places.models import City

ON_A_PAGE = 24
CITIES_OF_A_FILTER = 100
STAGES = tuple(Initiative.Stage.values)


@dataclass
class Shown:
    """An initiative with the words this reader gets first, and the original where those are a version."""

    initiative: Initiative
    first: Initiative | InitiativeVersion
    original: Initiative | None = None
    elsewhere: list[TakenUp] = field(default_factory=list)


@dataclass
class TakenUp:
    """A replication with the initiative it led to (or came from), where that may be seen."""

    replication: Replication
    other: Shown | None = None


@dataclass
class Detail:
    """All of an initiative's page but the stories that tell of it, which the rooms above know."""

    shown: Shown
    elsewhere: list[TakenUp]
    origins: list[TakenUp]
    may_check: bool = False


@dataclass
class Shelf:
    """One page of a list, what it can be narrowed to (with how many each holds), and where it goes on."""

    rows: list[Shown]
    stages: list[tuple[str, int]] = field(default_factory=list)
    cities: list[tuple[City, int]] = field(default_factory=list)
    older: str = ""


def shelf(
    membership: Membership | None, language: str, *, stage: str = "", city: int = 0, before: str = ""
) -> Shelf:
    """Initiatives one may see, newest first, of one stage or one city where named. `before` is `older`."""
    seen = Initiative.objects.visible_to(membership).listed()
    counts = Counter(dict(seen.values_list("stage").annotate(many=Count("pk"))))
    places = Counter(dict(seen.values_list("city").annotate(many=Count("pk"))))
    rows = seen.filter(stage=stage) if stage in STAGES else seen
    rows = rows.filter(city=city) if city else rows
    rows = _before(rows, before)
    page = list(with_words(rows).order_by("-pk")[: ON_A_PAGE + 1])
    return Shelf(
        rows=[shown(initiative, language) for initiative in page[:ON_A_PAGE]],
        stages=[(stage, counts[stage]) for stage in STAGES if counts[stage]],
        cities=_named(places),
        older=str(page[ON_A_PAGE - 1].pk) if len(page) > ON_A_PAGE else "",
    )


def in_city(city: City, membership: Membership | None, language: str, most: int = 12) -> list[Shown]:
    """The newest initiatives of a city, each with where it was taken up."""
    seen = Initiative.objects.visible_to(membership).listed().filter(city=city)
    rows = list(with_words(seen).order_by("-pk")[:most])
    elsewhere = taken_up(rows, membership, language)
    found = [shown(initiative, language) for initiative in rows]
    for one in found:
        one.elsewhere = elsewhere.get(one.initiative.pk, [])
    return found


def fetch(slug: str, membership: Membership | None) -> Initiative:
    """The initiative at this address, or 404."""
    seen = with_words(Initiative.objects.visible_to(membership)).select_related("community")
    found: Initiative = get_object_or_404(seen, slug=slug)
    return found


def detail(slug: str, membership: Membership | None, language: str) -> Detail:
    """Everything about one initiative, with where it was taken up and where it was taken up from; or 404."""
    found = fetch(slug, membership)
    return Detail(
        shown=shown(found, language),
        elsewhere=taken_up([found], membership, language).get(found.pk, []),
        origins=_origins(found, membership, language),
        may_check=rules.may_check(found, membership),
    )


def taken_up(
    initiatives: Iterable[Initiative], membership: Membership | None, language: str
) -> dict[int, list[TakenUp]]:
    """Where initiatives were taken up, by their number, the earliest first; a fixed number of queries."""
    rows = Replication.objects.filter(initiative__in=[initiative.pk for initiative in initiatives])
    found = list(rows.select_related("city").order_by("since", "pk"))
    others = _seen([row.taken_up_as_id for row in found], membership, language)
    linked: dict[int, list[TakenUp]] = {}
    for row in found:
        linked.setdefault(row.initiative_id, []).append(TakenUp(row, others.get(row.taken_up_as_id or 0)))
    return linked


def with_words(rows: Any) -> Any:
    """With everything a line about an initiative shows, in a fixed number of queries."""
    return rows.select_related("city", "organisation", "checked_by").prefetch_related("versions")


def shown(initiative: Initiative, language: str) -> Shown:
    """The version in the reader's language, else the original."""
    version = next((v for v in initiative.versions.all() if v.language == language), None)
    return Shown(initiative, version or initiative, initiative if version else None)


def _origins(initiative: Initiative, membership: Membership | None, language: str) -> list[TakenUp]:
    rows = initiative.origins.select_related("city").order_by("since", "pk")
    found = list(rows)
    others = _seen([row.initiative_id for row in found], membership, language)
    return [TakenUp(row, others[row.initiative_id]) for row in found if row.initiative_id in others]


def _seen(numbers: Sequence[int | None], membership: Membership | None, language: str) -> dict[int, Shown]:
    wanted = [number for number in numbers if number]
    if not wanted:
        return {}
    rows = with_words(Initiative.objects.visible_to(membership).listed().filter(pk__in=wanted))
    return {initiative.pk: shown(initiative, language) for initiative in rows}


def _before(rows: Any, before: str) -> Any:
    number = row_number(before)
    return rows if number is None else rows.filter(pk__lt=number)


def _named(places: Counter[int]) -> list[tuple[City, int]]:
    most = dict(places.most_common(CITIES_OF_A_FILTER))
    return [(city, most[city.pk]) for city in City.objects.filter(pk__in=most).order_by("name")]
