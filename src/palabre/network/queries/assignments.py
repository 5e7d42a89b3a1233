"""What is asked of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Sum

from palabre.communities.models import Community, Membership
from palabre.kit import clock, tenancy
from palabre.network.actions.assigning import hash_of
from palabre.network.models import Assignment, Correspondent, LedgerLine

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
LINK_HOLDS = timedelta(days=30)
"""How long after the day a story is due the link in the offer's mail still leads to sending it."""
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
    """The assignment this mail was about, while its link holds: until 30 days after the story is due.

    It dies with the correspondent's role. Whether an offer can still be answered is `may_answer`'s to say.
    """
    found: Assignment | None = (
        _with_people(Assignment.objects.all()).filter(pk=pk, reply_token_hash=hash_of(token)).first()
    )
    if found is None or found.due_at + LINK_HOLDS < clock.now():
        return None
    to = found.membership
    here = to.left_at is None and to.person.is_active
    return found if here and to.has("correspondent") else None


def may_answer(assignment: Assignment) -> bool:
    """It waits for an answer, and the time to answer is not over."""
    waiting = assignment.state in (State.OFFERED, State.COUNTERED)
    return waiting and assignment.reply_until is not None and assignment.reply_until >= clock.now()


def usual_terms(membership_id: int) -> dict[str, Any]:
    """The fee and currency a member usually works for, as far as they are known; called inside the community."""
    here = Membership.objects.filter(pk=membership_id, community_id=tenancy.current_community_id())
    found = Correspondent.objects.filter(person__in=here.values("person")).first()
    if found is None:
        return {}
    fee = found.usual_fee
    # A form shows 14000, not 14000.00.
    whole = fee is not None and fee == fee.to_integral_value()
    terms = {"fee": int(fee) if fee is not None and whole else fee, "currency": found.currency}
    return {name: value for name, value in terms.items() if value}


def usual_currencies(community: Community) -> dict[int, str]:
    """The currency each correspondent of a community usually works for, by the person's number."""
    here = Membership.objects.filter(community=community, left_at=None)
    rows = Correspondent.objects.filter(person__in=here.values("person")).exclude(currency="")
    return dict(rows.values_list("person_id", "currency"))


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
