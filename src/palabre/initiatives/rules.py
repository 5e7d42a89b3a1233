"""Who may propose, check and link initiatives."""

from __future__ import annotations

from palabre.communities.models import Membership
from palabre.initiatives.models import Initiative
from palabre.places.queries import teams

SPEAKERS = ("member", "correspondent", "editor", "moderator", "manager")
DESK = ("editor", "manager")


def may_propose(membership: Membership | None) -> bool:
    """Any member; a funder's officer reads."""
    return membership is not None and membership.has(*SPEAKERS)


def shows_at_once(membership: Membership | None) -> bool:
    """What a correspondent or the desk adds is shown at once; what a member proposes waits for a check.

    None is the installation itself, loading what it was given.
    """
    return membership is None or membership.has("correspondent", *DESK)


def may_check(initiative: Initiative, membership: Membership | None) -> bool:
    """The desk, and the team of the initiative's city today."""
    if membership is None or membership.left_at is not None:
        return False
    return membership.has(*DESK) or teams.is_in_team(membership, initiative.city_id)


def may_link(membership: Membership | None) -> bool:
    """Say where an initiative was taken up, or say it in another language: correspondents and the desk."""
    return membership is None or membership.has("correspondent", *DESK)
