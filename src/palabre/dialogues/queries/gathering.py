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
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Gloss, Seat
from palabre.dialogues.queries.threads import Thread
from palabre.dialogues.queries.wanted import PICKED, PINNED, Wanted, reader, standing_for
from palabre.kit.prepared import Prepared, Statement

REPLIES_IN_A_LIST = 2


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
    for what, pk, at in _numbers([one.statement for one in wanted if one.statement is not None]):
        moments.setdefault(what, {})[pk] = at
    for what, at_of in moments.items():
        backwards = what == PICKED
        found.numbers[what] = sorted(at_of, key=lambda pk: (at_of[pk], pk), reverse=backwards)
    shown = {one.what for one in wanted if one.shown}
    roots = {pk for what, numbers in found.numbers.items() if what in shown for pk in numbers}
    who, me = reader(membership)
    rows = {one.pk: one for one in _with_replies.rows(who, me=me, numbers=sorted(roots))}
    found.replies = {pk: one.under for pk, one in rows.items()}
    under = {pk for numbers in found.replies.values() for pk in numbers} - roots
    found.rows = rows | {one.pk: one for one in _alone.rows(numbers=sorted(under))}
    return found


def _numbers(statements: Sequence[Statement]) -> list[tuple[str, int, datetime]]:
    """What each list finds, all of them asked at once."""
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"({sql})" for sql, _values in statements),
            [value for _sql, values in statements for value in values],
        )
        found: list[tuple[str, int, datetime]] = cursor.fetchall()
    return found


@Prepared
def _with_replies(who: str, *, me: int | None, numbers: list[int]) -> Any:
    replies = Contribution.objects.placed_for(standing_for(who, me)).filter(answers=OuterRef("pk"))
    first = replies.said_in_order().values("pk")[: REPLIES_IN_A_LIST + 1]
    return with_all_shown(Contribution.objects.filter(pk__in=numbers)).annotate(under=ArraySubquery(first))


@Prepared
def _alone(*, numbers: list[int]) -> Any:
    return with_all_shown(Contribution.objects.filter(pk__in=numbers))


def with_all_shown(said: Any) -> Any:
    """With the speaker, the round, and `glossed`: what hosts say in other languages that it says, by whom."""
    glosses = Gloss.objects.filter(contribution=OuterRef("pk"), standing="public").order_by("pk")
    glossed = glosses.values(
        told=JSONObject(pk="pk", text="text", language="language", by="by__name", by_id="by_id")
    )
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
