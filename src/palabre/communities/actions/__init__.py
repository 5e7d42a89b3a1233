"""What is done with communities and their people."""

from palabre.communities.actions.founding import Founding, found
from palabre.communities.actions.invitations import accept, invite, withdraw
from palabre.communities.actions.memberships import (
    change_roles,
    join,
    leave,
    save_profile,
)
from palabre.communities.actions.ruling import accept_rules, publish_rules

__all__ = [
    "Founding",
    "accept",
    "accept_rules",
    "change_roles",
    "found",
    "invite",
    "join",
    "leave",
    "publish_rules",
    "save_profile",
    "withdraw",
]
