"""What a reader finds who came for a page that is not there: a search, and the conversations open today."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from palabre.communities import rules
from palabre.dialogues.models import Dialogue
from palabre.kit import clock, tenancy
from palabre.kit.views import Instead

MOST = 3


def instead(request: Any) -> Instead | None:
    """One small query; the same for everybody who is let in, whatever they asked for."""
    community = request.community
    if not rules.may_enter(community, request.membership):
        return None
    with tenancy.community(community):
        return _offered(community)


def _offered(community: Any) -> Instead:
    today = clock.today(community.time_zone)
    rows = Dialogue.objects.visible_to(None).filter(
        opens_on__lte=today, closes_on__gte=today, archived_at=None, themes=None, version_of=None
    )
    shown = rows.order_by("-opens_on", "-pk").values_list("title", "language", "slug")[:MOST]
    pages = [(title, tag, reverse("dialogues_page", args=[slug])) for title, tag, slug in shown]
    return Instead(reverse("portal_search"), pages)
