"""One page of a feed: the newest of everything wanted, and until when nothing of it can have changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from palabre.chronicle.models import Entry
from palabre.communities.models import Community, Membership
from palabre.exchange.feeds.item import Item
from palabre.exchange.feeds.sources import SOURCES
from palabre.exchange.feeds.wanted import Wanted
from palabre.kit import clock

ENTRIES_OF_A_PAGE = 30
SETTLED = timedelta(minutes=1)
"""What happened so lately may still be followed by something of the same second, which a date could not tell apart."""


def gather(wanted: Wanted, most: int = ENTRIES_OF_A_PAGE) -> tuple[list[Item], str]:
    """The entries of a page, newest first, and the cursor at which the next one begins ("" after the last)."""
    found = [item for source in SOURCES for item in source(wanted, most + 1)]
    found.sort(key=lambda item: item.place, reverse=True)
    page = found[:most]
    return page, str(page[-1].place) if len(found) > most else ""


def has_one_of_their_own(person: Membership, community: Community) -> bool:
    """Whether a member has a feed: only who said something in public."""
    return bool(gather(Wanted(community, person=person), 1)[0])


def last_change(wanted: Wanted, items: list[Item]) -> datetime | None:
    """When anything here last changed, where that lies safely behind; None where it may still be changing.

    Whatever is hidden, taken back or let through leaves an entry in the chronicle; whatever the clock lets out
    (an embargo, a Monday) is an entry of the feed with that moment.
    """
    latest = Entry.objects.filter(community_id=wanted.community.pk).order_by("-pk").first()
    moments = [item.updated for item in items] + ([latest.at] if latest else [])
    last = max(moments, default=wanted.community.founded_at)
    return last if last < clock.now() - SETTLED else None
