"""Whose invitation a link is: for its own page, and for a room whose page the link opens."""

from __future__ import annotations

from palabre.communities.models import Invitation
from palabre.people.browser import digest


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose link carries this secret, used or not; asked inside its community."""
    found = Invitation.objects.filter(token_hash=digest(token))
    return found.select_related("invited_by__person", "accepted_by").first()
