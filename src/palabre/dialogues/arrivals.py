"""The chronicle, read for who has arrived: whoever was invited to a seat by mail takes it on coming in."""

from __future__ import annotations

from palabre.chronicle.models import Entry
from palabre.communities.models import Membership
from palabre.dialogues.actions.hosting import take_seats


def read(entry: Entry) -> None:
    """Called once for each entry, inside its community."""
    arrived = _membership(entry)
    if arrived is None:
        return
    member = Membership.objects.filter(pk=arrived, left_at=None).select_related("person").first()
    if member is not None:
        take_seats(by=member)


def _membership(entry: Entry) -> int | None:
    if entry.verb == "communities.invitation_accepted":
        return int(entry.data["membership"])
    return entry.subject_id if entry.verb == "communities.member_joined" else None
