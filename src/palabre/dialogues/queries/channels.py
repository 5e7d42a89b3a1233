"""Channels and the discussions hosted in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from palabre.communities.models import Community, Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Channel, Dialogue, Seat
from palabre.dialogues.queries.lists import newest_first
from palabre.kit import tenancy

ON_A_PAGE = 30


@dataclass
class Hosted:
    """A discussion, who hosts it, and what the clock says of it."""

    dialogue: Dialogue
    state: str
    hosts: list[str] = field(default_factory=list)


def channels(community: Community) -> list[Channel]:
    """All of a community's, by name."""
    return list(Channel.objects.filter(community=community).order_by("name", "pk"))


def fetch(slug: str) -> Channel:
    """The channel at this address, or 404."""
    rows = Channel.objects.filter(community_id=tenancy.current_community_id())
    found: Channel = get_object_or_404(rows, slug=slug)
    return found


def hosted_in(channel: Channel, membership: Membership | None, before: str = "") -> tuple[list[Hosted], str]:
    """Its discussions, the newest first, and where the list goes on ("" at its end)."""
    hosts = Prefetch("seats", Seat.objects.filter(kind=Seat.Kind.HOST).order_by("place_in_row", "pk"))
    rows = Dialogue.objects.visible_to(membership).filter(channel=channel, version_of=None)
    rows = rows.select_related("community").prefetch_related(hosts)
    page, older = newest_first(rows, before, ON_A_PAGE)
    return [Hosted(one, rules.state(one), [s.name for s in one.seats.all()]) for one in page], older
