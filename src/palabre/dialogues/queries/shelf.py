"""What lies on a dialogue's shelf, what waits for a host, whose address no longer answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Dialogue, Resource
from palabre.dialogues.models.reach import KEEPERS
from palabre.kit import tenancy

CHECK_AGAIN = timedelta(days=7)
AT_ONCE = 20


def shown(dialogue: Any) -> Any:
    """What everybody sees on the shelf of a dialogue, or of each that an outer query asks for, by origin."""
    rows = Resource.objects.filter(community_id=tenancy.current_community_id(), dialogue=dialogue)
    return rows.filter(waits=False, standing="public").order_by("-origin", "pk")


def for_hosts(dialogue: Dialogue) -> list[Resource]:
    """What waits to be accepted, and what no longer answers; not what a moderator has to read first or took down."""
    rows = dialogue.resources.filter(Q(waits=True) | ~Q(trouble=""), standing="public").select_related(
        "sent_by"
    )
    return list(rows.order_by("-waits", "pk"))


def reachable(pk: int, membership: Membership | None) -> Resource | None:
    """One thing, for whoever may see it: everybody once it is accepted, before that its sender and the hosts.

    What waits for a moderator or was taken down is its sender's and the keepers' alone.
    """
    dialogues = Dialogue.objects.visible_to(membership)
    rows = Resource.objects.filter(community_id=tenancy.current_community_id(), dialogue__in=dialogues)
    found = rows.filter(pk=pk).select_related("dialogue__community").first()
    if found is None or (found.standing == "public" and not found.waits):
        return found
    is_theirs = membership is not None and found.sent_by_id == membership.pk
    if found.standing != "public":
        keeps = membership is not None and membership.has(*KEEPERS)
        return found if is_theirs or keeps else None
    return found if is_theirs or rules.may_host(found.dialogue, membership) else None


def to_check(now: datetime) -> list[tuple[int, str]]:
    """Addresses not tried lately, in the community we are in, those never tried first."""
    due = Q(checked_at=None) | Q(checked_at__lt=now - CHECK_AGAIN)
    rows = Resource.objects.filter(due, community_id=tenancy.current_community_id()).exclude(address="")
    ordered = rows.order_by(F("checked_at").asc(nulls_first=True), "pk")
    return list(ordered.values_list("pk", "address")[:AT_ONCE])
