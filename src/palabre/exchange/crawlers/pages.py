"""Every public page of an open community, in a fixed order, so that a long list can be cut into files.

What holds a part of another page, or passes it on, is found there: further pieces, earlier wordings, share pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from palabre.communities.models import Community
from palabre.dialogues.models import Channel, Contribution, Dialogue, Question, Synthesis, Wrap
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


ALWAYS = ("/", "/dialogues/", "/outcomes/", "/initiatives/", "/about/", "/rules/", "/moderation/log/")
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


def _notes() -> Any:
    return Wrap.objects.filter(**_here(), dialogue=OuterRef("pk"), standing="public")


KINDS = (
    Kind(lambda _: Hub.objects.filter(**_here()), _each(lambda hub: f"/cities/{hub.slug}/")),
    Kind(
        lambda one: Theme.objects.visible_to(None, clock.today(one.time_zone)),
        _each(lambda theme: f"/{theme.code}/"),
    ),
    Kind(lambda _: Story.objects.shown(), _each(lambda story: f"/stories/{story.slug}/")),
    Kind(lambda _: Initiative.objects.visible_to(None), _each(lambda found: f"/initiatives/{found.slug}/")),
    Kind(lambda _: Dialogue.objects.visible_to(None), _dialogues),
    Kind(
        lambda _: Synthesis.objects.filter(
            **_here(), published_at__lte=clock.now(), dialogue__in=Dialogue.objects.visible_to(None)
        ).select_related("dialogue"),
        _each(lambda found: f"/dialogues/{found.dialogue.slug}/heard/"),
    ),
    Kind(lambda _: Channel.objects.filter(**_here()), _each(lambda found: f"/channels/{found.slug}/")),
    Kind(
        lambda one: Question.objects.filter(
            **_here(),
            dialogue__in=Dialogue.objects.visible_to(None),
            round__opens_on__lte=clock.today(one.time_zone),
        ).select_related("dialogue"),
        _each(lambda asked: f"/dialogues/{asked.dialogue.slug}/question/{asked.number}/"),
    ),
    Kind(
        lambda _: Dialogue.objects.visible_to(None).filter(Exists(_notes())),
        _each(lambda found: f"/dialogues/{found.slug}/notes/"),
    ),
    # A reply is read at the address of what it answers.
    Kind(lambda _: Contribution.objects.visible_to(None).filter(answers=None), _contributions),
)


def count(community: Community) -> int:
    """How many pages there are."""
    return len(fixed(community)) + sum(int(kind.rows(community).count()) for kind in KINDS)


def window(community: Community, start: int, most: int) -> list[Listed]:
    """`most` pages from the one numbered `start`, counted from 0."""
    found = fixed(community)
    passed = len(found)
    found = found[start : start + most]
    for kind in KINDS:
        rows = kind.rows(community)
        skip = max(0, start - passed)
        if len(found) < most:
            taken = rows.order_by("pk")[skip : skip + most - len(found)]
            found += kind.listed(community, taken)
        passed += rows.count()
    return found
