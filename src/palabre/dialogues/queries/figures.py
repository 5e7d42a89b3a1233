"""What was said, answered, heard and sent, to be counted by the readers above.

Every function returns the rows themselves (or their groups), so that a count and the list behind it cannot differ.
Only what every reader of the community can reach is counted: public words in conversations that are neither held
nor private calls, whoever asks. Imported transcripts are somebody else's conversations and are left out.
Called inside the community; moments are aware, `begins` included and `ends` not; days are both included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from palabre.dialogues.models import Contribution, Dialogue, Outcome, Seat, Synthesis

CARRIED = Q(channel=Contribution.Channel.CARRIED)


@dataclass(frozen=True)
class Voices:
    """How much was said in one language or city (`key`): by people themselves, carried by a correspondent.

    `people` is how many different members and seats said the first; a carried voice has no account to tell by.
    """

    key: Any
    said: int
    carried: int
    people: int

    @property
    def all(self) -> int:
        """Both together."""
        return self.said + self.carried


@dataclass(frozen=True)
class FirstVoice:
    """When somebody first spoke, and when somebody else first answered, if ever."""

    said_at: datetime
    answered_at: datetime | None


def _public() -> Any:
    return Contribution.objects.visible_to(None).exclude(channel=Contribution.Channel.IMPORT)


def voices(
    begins: datetime,
    ends: datetime,
    *,
    language: str = "",
    city: int | None = None,
    no_city: bool = False,
    carried: bool | None = None,
    beyond: tuple[str, Sequence[Any]] | None = None,
) -> Any:
    """Contributions, perhaps in one language, from one city or from nowhere in particular, carried or not.

    `beyond` leaves out those whose `language` or `city_id` is one of these; what has no city stays in.
    """
    rows = _public().filter(said_at__gte=begins, said_at__lt=ends)
    if language:
        rows = rows.filter(language=language)
    if city is not None or no_city:
        rows = rows.filter(city=city)
    if carried is not None:
        rows = rows.filter(CARRIED) if carried else rows.exclude(CARRIED)
    if beyond is not None:
        field, keys = beyond
        rows = rows.exclude(**{f"{field}__in": keys})
    return rows


def voices_by(field: str, begins: datetime, ends: datetime) -> list[Voices]:
    """What was said, by `language` or by `city_id` (None where no city is known); the most said first."""
    groups = voices(begins, ends).order_by().values(field).annotate(**_counts())
    found = [Voices(group[field], group["said"], group["carried"], group["people"]) for group in groups]
    return sorted(found, key=lambda group: (-group.all, str(group.key)))


def all_voices(begins: datetime, ends: datetime, **narrowed: Any) -> Voices:
    """What was said in all, or narrowed as `voices` is, and by how many people."""
    found = voices(begins, ends, **narrowed).aggregate(**_counts())
    return Voices(None, found["said"], found["carried"], found["people"])


def _counts() -> dict[str, Any]:
    who = Coalesce(F("author_id"), F("seat__membership_id"), -F("seat_id"))
    return {
        "said": Count("pk", filter=~CARRIED),
        "carried": Count("pk", filter=CARRIED),
        "people": Count(who, filter=~CARRIED, distinct=True),
    }


def first_voices(begins: datetime, ends: datetime) -> Any:
    """The first thing each person ever said here, as rows with `answered_at`: when somebody else first replied.

    Replies are answers themselves, and who sits on the panel needs no welcome: neither is counted. A carried voice
    is somebody's first where the same name from the same city was not carried before.
    """
    roots = _public().filter(answers=None).annotate(place=Coalesce("city_id", 0))
    before = Q(said_at__lt=OuterRef("said_at")) | Q(said_at=OuterRef("said_at"), pk__lt=OuterRef("pk"))
    spoke = roots.filter(before, author=OuterRef("author"))
    carried = roots.filter(before, CARRIED, said_by=OuterRef("said_by"), place=OuterRef("place"))
    seated = Seat.objects.filter(dialogue=OuterRef("dialogue"), membership=OuterRef("author"))
    replies = (
        _public()
        .filter(answers=OuterRef("pk"))
        .annotate(by=Coalesce("author_id", 0))
        .exclude(by=Coalesce(OuterRef("author_id"), -1))
    )
    return (
        roots.filter(said_at__gte=begins, said_at__lt=ends, seat=None)
        .filter(
            Q(~CARRIED, ~Exists(spoke), ~Exists(seated), author__isnull=False) | Q(CARRIED, ~Exists(carried))
        )
        .annotate(answered_at=Subquery(replies.order_by("said_at").values("said_at")[:1]))
    )


def conversations(first: date, last: date) -> Any:
    """Conversations that opened on one of these days: not a theme's discussion, nor another language's version."""
    return Dialogue.objects.visible_to(None).filter(
        opens_on__gte=first, opens_on__lte=last, version_of=None, source=None, themes=None
    )


def heard(begins: datetime, ends: datetime) -> Any:
    """Conversations whose synthesis was published, in whichever language first."""
    published = Synthesis.objects.filter(
        dialogue=OuterRef("pk"), published_at__gte=begins, published_at__lt=ends
    )
    return _with_syntheses().filter(Exists(published))


def not_heard(first: date, last: date, today: date) -> Any:
    """Conversations that closed on one of these days and whose synthesis is overdue today."""
    published = Synthesis.objects.filter(dialogue=OuterRef("pk"), published_at__isnull=False)
    rows = _with_syntheses().filter(closes_on__gte=first, closes_on__lte=last, synthesis_due__lt=today)
    return rows.filter(~Exists(published))


def _with_syntheses() -> Any:
    return Dialogue.objects.visible_to(None).filter(version_of=None, source=None)


def outcomes(first: date, last: date, *, today: date, state: str = "") -> Any:
    """What was sent to somebody on one of these days; `state` is "" (all), `answered` or `overdue`."""
    rows = Outcome.objects.filter(
        dialogue__in=Dialogue.objects.visible_to(None), sent_on__gte=first, sent_on__lte=last
    ).select_related("dialogue")
    if state == "answered":
        return rows.filter(answered_on__isnull=False)
    if state == "overdue":
        return rows.filter(answered_on=None, answer_due__lt=today)
    return rows


def languages_spoken(begins: datetime, ends: datetime) -> Sequence[str]:
    """The languages something was said in."""
    return list(voices(begins, ends).order_by().values_list("language", flat=True).distinct())
