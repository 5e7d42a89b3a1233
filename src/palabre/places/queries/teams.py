"""Who is in which city's team, and who lives where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from palabre.communities.models import Membership
from palabre.kit import clock, tenancy
from palabre.places.models import Home, Hub, TeamMember


def team(hub: Hub) -> list[TeamMember]:
    """Those in a city's team today who have not left, longest there first."""
    return teams([hub])[hub.pk]


def teams(hubs: Iterable[Hub]) -> dict[int, list[TeamMember]]:
    """The teams of several cities by the hub's number, in one query."""
    rows = _today().filter(hub__in=[hub.pk for hub in hubs], membership__left_at=None)
    found: dict[int, list[TeamMember]] = defaultdict(list)
    for row in rows.select_related("membership__person").order_by("since", "pk"):
        found[row.hub_id].append(row)
    return found


def is_in_team(membership: Membership, city_id: int) -> bool:
    """Whether somebody is in the team of this city today."""
    return _today().filter(membership=membership, hub__city_id=city_id).exists()


def cities_of(membership: Membership) -> QuerySet[TeamMember, int]:
    """The numbers of the cities in whose team somebody is today."""
    return _today().filter(membership=membership).values_list("hub__city_id", flat=True)


def homes(memberships: Iterable[Membership]) -> dict[int, Home]:
    """Where members say they live, by the membership's number; who has not said is missing."""
    rows = Home.objects.filter(membership__in=[membership.pk for membership in memberships])
    return {home.membership_id: home for home in rows.select_related("city")}


def _today() -> QuerySet[TeamMember]:
    today = clock.today("UTC")
    here = TeamMember.objects.filter(community_id=tenancy.current_community_id(), since__lte=today)
    return here.filter(Q(until=None) | Q(until__gte=today))
