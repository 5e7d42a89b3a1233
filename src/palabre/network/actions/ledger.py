"""Money that follows from assignments. Amounts never change."""

from __future__ import annotations

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.kit import clock
from palabre.network.models import Assignment, LedgerLine


@transaction.atomic
def agree(*, assignment: Assignment) -> LedgerLine | None:
    """Write the fee down as agreed; an assignment without a fee has no line."""
    if not assignment.fee:
        return None
    made, _new = LedgerLine.objects.get_or_create(
        community_id=assignment.community_id,
        assignment=assignment,
        kind=LedgerLine.Kind.FEE,
        defaults={
            "correspondent_id": assignment.correspondent_id,
            "engagement_id": assignment.engagement_id,
            "amount": assignment.fee,
            "currency": assignment.currency,
            "agreed_at": clock.now(),
        },
    )
    record("network.fee_agreed", made, assignment=assignment.pk)
    return made


@transaction.atomic
def earn(*, assignment: Assignment) -> None:
    """The fee agreed on is earned."""
    lines = LedgerLine.objects.filter(
        community_id=assignment.community_id, assignment=assignment, state=LedgerLine.State.AGREED
    )
    for line in lines:
        line.state, line.earned_at = LedgerLine.State.EARNED, clock.now()
        line.save(update_fields=["state", "earned_at"])
        record("network.fee_earned", line, assignment=assignment.pk)
