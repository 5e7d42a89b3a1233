"""What a member said, found under the name they bear now.

Of all that is in the index, contributions alone carry a member's name: it is their title. Somebody may have said
thousands of things: a portion is brought up to date where the news is read, each further one by a job of its own.
"""

from __future__ import annotations

from typing import Any

from palabre.communities.queries import name_of
from palabre.dialogues.queries.search import said_under_name_of
from palabre.kit import tenancy
from palabre.kit.jobs import community_task
from palabre.portal import index
from palabre.portal.models import SearchDocument

KIND = "contribution"


def begin(membership_id: int) -> None:
    """Bring the first portion under the new name, and leave the others to the worker; called inside the community."""
    _portion(membership_id, 0)


@community_task(name="portal.rename")
def rename(*, membership_id: int, after: int) -> None:
    """One portion more: what comes behind the contribution numbered `after`."""
    _portion(membership_id, after)


def _portion(membership_id: int, after: int) -> None:
    stale = list(_under_another(membership_id).filter(subject_id__gt=after)[: index.AT_ONCE])
    for subject_id in stale:
        index.refresh(KIND, subject_id)
    if len(stale) == index.AT_ONCE:
        here = tenancy.current_community_id()
        rename.defer(community_id=here, membership_id=membership_id, after=stale[-1])


def _under_another(membership_id: int) -> Any:
    """The numbers of their contributions that are found under another name than theirs."""
    said = SearchDocument.objects.filter(kind=KIND, subject_id__in=said_under_name_of(membership_id))
    return (
        said.exclude(title=name_of(membership_id)).order_by("subject_id").values_list("subject_id", flat=True)
    )
