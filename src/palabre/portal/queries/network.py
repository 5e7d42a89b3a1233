"""The front page of the network: communities everybody may know of, whose they are, which cities they cover."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from palabre.communities.models import Community, Engagement, EngagementFunder
from palabre.communities.queries import open_communities
from palabre.kit import clock, tenancy
from palabre.kit.numbers import Cursor
from palabre.places.queries.hubs import City, Hub, cities_covered
from palabre.places.queries.hubs import doors as doors_to

ON_A_PAGE: Final = 20


@dataclass
class Door:
    """An open community with its funders' names."""

    community: Community
    funders: list[str] = field(default_factory=list)


@dataclass
class Network:
    """What the bare host shows; `hubs` by city, where it has a page. Never a person.

    `following` is the cursor of the next communities, "" where these are the last.
    """

    doors: list[Door]
    cities: list[City]
    hubs: dict[int, Hub]
    following: str = ""


def network(after: str = "") -> Network:
    """Open communities only: a private one, or one shown to a possible funder, does not exist here.

    A page of them, the oldest first, after a cursor; the cities are those of all.
    """
    with tenancy.everywhere(
        reason="the network's front page: open communities, their funders, the cities covered"
    ):
        page, following = _page(after)
        doors = {community.pk: Door(community) for community in page}
        parts = (
            EngagementFunder.objects.filter(community__in=list(doors)).select_related("funder").order_by("pk")
        )
        for part in parts:
            names = doors[part.community_id].funders
            if part.funder.name not in names:
                names.append(part.funder.name)
        every = open_communities()
        return Network(list(doors.values()), cities_covered(every), doors_to(every), following)


def _page(after: str) -> tuple[list[Community], str]:
    """Communities after a cursor, and where the next begin; the first of all where it is no cursor."""
    rows, place = open_communities(), Cursor.parse(after)
    if place is not None:
        rows = rows.filter(place.after("founded_at"))
    found = list(rows[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    return page, str(Cursor(page[-1].founded_at, page[-1].pk)) if len(found) > len(page) else ""


def engagement_of(community: Community) -> Engagement | None:
    """The engagement that runs today, else the one that ended last, else the first to come."""
    today = clock.today(community.time_zone)
    rows = list(Engagement.objects.filter(community=community).order_by("-starts"))
    begun = [one for one in rows if one.starts <= today]
    return begun[0] if begun else (rows[-1] if rows else None)
