"""What a dialogue's own page shows around the talk, asked for with the dialogue itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Dialogue, Resource, Round, Synthesis, Tally, Visit, Wrap
from palabre.dialogues.queries import budget, shelf
from palabre.dialogues.queries.beginnings import within
from palabre.dialogues.queries.wanted import reader, standing_for
from palabre.kit.prepared import Prepared
from palabre.places.models import City

CITIES: Final = 8


@dataclass(frozen=True)
class Note:
    """A host's note on a day, as the page shows it."""

    html: str
    language: str
    by: str
    at: datetime

    @property
    def beginning(self) -> str:
        """As much of it as the dialogue's own page shows."""
        return within(self.html, budget.NOTE)

    @property
    def goes_on(self) -> bool:
        """Whether there is more of it on the page of all notes."""
        return self.beginning != self.html


@dataclass(frozen=True)
class Version:
    """The same conversation in another language."""

    slug: str
    language: str
    title: str


@dataclass
class Around:
    """What stands around the talk.

    The next day on which more is asked, the last note and whether there are earlier ones, whether it was heard; the
    cities heard so far with how many contributions came from each; what lies on the shelf; a member's visit before
    this one; how many texts answer no question.
    """

    more_on: date | None = None
    notes: list[Note] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    is_heard: bool = False
    cities: list[tuple[str, int]] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    visit: Visit | None = None
    apart: int = 0


def fetch_whole(slug: str, membership: Membership | None, language: str) -> tuple[Dialogue, Around]:
    """The dialogue at this address with what stands around its talk, by one query; or 404.

    `language` is the reader's, in which cities are named.
    """
    who, _me = reader(membership)
    found = _whole.rows(who, slug=slug, by=membership and membership.pk)
    if not found:
        raise Http404
    (dialogue,) = found
    today = rules.today_of(dialogue)
    return dialogue, Around(
        more_on=min(
            (day for day in dialogue.round_days if day and today < day <= dialogue.closes_on), default=None
        ),
        notes=[Note(**note | {"at": datetime.fromisoformat(note["at"])}) for note in dialogue.notes],
        versions=[Version(**other) for other in dialogue.others],
        is_heard=dialogue.is_heard,
        cities=[(one["names"].get(language, one["name"]), one["said"]) for one in dialogue.heard_from],
        resources=[_resource(**one) for one in dialogue.shelved],
        visit=_visited(**dialogue.visited) if dialogue.visited else None,
        apart=dialogue.apart or 0,
    )


@Prepared
def _whole(who: str, *, slug: str, by: int | None) -> Any:
    seen_by = standing_for(who, by)
    rounds = Round.objects.filter(dialogue=OuterRef("pk")).order_by("number").values("opens_on")
    notes = Wrap.objects.filter(dialogue=OuterRef("pk"), standing="public").order_by("-at", "-pk")
    shown = JSONObject(html="html", language="language", by="by__name", at="at")
    reachable = Dialogue.objects.visible_to(seen_by).with_hosts().select_related("community", "follows")
    return reachable.filter(slug=slug).annotate(
        round_days=ArraySubquery(rounds),
        notes=ArraySubquery(notes.values(note=shown)[:2]),
        others=ArraySubquery(_versions(seen_by)),
        is_heard=Exists(Synthesis.objects.filter(dialogue=OuterRef("pk"), published_at__isnull=False)),
        heard_from=ArraySubquery(_cities()),
        shelved=ArraySubquery(_shelved()),
        visited=Subquery(_visit(by)),
        apart=Subquery(_apart()),
    )


def _cities() -> Any:
    """The cities heard so far in each dialogue asked for, most first."""
    counted = Tally.objects.filter(
        community_id=OuterRef("community_id"), dialogue=OuterRef("pk"), city__isnull=False
    ).values("city", "city__name", "city__names")
    rows = counted.annotate(said=Sum("delta")).filter(said__gt=0).order_by("-said", "city")[:CITIES]
    return rows.values(told=JSONObject(name="city__name", names="city__names", said="said"))


def _apart() -> Any:
    counted = Tally.objects.filter(
        community_id=OuterRef("community_id"), dialogue=OuterRef("pk"), question=None
    ).order_by()
    return counted.values("dialogue").annotate(said=Sum("delta")).values("said")


def _shelved() -> Any:
    named = JSONObject(geonames_id="city__geonames_id", name="city__name", names="city__names")
    fields = {name: name for name in ("id", "origin", "title", "note", "language", "address", "file", "size")}
    return shelf.shown(OuterRef("pk")).values(told=JSONObject(**fields, city=named))


def _resource(city: dict[str, Any], **told: Any) -> Resource:
    return Resource(**told, city=City(**city) if city["geonames_id"] else None)


def _visit(by: int | None) -> Any:
    mine = Visit.objects.filter(dialogue=OuterRef("pk"), by=by) if by is not None else Visit.objects.none()
    return mine.values(told=JSONObject(id="id", last="last", before="before"))


def _visited(last: str, before: str | None, **told: Any) -> Visit:
    return Visit(
        **told,
        last=datetime.fromisoformat(last),
        before=datetime.fromisoformat(before) if before else None,
    )


def _versions(membership: Membership | None) -> Any:
    """The other languages of each dialogue asked for, the one it was made in first."""
    first = Coalesce(OuterRef("version_of"), OuterRef("pk"))
    rows = Dialogue.objects.visible_to(membership).annotate(first=first).exclude(pk=OuterRef("pk"))
    same = rows.filter(Q(pk=F("first")) | Q(version_of=F("first"))).order_by("pk")
    return same.values(other=JSONObject(slug="slug", language="language", title="title"))
