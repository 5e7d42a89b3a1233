"""The moderators' queue."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Max, Q

from palabre.communities.models import Community, Membership
from palabre.moderation.models import Decision, Flag, Standing
from palabre.moderation.subjects import Excerpt, subject_of

QUEUE_ON_A_PAGE = 50


@dataclass
class Case:
    """A text that waits for a decision, with what was said against it."""

    standing: Standing
    excerpt: Excerpt
    flags: list[Flag]
    decisions: list[Decision]


def queue(community: Community, reader: Membership) -> list[Case]:
    """What waits, oldest first: held texts, and texts reported since the last decision about them."""
    return [case for standing in _waiting(community) if (case := _case(standing, reader))]


def case(community: Community, pk: int, reader: Membership) -> Case | None:
    """One of them."""
    standing = Standing.objects.filter(community=community, pk=pk).first()
    return _case(standing, reader) if standing else None


def waiting(community: Community) -> int:
    """How many texts wait."""
    return len(_waiting(community))


def _waiting(community: Community) -> list[Standing]:
    rows = Standing.objects.filter(community=community).annotate(
        reported=Max("flags__at"), decided=Max("decisions__at"), reports=Count("flags")
    )
    undecided = Q(reports__gt=0) & (Q(decided=None) | Q(decided__lt=F("reported")))
    return list(rows.filter(Q(state=Standing.State.PENDING) | undecided).order_by("since")[:QUEUE_ON_A_PAGE])


def _case(standing: Standing, reader: Membership) -> Case | None:
    subject = subject_of(standing.kind)
    excerpt = subject.excerpt(standing.subject_id, reader) if subject else None
    if excerpt is None:
        return None
    return Case(
        standing,
        excerpt,
        list(standing.flags.select_related("by").order_by("at")),
        list(standing.decisions.select_related("by").order_by("at")),
    )
