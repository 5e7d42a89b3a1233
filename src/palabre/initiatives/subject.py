"""How an initiative is judged: what a moderator sees of it, and how a decision takes effect."""

from __future__ import annotations

from django.urls import reverse

from palabre.communities.models import Membership
from palabre.initiatives.models import Initiative
from palabre.moderation.subjects import Excerpt


class InitiativeSubject:
    """An initiative's standing."""

    kind = "initiatives.initiative"

    def excerpt(self, subject_id: int, reader: Membership) -> Excerpt | None:
        """What it says, for whoever may see it."""
        seen = Initiative.objects.visible_to(reader).select_related("added_by")
        found = seen.filter(pk=subject_id).first()
        if found is None:
            return None
        return Excerpt(
            text=f"{found.name}\n\n{found.summary}",
            language=found.language,
            speaker=found.added_by.name if found.added_by else "",
            path=reverse("initiatives_page", args=[found.slug]),
            author_id=found.added_by_id,
        )

    def apply(self, subject_id: int, state: str) -> None:
        """Show or hide it."""
        Initiative.objects.filter(pk=subject_id).update(standing=state)
