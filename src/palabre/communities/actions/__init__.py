"""What is done with communities and their people."""

from palabre.communities.actions.founding import Founding, found
from palabre.communities.actions.invitations import accept, invite, withdraw
from palabre.communities.actions.memberships import (
    change_roles,
    join,
    leave,
    save_profile,
)

__all__ = [
    "Founding",
    "accept",
    "change_roles",
    "found",
    "invite",
    "join",
    "leave",
    "save_profile",
    "withdraw",
]
