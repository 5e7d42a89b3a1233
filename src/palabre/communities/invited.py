"""Whose invitation a link is, for a room whose own page the link opens."""

from __future__ import annotations

from palabre.communities.models import Invitation
from palabre.communities.rules import still_stands
from palabre.people.browser import digest


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose link carries this secret, used or not; asked inside its community."""
    return Invitation.objects.filter(token_hash=digest(token)).select_related("accepted_by").first()


def holds(invitation: Invitation) -> bool:
    """Whether one can still come in by it."""
    return still_stands(invitation)
