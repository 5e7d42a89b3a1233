"""What needs the hosts of a dialogue, and who was not heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, Question, Seat
from palabre.places.models import City

SHOWN = 20


@dataclass
class Needs:
    """Answers without a reply (oldest first), seats that have not spoken, questions without an answer."""

    unanswered: list[Contribution]
    silent: list[Seat]
    empty: list[Question]

    @property
    def many(self) -> int:
        """How many things in all."""
        return len(self.unanswered) + len(self.silent) + len(self.empty)


@dataclass
class NotHeard:
    """Languages and cities one would have expected to hear from."""

    languages: list[str]
    cities: list[City]


def needs(dialogue: Dialogue) -> Needs:
    """First voices without an answer before all: nobody's first contribution goes unanswered."""
    own = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, standing="public"
    )
    replies = own.filter(answers=OuterRef("pk"))
    seated = dialogue.seats.exclude(membership=None).values("membership")
    unanswered = (
        own.filter(~Exists(replies), answers=None).exclude(author__in=seated).exclude(channel="import")
    )
    spoke = own.filter(Q(author=OuterRef("membership")) | Q(seat=OuterRef("pk")))
    silent = dialogue.seats.filter(~Exists(spoke)).exclude(kind__in=("host", "speaker"))
    questions = dialogue.questions.filter(round__opens_on__lte=rules.today_of(dialogue))
    empty = questions.annotate(said=Count("contributions")).filter(said=0)
    return Needs(
        list(unanswered.with_speakers().said_in_order()[:SHOWN]),
        list(silent.order_by("place_in_row")),
        list(empty.order_by("number")),
    )


def not_heard(dialogue: Dialogue) -> NotHeard:
    """From the data: the community's languages nobody wrote in and its cities nobody spoke from."""
    said = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, standing="public"
    )
    heard = set(said.values_list("language", flat=True))
    places = set(said.exclude(city=None).values_list("city_id", flat=True))
    expected = City.objects.filter(hubs__community_id=dialogue.community_id)
    return NotHeard(
        [tag for tag in dialogue.community.languages if tag not in heard],
        list(expected.exclude(pk__in=places).order_by("name")),
    )


def waiting_since(said: Contribution, now: datetime) -> int:
    """Whole hours since it was said."""
    return int((now - said.said_at).total_seconds() // 3600)
