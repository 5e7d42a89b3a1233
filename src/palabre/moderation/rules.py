"""Who may report and who may decide."""

from __future__ import annotations

from palabre.communities.models import Membership
from palabre.moderation.subjects import Excerpt


def may_flag(membership: Membership | None) -> bool:
    """Every member."""
    return membership is not None and membership.left_at is None


def may_decide(membership: Membership | None) -> bool:
    """Moderators and managers."""
    return membership is not None and membership.has("moderator", "manager")


def may_decide_on(membership: Membership | None, excerpt: Excerpt) -> bool:
    """Nobody decides about their own words."""
    return may_decide(membership) and membership is not None and excerpt.author_id != membership.pk
