"""Who may do what with a community and its people. Yes or no, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.communities.models import Community, Invitation, Membership, Role, Rules
from palabre.kit import clock

ORDINARY = frozenset({Role.MEMBER.value})


def is_open(community: Community) -> bool:
    """Whether strangers may read it, and join it by themselves."""
    return community.visibility == Community.Visibility.OPEN


def may_enter(community: Community, membership: Membership | None) -> bool:
    """Whether the community exists for this reader at all."""
    return is_open(community) or (membership is not None and membership.left_at is None)


def may_manage(membership: Membership | None) -> bool:
    """See members, roles and invitations, and change them."""
    return membership is not None and membership.has(Role.MANAGER)


def may_give(membership: Membership | None, roles: Iterable[str]) -> bool:
    """Let somebody in with these roles: a manager with any, other members with none beyond taking part.

    None is the installation itself, when it founds a community.
    """
    if membership is None or may_manage(membership):
        return True
    here = membership.left_at is None and membership.blocked_at is None and membership.waits_since is None
    return here and set(roles) <= ORDINARY


def may_block(membership: Membership | None, whom: Membership) -> bool:
    """A manager may, anybody but another manager or themselves."""
    return may_manage(membership) and membership != whom and Role.MANAGER.value not in whom.roles


def is_behind(membership: Membership, current: Rules | None) -> bool:
    """Whether a wording of the community's own rules holds that this member has not agreed to."""
    return current is not None and membership.rules_accepted < current.number


def still_stands(invitation: Invitation) -> bool:
    """Not used, not over, and whoever sent it could send it today."""
    by = invitation.invited_by
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        return False
    if by is not None and not by.person.is_active:
        return False
    return invitation.expires_at > clock.now() and may_give(by, invitation.roles)


def may_see_people(membership: Membership | None) -> bool:
    """The people of a community are for its members who were let in, not for a funder's officer."""
    if membership is None or membership.only_funds:
        return False
    return membership.left_at is None and membership.waits_since is None
