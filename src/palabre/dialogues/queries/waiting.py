"""Whose words nobody has answered yet: first words here before all others, in each the longest wait first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Window
from django.db.models.fields import BooleanField
from django.db.models.functions import Coalesce

from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit import clock
from palabre.kit.numbers import Cursor

SHOWN = 20
MARK = timedelta(hours=16)
"""How long nobody should wait for an answer."""
_FIRST = "first-"


@dataclass
class Waiting:
    """A page of those who wait.

    `many` wait from its beginning on, `late` of them longer than anybody should. `following` is where the next page
    begins, "" on the last. `first` holds the numbers of those that are the first their author said in the community.
    """

    said: list[Contribution] = field(default_factory=list)
    many: int = 0
    late: int = 0
    following: str = ""

    @property
    def first(self) -> set[int]:
        """Nobody's first contribution goes unanswered."""
        return {said.pk for said in self.said if getattr(said, "is_first", False)}


def waiting(dialogue: Dialogue, after: str = "") -> Waiting:
    """A page of a dialogue's unanswered words, after the `following` of the page before; by one query.

    Among them are replies, where they are somebody's first words and nobody took them up. Anybody's answer is one,
    except what somebody adds to their own words.
    """
    own = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, standing="public"
    )
    seated = dialogue.seats.exclude(membership=None).values("membership")
    is_first = Q(author__isnull=False) & ~Exists(_said_before())
    rows = (
        own.filter((Q(answers=None) & ~Exists(_by_others(own))) | _first_words_in_reply(own))
        .exclude(author__in=seated)
        .exclude(channel="import")
        .annotate(is_first=ExpressionWrapper(is_first, output_field=BooleanField()))
        .filter(_later(after))
        .annotate(many=Window(Count("pk")), late=Window(Count("pk", filter=Q(said_at__lt=_mark()))))
    )
    found: list[Any] = list(rows.with_speakers().order_by(F("is_first").desc(), "said_at", "pk")[: SHOWN + 1])
    if not found:
        return Waiting()
    page = found[:SHOWN]
    following = _place(page[-1]) if len(found) > SHOWN else ""
    return Waiting(page, found[0].many, found[0].late, following)


def _mark() -> datetime:
    return clock.now() - MARK


def _place(said: Any) -> str:
    return f"{_FIRST if said.is_first else ''}{Cursor(said.said_at, said.pk)}"


def _later(after: str) -> Q:
    """What stands after a place in the list; all of it for anything that is no such place."""
    among_first = after.startswith(_FIRST)
    cursor = Cursor.parse(after.removeprefix(_FIRST))
    if cursor is None:
        return Q()
    beside = cursor.after("said_at") & Q(is_first=among_first)
    return beside | Q(is_first=False) if among_first else beside


def _first_words_in_reply(own: Any) -> Q:
    """Replies with which their author came in, under words that are shown, while nobody else spoke there after them.

    Replies stand one level deep: what answers one stands beside it.
    """
    since = _by_others(own, to="answers").filter(pk__gt=OuterRef("pk"))
    has_place = Q(answers__standing__in=("public", "withdrawn"), author__isnull=False)
    return has_place & ~Exists(_said_before()) & ~Exists(since)


def _by_others(own: Any, to: str = "pk") -> Any:
    """Replies to a contribution, or `to` what it answers, save those by whoever said it.

    Of carried words that is the name they were taken down under: who took them down may well answer them.
    """
    who = {"by": Coalesce("author", 0), "from_seat": Coalesce("seat", 0)}
    replies = own.filter(answers=OuterRef(to)).annotate(**who)
    same_name = Q(said_by=OuterRef("said_by"), taken_down_by=OuterRef("taken_down_by")) & ~Q(said_by="")
    return (
        replies.exclude(by=Coalesce(OuterRef("author"), -1))
        .exclude(from_seat=Coalesce(OuterRef("seat"), -1))
        .exclude(same_name, channel="carried")
    )


def _said_before() -> Any:
    """What its author had said in the community before a contribution."""
    return Contribution.objects.filter(author=OuterRef("author"), pk__lt=OuterRef("pk"))
