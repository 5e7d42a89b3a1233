"""Lists of dialogues."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from palabre.communities.models import Community, Membership
from palabre.dialogues.models import Dialogue, Outcome
from palabre.dialogues.queries.versions import told_in
from palabre.kit import clock
from palabre.kit.numbers import row_number

ARCHIVE_ON_A_PAGE = 20


@dataclass
class Shelf:
    """A community's dialogues by what the clock says of them; `older` is the day after which the archive goes on.

    Those `in_synthesis` are closed, and what was heard in them is still being written; `past` are the archived.
    """

    open: list[Dialogue]
    upcoming: list[Dialogue]
    past: list[Dialogue]
    older: str = ""
    in_synthesis: list[Dialogue] = field(default_factory=list)

    @property
    def closed(self) -> list[Dialogue]:
        """Those in which one may speak no more, the latest first."""
        return self.in_synthesis + self.past


def shelf(
    community: Community, membership: Membership | None, before: str = "", *, language: str = ""
) -> Shelf:
    """Open ones, those to come, those in synthesis, and a page of the archive, newest first.

    Each is in the reader's language where it is told in it.

    `before` is `older` of the page before.
    """
    found = _shelf(community, membership, before)
    parts = (found.open, found.upcoming, found.in_synthesis, found.past)
    told = iter(told_in([row for rows in parts for row in rows], membership, language))
    for rows in parts:
        rows[:] = [next(told) for _row in rows]
    return found


def _shelf(community: Community, membership: Membership | None, before: str) -> Shelf:
    today = clock.today(community.time_zone)
    seen = Dialogue.objects.visible_to(membership).filter(version_of=None).select_related("community")
    # As `rules.state` decides it.
    waits = Q(archived_at=None, closes_on__lt=today, synthesis_due__gte=today)
    lasts = Q(archived_at=None, closes_on__gte=today)
    past = seen.exclude(lasts).exclude(waits)
    page, older = newest_first(past, before, ARCHIVE_ON_A_PAGE)
    if before:
        return Shelf([], [], page, older)
    now = seen.filter(waits | (lasts & (Q(opens_on__gt=today) | Q(themes=None)))).order_by("-opens_on", "-pk")
    present = list(now)
    return Shelf(
        open=[one for one in present if one.opens_on <= today <= one.closes_on],
        in_synthesis=[one for one in present if one.closes_on < today],
        upcoming=[one for one in reversed(present) if one.opens_on > today],
        past=page,
        older=older,
    )


def newest_first(rows: Any, before: str, most: int) -> tuple[list[Dialogue], str]:
    """A page of dialogues by their first day, after a cursor; and the cursor of the next page, "" at the end."""
    day, _dash, number = before.rpartition("_")
    pk = row_number(number)
    if day and pk is not None and _is_day(day):
        rows = rows.filter(Q(opens_on__lt=day) | Q(opens_on=day, pk__lt=pk))
    page = list(rows.order_by("-opens_on", "-pk")[: most + 1])
    last = page[most - 1] if len(page) > most else None
    return page[:most], f"{last.opens_on}_{last.pk}" if last else ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass
class Sent:
    """An outcome with how late its answer is, in days; 0 when it is not."""

    outcome: Outcome
    days_over: int


def outcomes(
    community: Community, membership: Membership | None, dialogue: Dialogue | None = None
) -> list[Sent]:
    """Where findings went: those overdue first, the longest overdue at the top, then the newest."""
    today = clock.today(community.time_zone)
    reachable = Dialogue.objects.visible_to(membership)
    rows = Outcome.objects.filter(community=community, dialogue__in=reachable).select_related(
        "dialogue__community"
    )
    if dialogue is not None:
        rows = rows.filter(dialogue=dialogue)
    sent = [Sent(outcome, _days_over(outcome, today)) for outcome in rows.order_by("-sent_on", "-pk")]
    return sorted(sent, key=lambda s: -s.days_over)


def _days_over(outcome: Outcome, today: date) -> int:
    if outcome.answered_on is not None or outcome.answer_due is None:
        return 0
    return max((today - outcome.answer_due).days, 0)
