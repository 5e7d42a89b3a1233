"""Who may open a city's page."""

from __future__ import annotations

from palabre.communities.models import Membership


def may_open_hub(membership: Membership | None) -> bool:
    """Editors and managers."""
    return membership is not None and membership.has("editor", "manager")
