"""What the worker does for dialogues: it writes down what the clock has already done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from palabre.chronicle.entries import record
from palabre.communities.models import Community
from palabre.dialogues import rules
from palabre.dialogues.actions.shelving import note_trouble
from palabre.dialogues.models import Dialogue, Tally
from palabre.dialogues.queries import shelf
from palabre.kit import clock, outside, tenancy

NEWS: Final[dict[str, str]] = {
    rules.State.OPEN: "dialogues.dialogue_opened",
    rules.State.IN_SYNTHESIS: "dialogues.dialogue_closed",
    rules.State.ARCHIVED: "dialogues.dialogue_archived",
}
FOLD_OVER = 100
"""Deltas of one dialogue, beyond one for each thing counted, that are worth folding."""


def note_states() -> int:
    """Record each change of state once, in every community. Returns how many changed.

    Nothing depends on it but news: pages and forms ask the clock. A worker that was stopped for days notes the
    state it finds, not those it missed.
    """
    changed = 0
    for community in Community.objects.all():
        with tenancy.community(community):
            changed += sum(_note(dialogue) for dialogue in _unsettled(community))
    return changed


def fold_tallies() -> int:
    """Replace many deltas of a dialogue by their sum; returns how many rows went."""
    gone = 0
    for community in Community.objects.all():
        with tenancy.community(community):
            gone += _fold(community)
    return gone


def check_links() -> int:
    """Try addresses on shelves that were not tried for a week, a few in each community; returns how many.

    The demo tries none: nothing of it leaves this machine.
    """
    tried = 0
    for community in Community.objects.all() if not settings.DEMO else []:
        with tenancy.community(community):
            due = shelf.to_check(clock.now())
        found = [(pk, outside.trouble_of(address)) for pk, address in due]
        with tenancy.community(community):
            for pk, trouble in found:
                note_trouble(resource_id=pk, trouble=trouble, at=clock.now())
        tried += len(found)
    return tried


def _unsettled(community: Community) -> list[Dialogue]:
    tomorrow = clock.today(community.time_zone) + timedelta(days=1)
    unsettled = Dialogue.objects.filter(community=community, opens_on__lte=tomorrow, held=False)
    return list(unsettled.exclude(noted_state=Dialogue.State.ARCHIVED).select_related("community"))


def _note(dialogue: Dialogue) -> bool:
    with transaction.atomic():
        locked = Dialogue.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
            "community"
        )
        held = locked.filter(pk=dialogue.pk).first()
        if held is None:
            return False
        now = rules.state(held)
        if now == rules.State.OPEN and rules.today_of(held) == held.closes_on and held.noted_state == now:
            return _note_last_day(held)
        # Back before its first day, by its host or by a clock set back: nobody is told that it has not opened.
        if now in (held.noted_state, rules.State.UPCOMING):
            return False
        held.noted_state = now
        held.save(update_fields=["noted_state"])
        record(NEWS[now], held)
        return True


def _note_last_day(dialogue: Dialogue) -> bool:
    if dialogue.last_day_noted:
        return False
    dialogue.last_day_noted = True
    dialogue.save(update_fields=["last_day_noted"])
    record("dialogues.last_day_began", dialogue)
    return True


def _fold(community: Community) -> int:
    """Dialogues with many more deltas than things counted, each thing's into one."""
    rows = Tally.objects.filter(community=community)
    groups = rows.values("dialogue_id", "question_id", "city_id").annotate(many=Count("pk"))
    worth: dict[int, list[Any]] = {}
    for group in groups:
        if group["many"] > 1:
            worth.setdefault(group["dialogue_id"], []).append(group)
    gone = 0
    for of_dialogue in worth.values():
        if sum(group["many"] - 1 for group in of_dialogue) > FOLD_OVER:
            for group in of_dialogue:
                group.pop("many")
                gone += _fold_group(community, group)
    return gone


def _fold_group(community: Community, group: dict[str, Any]) -> int:
    with transaction.atomic():
        same = {
            f"{name}__isnull" if of is None else name: True if of is None else of
            for name, of in group.items()
        }
        rows = Tally.objects.filter(community=community, **same)
        seen = list(rows.select_for_update(skip_locked=True).values_list("pk", "delta"))
        Tally.objects.filter(pk__in=[pk for pk, _delta in seen]).delete()
        Tally.objects.create(community=community, delta=sum(delta for _pk, delta in seen), **group)
        return len(seen) - 1
