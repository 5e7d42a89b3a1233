"""What a dialogue's own page shows around the talk, asked for with the dialogue itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject
from django.shortcuts import get_object_or_404

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Dialogue, Round, Synthesis, Wrap


@dataclass(frozen=True)
class Note:
    """A host's note on a day, as the page shows it."""

    html: str
    language: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Version:
    """The same conversation in another language."""

    slug: str
    language: str
    title: str


@dataclass
class Around:
    """The days on which more is asked, the last note and whether there are earlier ones, whether it was heard."""

    to_come: list[date] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    is_heard: bool = False


def fetch_whole(slug: str, membership: Membership | None) -> tuple[Dialogue, Around]:
    """The dialogue at this address with what stands around its talk, by one query; or 404."""
    rounds = Round.objects.filter(dialogue=OuterRef("pk")).order_by("number").values("opens_on")
    notes = Wrap.objects.filter(dialogue=OuterRef("pk"), standing="public").order_by("-at", "-pk")
    shown = JSONObject(html="html", language="language", by="by__name", at="at")
    reachable = Dialogue.objects.visible_to(membership).with_hosts()
    dialogue: Any = get_object_or_404(
        reachable.select_related("community", "follows").annotate(
            round_days=ArraySubquery(rounds),
            notes=ArraySubquery(notes.values(note=shown)[:2]),
            others=ArraySubquery(_versions(membership)),
            is_heard=Exists(Synthesis.objects.filter(dialogue=OuterRef("pk"), published_at__isnull=False)),
        ),
        slug=slug,
    )
    today = rules.today_of(dialogue)
    return dialogue, Around(
        to_come=[day for day in dialogue.round_days if day is not None and day > today],
        notes=[Note(**note | {"at": datetime.fromisoformat(note["at"])}) for note in dialogue.notes],
        versions=[Version(**other) for other in dialogue.others],
        is_heard=dialogue.is_heard,
    )


def _versions(membership: Membership | None) -> Any:
    """The other languages of each dialogue asked for, the one it was made in first."""
    first = Coalesce(OuterRef("version_of"), OuterRef("pk"))
    rows = Dialogue.objects.visible_to(membership).annotate(first=first).exclude(pk=OuterRef("pk"))
    same = rows.filter(Q(pk=F("first")) | Q(version_of=F("first"))).order_by("pk")
    return same.values(other=JSONObject(slug="slug", language="language", title="title"))
