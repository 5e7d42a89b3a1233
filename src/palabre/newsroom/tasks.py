"""What the worker does for the newsroom."""

from __future__ import annotations

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.newsroom.actions import editing


def let_go_of_themes() -> int:
    """Open the discussions of themes whose Monday has come, in every community."""
    opened = 0
    for community in Community.objects.all():
        with tenancy.community(community):
            opened += editing.let_go(community)
    return opened
