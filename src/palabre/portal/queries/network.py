"""The front page of the network: communities everybody may know of, whose they are, which cities they cover."""

from __future__ import annotations

from dataclasses import dataclass, field

from palabre.communities.models import Community, Engagement, EngagementFunder
from palabre.communities.queries import open_communities
from palabre.kit import clock, tenancy
from palabre.places.queries.hubs import City, Hub, cities_covered
from palabre.places.queries.hubs import doors as doors_to


@dataclass
class Door:
    """An open community with its funders' names."""

    community: Community
    funders: list[str] = field(default_factory=list)


@dataclass
class Network:
    """What the bare host shows; `hubs` by city, where it has a page. Never a person."""

    doors: list[Door]
    cities: list[City]
    hubs: dict[int, Hub]


def network() -> Network:
    """Open communities only: a private one, or one shown to a possible funder, does not exist here."""
    with tenancy.everywhere(
        reason="the network's front page: open communities, their funders, the cities covered"
    ):
        doors = {community.pk: Door(community) for community in open_communities()}
        parts = (
            EngagementFunder.objects.filter(community__in=list(doors)).select_related("funder").order_by("pk")
        )
        for part in parts:
            names = doors[part.community_id].funders
            if part.funder.name not in names:
                names.append(part.funder.name)
        communities = [door.community for door in doors.values()]
        return Network(list(doors.values()), cities_covered(communities), doors_to(communities))


def engagement_of(community: Community) -> Engagement | None:
    """The engagement that runs today, else the one that ended last, else the first to come."""
    today = clock.today(community.time_zone)
    rows = list(Engagement.objects.filter(community=community).order_by("-starts"))
    begun = [one for one in rows if one.starts <= today]
    return begun[0] if begun else (rows[-1] if rows else None)
