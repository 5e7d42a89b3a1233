"""Moving the days of a dialogue."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Dialogue
from palabre.dialogues.refusals import Refusal


@transaction.atomic
def move_days(
    *, dialogue: Dialogue, opens_on: date, closes_on: date, synthesis_due: date | None, by: Membership
) -> Dialogue:
    """Give a dialogue other days; a last day that is over closes it at once, since the clock alone decides.

    Questions that were to come after the new last day wait for a host to show them.

    Raises `Refusal` where `by` is no host, the days are turned round, or the dialogue is archived: what was promised
    then has been kept or not, and stays so.
    """
    held: Dialogue = (
        Dialogue.objects.select_for_update(of=("self",)).select_related("community").get(pk=dialogue.pk)
    )
    if not rules.may_host(held, by) or rules.state(held) == rules.State.ARCHIVED:
        raise Refusal.not_yours()
    if closes_on < opens_on or (synthesis_due is not None and synthesis_due < closes_on):
        raise Refusal.dates_turned()
    was = {"opened_on": held.opens_on.isoformat(), "closed_on": held.closes_on.isoformat()}
    held.opens_on, held.closes_on, held.synthesis_due = opens_on, closes_on, synthesis_due
    # A new last day is announced as the old one was.
    held.last_day_noted = False
    held.save(update_fields=["opens_on", "closes_on", "synthesis_due", "last_day_noted"])
    late = held.rounds.filter(opens_on__gt=max(closes_on, rules.today_of(held)))
    late.update(opens_on=None, released_at=None)
    record("dialogues.days_moved", held, by=by, **was)
    return held
