"""What is on its way and who could be asked, for the readers above. Called inside the community."""

from __future__ import annotations

from collections import defaultdict

from palabre.communities.models import Membership
from palabre.kit import tenancy
from palabre.network.models import Assignment, Tongue
from palabre.network.queries.assignments import WORKING

WRITING = (Tongue.Level.WRITE, Tongue.Level.TRANSLATE)


def coming() -> dict[int, list[Assignment]]:
    """What is asked, agreed or filed and not yet published, by the hub's number, soonest due first."""
    here = Assignment.objects.filter(
        community_id=tenancy.current_community_id(), state__in=WORKING, hub__isnull=False
    )
    found: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in here.select_related("membership").order_by("due_at", "pk"):
        if assignment.hub_id is not None:
            found[assignment.hub_id].append(assignment)
    return found


def writers() -> dict[str, list[int]]:
    """Correspondents of this community by the languages they write: their memberships' numbers, by name."""
    here = Membership.objects.filter(
        community_id=tenancy.current_community_id(), left_at=None, roles__contains=["correspondent"]
    )
    member = "correspondent__person__memberships"
    rows = Tongue.objects.filter(level__in=WRITING, **{f"{member}__in": here}).order_by(
        f"{member}__name", "pk"
    )
    found: dict[str, list[int]] = defaultdict(list)
    for language, membership_id in rows.values_list("language", member):
        found[language].append(membership_id)
    return found
