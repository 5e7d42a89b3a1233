"""What is asked of whom."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Sum

from palabre.communities.models import Community, Membership
from palabre.kit import clock
from palabre.network.actions.assigning import hash_of
from palabre.network.models import Assignment, LedgerLine

State = Assignment.State
# A desk shows five states of anything; the finer ones are for the record (`TRADE.md`).
STAGES: Final[dict[str, str]] = {
    State.DRAFT: "asked",
    State.OFFERED: "asked",
    State.COUNTERED: "asked",
    State.ACCEPTED: "agreed",
    State.IN_PROGRESS: "agreed",
    State.FILED: "filed",
    State.COMPLETED: "published",
}
CLOSED = "closed"
WORKING = (State.OFFERED, State.COUNTERED, State.ACCEPTED, State.IN_PROGRESS, State.FILED)


@dataclass
class Owed:
    """What a correspondent is owed in one currency and state."""

    currency: str
    state: str
    amount: Decimal


def stage(assignment: Assignment) -> str:
    """asked · agreed · filed · published · closed."""
    return STAGES.get(assignment.state, CLOSED)


def by_token(pk: int, token: str) -> Assignment | None:
    """The assignment this mail was about, while it can still be answered by it."""
    found: Assignment | None = (
        _with_people(Assignment.objects.all()).filter(pk=pk, reply_token_hash=hash_of(token)).first()
    )
    if found is None or found.reply_until is None or found.reply_until < clock.now():
        return None
    return found


def of(membership: Membership) -> list[Assignment]:
    """What is asked of a correspondent now, soonest due first."""
    rows = Assignment.objects.filter(
        community_id=membership.community_id, membership=membership, state__in=WORKING
    )
    return list(_with_people(rows).order_by("due_at"))


def owed(membership: Membership) -> list[Owed]:
    """What this community agreed to pay them, added up by currency and state."""
    lines = LedgerLine.objects.filter(
        community_id=membership.community_id, correspondent__person_id=membership.person_id
    ).exclude(state__in=("cancelled", "reversed", "failed"))
    rows = lines.values_list("currency", "state").annotate(total=Sum("amount")).order_by("currency", "state")
    return [Owed(currency, state, amount) for currency, state, amount in rows]


def at_desk(community: Community) -> list[Assignment]:
    """All that is under way, soonest due first."""
    rows = Assignment.objects.filter(community=community, state__in=WORKING)
    return list(_with_people(rows).order_by("due_at", "pk")[:200])


def _with_people(rows: Any) -> Any:
    return rows.select_related(
        "membership__person", "membership__community", "hub__city", "offered_by", "correspondent"
    )
