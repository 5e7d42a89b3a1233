"""Every public page of an open community, in a fixed order, so that a long list can be cut into files.

Left out are pages that say again what another says (to pass it on, to change it), and what was said or ruled before:
earlier wordings are there for whoever looks for them, not to be found first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from palabre.communities.models import Community
from palabre.dialogues.models import (
    Channel,
    Contribution,
    Dialogue,
    Outcome,
    Question,
    Seat,
    Synthesis,
    Wrap,
)
from palabre.initiatives.models import Initiative
from palabre.kit import clock, tenancy
from palabre.newsroom.models import Story, Theme
from palabre.places.models import Hub


@dataclass(frozen=True)
class Listed:
    """One page: its path without a language, where its text stands in languages of its own, when it last changed."""

    path: str
    stands_in: dict[str, str] = field(default_factory=dict)
    changed: datetime | None = None


@dataclass(frozen=True)
class Kind:
    """Rows with a page each, in the order of their numbers."""

    rows: Callable[[Community], Any]
    listed: Callable[[Community, Iterable[Any]], Iterable[Listed]]


ALWAYS = ("/", "/dialogues/", "/outcomes/", "/initiatives/", "/about/", "/rules/")
IN_CITIES = ("/cities/", "/themes/")


def fixed(community: Community) -> list[Listed]:
    """Pages that lead to the others."""
    more = IN_CITIES if community.blueprint == Community.Blueprint.CITIES else ()
    return [Listed(path) for path in (*ALWAYS, *more)]


def _dialogues(community: Community, rows: Iterable[Dialogue]) -> Iterator[Listed]:
    shown = list(rows)
    firsts = {row.version_of_id or row.pk for row in shown}
    seen = Dialogue.objects.visible_to(None)
    told: dict[int, dict[str, str]] = {}
    for one in seen.filter(pk__in=firsts) | seen.filter(version_of__in=firsts):
        if one.language in community.languages:
            told.setdefault(one.version_of_id or one.pk, {})[one.language] = f"/dialogues/{one.slug}/"
    for row in shown:
        yield Listed(f"/dialogues/{row.slug}/", told.get(row.version_of_id or row.pk, {}))


def _contributions(community: Community, rows: Iterable[Contribution]) -> Iterator[Listed]:
    for row in rows:
        path = f"/contributions/{row.pk}/"
        own = {row.language: path} if row.language in community.languages else {}
        yield Listed(path, own, row.edited_at or row.said_at)


def _each(path: Callable[[Any], str]) -> Callable[[Community, Iterable[Any]], Iterator[Listed]]:
    return lambda _community, rows: (Listed(path(row)) for row in rows)


def _here() -> dict[str, Any]:
    return {"community_id": tenancy.current_community_id()}


def _heard(_community: Community) -> Any:
    """Dialogues with a published synthesis, or that were sent to somebody: each has one page in all languages."""
    heard = Synthesis.objects.filter(dialogue=OuterRef("pk"), published_at__lte=clock.now())
    sent = Outcome.objects.filter(dialogue=OuterRef("pk"))
    return Dialogue.objects.visible_to(None).filter(Exists(heard) | Exists(sent))


def _noted(_community: Community) -> Any:
    """Dialogues whose hosts said how far it is."""
    notes = Wrap.objects.filter(dialogue=OuterRef("pk"), standing="public")
    return Dialogue.objects.visible_to(None).filter(Exists(notes))


def _asked(community: Community) -> Any:
    """Questions whose day has come."""
    today = clock.today(community.time_zone)
    seen = Dialogue.objects.visible_to(None)
    return Question.objects.filter(dialogue__in=seen, round__opens_on__lte=today).select_related("dialogue")


def _seated(_community: Community) -> Any:
    """Seats from which something is told: opening remarks, or words that everybody may read."""
    said = Contribution.objects.visible_to(None).filter(dialogue=OuterRef("dialogue"))
    spoke = Exists(said.filter(seat=OuterRef("pk"))) | Exists(said.filter(author=OuterRef("membership")))
    opened = Q(standing="public") & ~Q(opening_html="")
    return Seat.objects.filter(opened | spoke, dialogue__in=Dialogue.objects.visible_to(None))


KINDS = (
    Kind(lambda _: Hub.objects.filter(**_here()), _each(lambda hub: f"/cities/{hub.slug}/")),
    Kind(
        lambda one: Theme.objects.visible_to(None, clock.today(one.time_zone)),
        _each(lambda theme: f"/{theme.code}/"),
    ),
    Kind(lambda _: Story.objects.shown(), _each(lambda story: f"/stories/{story.slug}/")),
    Kind(lambda _: Initiative.objects.visible_to(None), _each(lambda found: f"/initiatives/{found.slug}/")),
    Kind(lambda _: Dialogue.objects.visible_to(None), _dialogues),
    Kind(_heard, _each(lambda found: f"/dialogues/{found.slug}/heard/")),
    Kind(_noted, _each(lambda found: f"/dialogues/{found.slug}/notes/")),
    Kind(
        lambda _: Dialogue.objects.visible_to(None).exclude(framing_html=""),
        _each(lambda found: f"/dialogues/{found.slug}/framing/"),
    ),
    Kind(_asked, _each(lambda asked: f"/dialogues/{asked.dialogue.slug}/question/{asked.number}/")),
    Kind(_seated, _each(lambda seat: f"/seats/{seat.pk}/said/")),
    Kind(lambda _: Channel.objects.filter(**_here()), _each(lambda found: f"/channels/{found.slug}/")),
    # A reply is read at the address of what it answers.
    Kind(lambda _: Contribution.objects.visible_to(None).filter(answers=None), _contributions),
)


def sizes(community: Community) -> list[int]:
    """How many pages there are of each kind, those that lead to the others first."""
    return [len(fixed(community)), *(int(kind.rows(community).count()) for kind in KINDS)]


def window(community: Community, start: int, most: int, counted: Sequence[int] = ()) -> list[Listed]:
    """`most` pages from the one numbered `start`, counted from 0; `counted` is what `sizes` told."""
    passed, *of_kinds = counted or sizes(community)
    found = fixed(community)[start : start + most]
    for kind, size in zip(KINDS, of_kinds, strict=True):
        skip = max(0, start - passed)
        if len(found) < most and skip < size:
            taken = kind.rows(community).order_by("pk")[skip : skip + most - len(found)]
            found += kind.listed(community, taken)
        passed += size
    return found
