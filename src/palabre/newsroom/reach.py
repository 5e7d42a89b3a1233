"""Fetching is checking: stories and themes as a membership may see them (law 3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from palabre.communities.models import Membership
from palabre.kit import clock, tenancy

DESK = ("editor", "manager")
SHOWN = ("published", "corrected")
WITHDRAWN = "killed"
TAKEN_DOWN = ("unpublished", "recalled")
"""What a moderator's decision makes of a story that readers have seen."""


def _next_out() -> datetime | None:
    """When the next story of the community we are in comes out of its embargo."""
    from palabre.newsroom.models import Story

    here = Story.objects.filter(community_id=tenancy.current_community_id())
    to_come = here.filter(publish_at__gt=clock.now_until(lambda: None))
    first: datetime | None = to_come.aggregate(first=models.Min("publish_at"))["first"]
    return first


def at_desk(membership: Membership | None) -> bool:
    """Works at the community's desk."""
    return membership is not None and membership.has(*DESK)


class StoryQuerySet(models.QuerySet[Any]):
    """Stories of the community we are in."""

    def visible_to(self, membership: Membership | None) -> Self:
        """Published ones whose embargo is over; the desk sees all, authors theirs, moderators what was taken down."""
        here = self.filter(community_id=tenancy.current_community_id())
        if at_desk(membership):
            return here
        seen = self.shown_condition()
        if membership is not None:
            seen |= Q(author=membership)
        if membership is not None and membership.has("moderator"):
            seen |= Q(state__in=TAKEN_DOWN)
        return here.filter(seen)

    def addressed_by(self, membership: Membership | None) -> Self:
        """What has a page for them: what they may see, and what was withdrawn, whose page says why."""
        gone = self.filter(self._out(), community_id=tenancy.current_community_id(), state=WITHDRAWN)
        return self.visible_to(membership) | gone

    def shown(self) -> Self:
        """What every reader sees."""
        return self.filter(self.shown_condition(), community_id=tenancy.current_community_id())

    @staticmethod
    def shown_condition() -> Q:
        """Published, and not before its moment."""
        return Q(state__in=SHOWN) & StoryQuerySet._out()

    @staticmethod
    def _out() -> Q:
        return Q(publish_at=None) | Q(publish_at__lte=clock.now_until(_next_out))


class ThemeQuerySet(models.QuerySet[Any]):
    """Themes of the community we are in."""

    def visible_to(self, membership: Membership | None, today: Any) -> Self:
        """Those whose Monday has come; the desk sees those to come as well."""
        here = self.filter(community_id=tenancy.current_community_id())
        return here if at_desk(membership) else here.filter(opens_on__lte=today)
