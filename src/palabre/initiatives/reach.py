"""Fetching is checking: initiatives as a membership may see them (law 3)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from palabre.communities.models import Membership
from palabre.kit import tenancy
from palabre.places.queries import teams

KEEPERS = ("editor", "moderator", "manager")


class InitiativeQuerySet(models.QuerySet[Any]):
    """Initiatives of the community we are in."""

    def visible_to(self, membership: Membership | None) -> Self:
        """Public ones, one's own, and those in one's city while they wait; who keeps the community sees all."""
        here = self.filter(community_id=tenancy.current_community_id())
        if membership is None:
            return here.filter(standing="public")
        if membership.has(*KEEPERS):
            return here
        in_my_cities = Q(standing="pending", city__in=teams.cities_of(membership))
        return here.filter(Q(standing="public") | Q(added_by=membership) | in_my_cities)

    def listed(self) -> Self:
        """Without what was hidden or removed: that is reached from the moderators' queue alone."""
        return self.filter(standing__in=("public", "pending"))
