"""What people undertake, to be counted by the readers above.

Only what every reader can see is counted, whoever asks. Called inside the community; moments are aware, `begins`
included and `ends` not.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from palabre.initiatives.models import Initiative, Replication


def added(begins: datetime, ends: datetime) -> Any:
    """Initiatives put into the gallery."""
    return Initiative.objects.visible_to(None).filter(added_at__gte=begins, added_at__lt=ends)


def taken_up(first_year: int, last_year: int) -> Any:
    """Where initiatives were taken up elsewhere in these years; no nearer day is known."""
    return Replication.objects.filter(
        initiative__in=Initiative.objects.visible_to(None), since__gte=first_year, since__lte=last_year
    ).select_related("initiative", "city")


def unchecked(before: date) -> Any:
    """Initiatives that nobody has looked after since this day."""
    return Initiative.objects.visible_to(None).filter(Q(checked_on=None) | Q(checked_on__lt=before))
