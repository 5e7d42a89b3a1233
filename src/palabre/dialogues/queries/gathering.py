"""Which contributions a page of a dialogue shows: their numbers by one query, all that is shown of them by another, and
all that is shown of the replies by a third.

However many are asked for, in however many lists, and however many there are besides: each list reads its own first
rows, and each of these the first of its replies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Value
from django.db.models.functions import JSONObject

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Gloss, Seat
from palabre.dialogues.queries.threads import Thread

REPLIES_IN_A_LIST = 2
ANSWERS, PINNED, PICKED = "answers", "pinned", "picked"


@dataclass(frozen=True)
class Wanted:
    """The first `most` of `rows`, which stand in the order of `by`, and what they are wanted as.

    Of what is not `shown` the numbers are found, and nothing else.
    """

    what: str
    rows: Any
    most: int
    by: str = "said_at"
    shown: bool = True


@dataclass
class Gathered:
    """What was found: numbers by what they were wanted as, the numbers of their replies, and the rows."""

    numbers: dict[str, list[int]] = field(default_factory=dict)
    replies: dict[int, list[int]] = field(default_factory=dict)
    rows: dict[int, Contribution] = field(default_factory=dict)

    def said(self, what: str) -> list[Contribution]:
        """Rows that were wanted as this, in their own order."""
        return [self.rows[pk] for pk in self.numbers.get(what, []) if pk in self.rows]

    def threads(self, numbers: Collection[int], seated: Sequence[Seat]) -> list[Thread]:
        """Contributions as they were said, each with its first replies; those that are pinned say so."""
        pinned = set(self.numbers.get(PINNED, []))
        found = as_threads(in_order(self.rows[pk] for pk in set(numbers)), seated)
        for one in found:
            under = as_threads(in_order(self.rows[pk] for pk in self.replies.get(one.said.pk, [])), seated)
            one.replies, one.more_replies = under[:REPLIES_IN_A_LIST], len(under) > REPLIES_IN_A_LIST
            one.pinned = one.said.pk in pinned
        return found


def gather(wanted: Sequence[Wanted], membership: Membership | None) -> Gathered:
    """Find what is wanted, with the first replies to it that this member may see."""
    found = Gathered()
    moments: dict[str, dict[int, datetime]] = {}
    for what, pk, at in _numbers(wanted):
        moments.setdefault(what, {})[pk] = at
    for what, at_of in moments.items():
        backwards = what == PICKED
        found.numbers[what] = sorted(at_of, key=lambda pk: (at_of[pk], pk), reverse=backwards)
    shown = {one.what for one in wanted if one.shown}
    roots = {pk for what, numbers in found.numbers.items() if what in shown for pk in numbers}
    rows = _rows(roots, under=_replies(membership))
    found.replies = {pk: one.under for pk, one in rows.items()}
    found.rows = rows | _rows({pk for numbers in found.replies.values() for pk in numbers} - roots)
    return found


def _numbers(wanted: Sequence[Wanted]) -> Any:
    # Nothing but numbers: what is shown of each is asked once for all of them, not in each list's own statement.
    lists = [
        one.rows.annotate(what=Value(one.what, output_field=CharField()), moment=F(one.by)).values_list(
            "what", "pk", "moment"
        )[: one.most]
        for one in wanted
    ]
    return lists[0].union(*lists[1:], all=True) if len(lists) > 1 else lists[0]


def _replies(membership: Membership | None) -> ArraySubquery:
    replies = Contribution.objects.placed_for(membership).filter(answers=OuterRef("pk")).said_in_order()
    return ArraySubquery(replies.values("pk")[: REPLIES_IN_A_LIST + 1])


def _rows(numbers: Collection[int], **more: ArraySubquery) -> dict[int, Any]:
    if not numbers:
        return {}
    rows = with_all_shown(Contribution.objects.filter(pk__in=numbers))
    return {one.pk: one for one in rows.annotate(**more)}


def with_all_shown(said: Any) -> Any:
    """With the speaker, the round, and `glossed`: what hosts say in other languages that it says, by whom."""
    glosses = Gloss.objects.filter(contribution=OuterRef("pk"), standing="public").order_by("pk")
    glossed = glosses.values(told=JSONObject(pk="pk", text="text", language="language", by="by__name"))
    return said.with_speakers().select_related("round").annotate(glossed=ArraySubquery(glossed))


def in_order(said: Iterable[Contribution]) -> list[Contribution]:
    """As they were said."""
    return sorted(said, key=lambda one: (one.said_at, one.pk))


def as_threads(said: Iterable[Contribution], seated: Sequence[Seat]) -> list[Thread]:
    """With the part each speaker has, and the face the panel shows of them, else their own."""
    own = {seat.membership_id: seat for seat in seated if seat.membership_id}
    faces = {seat.pk: seat.face for seat in seated}
    found = []
    for one in said:
        seat = one.seat or own.get(one.author_id or 0)
        face = faces.get(seat.pk) if seat else None
        found.append(
            Thread(
                one, seat.kind if seat else "", face or (one.author.shown_portrait if one.author else None)
            )
        )
    return found
