"""Fetching is checking: rows are reached only through what a membership may see (law 3)."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q

from palabre.communities.models import Membership
from palabre.kit import tenancy

KEEPERS = ("editor", "moderator", "manager")


class DialogueQuerySet(models.QuerySet[Any]):
    """Dialogues of the community we are in."""

    def visible_to(self, membership: Membership | None) -> Self:
        """All but those still held, and private calls; those who keep the community see both."""
        here = self.filter(community_id=tenancy.current_community_id())
        if membership is not None and membership.has(*KEEPERS):
            return here
        return here.filter(held=False).exclude(format="call")

    def with_hosts(self) -> Self:
        """With the numbers of the memberships that host each, for `rules.may_host`."""
        seats = self.model._meta.get_field("seats").related_model
        hosts = seats.objects.filter(dialogue=OuterRef("pk"), kind="host", membership__isnull=False)
        return self.annotate(host_numbers=ArraySubquery(hosts.values("membership")))


class ContributionQuerySet(models.QuerySet[Any]):
    """Contributions of the community we are in."""

    def visible_to(self, membership: Membership | None) -> Self:
        """Public ones in visible dialogues, and one's own whatever was decided; who keeps the community sees all.

        A reply has no place under words that one may not see. What was withdrawn is nobody's any more: `placed_for`
        has its place.
        """
        here = self.filter(community_id=tenancy.current_community_id()).exclude(standing="withdrawn")
        if membership is not None and membership.has(*KEEPERS):
            return here
        stands = Q(answers=None) | Q(answers__standing__in=("public", "withdrawn"))
        if membership is None:
            seen = Q(standing="public") & stands
        else:
            stands |= Q(answers__author=membership) | Q(answers__taken_down_by=membership)
            seen = (Q(standing="public") & stands) | Q(author=membership) | Q(taken_down_by=membership)
        return here.filter(seen, dialogue__held=False).exclude(dialogue__format="call")

    def placed_for(self, membership: Membership | None) -> Self:
        """As `visible_to`, and the empty places of what was withdrawn, for the page on which answers stand under it."""
        here = self.filter(community_id=tenancy.current_community_id())
        empty = here.filter(standing="withdrawn")
        if membership is None or not membership.has(*KEEPERS):
            empty = empty.filter(dialogue__held=False).exclude(dialogue__format="call")
        return self.visible_to(membership) | empty

    def said_in_order(self) -> Self:
        """As they were said."""
        return self.order_by("said_at", "id")

    def with_speakers(self) -> Self:
        """With all that one line about the speaker needs."""
        return self.select_related("author", "seat", "taken_down_by", "city")
