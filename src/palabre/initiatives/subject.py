"""How an initiative is judged: what a moderator sees of it, and how a decision takes effect."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.communities.models import Membership
from palabre.initiatives import rules
from palabre.initiatives.models import Initiative
from palabre.moderation.subjects import Excerpt, Subject


class InitiativeSubject(Subject):
    """An initiative's standing."""

    kind = "initiatives.initiative"
    title = _("An initiative")

    def seen_by(self, reader: Membership) -> QuerySet[Any]:
        """Those on a page of the reader's."""
        return Initiative.objects.visible_to(reader)

    def excerpts(self, numbers: Collection[int], reader: Membership) -> dict[int, Excerpt]:
        """What several say."""
        seen = self.seen_by(reader).select_related("added_by").filter(pk__in=numbers)
        return {
            found.pk: Excerpt(
                text=f"{found.name}\n\n{found.summary}",
                language=found.language,
                speaker=found.added_by.name if found.added_by else "",
                path=reverse("initiatives_page", settings.COMMUNITY_URLCONF, args=[found.slug]),
                author_id=found.added_by_id,
            )
            for found in seen
        }

    def author(self, subject_id: int) -> Membership | None:
        """Who added it."""
        found = Initiative.objects.filter(pk=subject_id).select_related("added_by").first()
        return found.added_by if found else None

    def apply(self, subject_id: int, state: str) -> None:
        """Show or hide it. What a moderator lets through still waits for the check, where it needs one."""
        found = (
            Initiative.objects.select_for_update(of=("self",)).select_related("added_by").get(pk=subject_id)
        )
        if state == "public" and found.checked_on is None and not rules.shows_at_once(found.added_by):
            state = "pending"
        found.standing = state
        found.save(update_fields=["standing"])
