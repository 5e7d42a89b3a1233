"""What is done with communities and their people."""

from palabre.communities.actions.founding import Founding, found
from palabre.communities.actions.invitations import accept, invite, withdraw, write_anew
from palabre.communities.actions.joining import answer_newcomer, set_joining
from palabre.communities.actions.keeping_apart import block, mute, unblock, unmute
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
    "answer_newcomer",
    "block",
    "change_roles",
    "found",
    "invite",
    "join",
    "leave",
    "mute",
    "publish_rules",
    "save_profile",
    "set_joining",
    "unblock",
    "unmute",
    "withdraw",
    "write_anew",
]
