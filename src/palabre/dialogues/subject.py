"""How a contribution is judged: what a moderator sees of it, and how a decision takes effect."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.communities.models import Membership
from palabre.dialogues.actions.panel import ask_anew
from palabre.dialogues.models import Contribution, Tally
from palabre.dialogues.models.reach import ContributionQuerySet
from palabre.dialogues.queries.panel import seats_put
from palabre.moderation.subjects import Excerpt, Subject

PUBLIC = Contribution.Standing.PUBLIC


class ContributionSubject(Subject):
    """A contribution's standing: the page and its counter change with the decision."""

    kind = "dialogues.contribution"
    title = _("An answer")

    def seen_by(self, reader: Membership) -> ContributionQuerySet:
        """Those that still have words."""
        rows: ContributionQuerySet = Contribution.objects.visible_to(reader)
        return rows

    def excerpts(self, numbers: Collection[int], reader: Membership) -> dict[int, Excerpt]:
        """The words of several."""
        rows = self.seen_by(reader).filter(pk__in=numbers).with_speakers()
        return {
            found.pk: Excerpt(
                text=found.text,
                language=found.language,
                speaker=found.speaker,
                path=reverse(
                    "dialogues_contribution", settings.COMMUNITY_URLCONF, args=[found.answers_id or found.pk]
                ),
                author_id=found.author_id or found.taken_down_by_id,
            )
            for found in rows
        }

    def author(self, subject_id: int) -> Membership | None:
        """Who said it, or who took it down for somebody else."""
        found = Contribution.objects.filter(pk=subject_id).select_related("author", "taken_down_by").first()
        return (found.author or found.taken_down_by) if found else None

    def apply(self, subject_id: int, state: str) -> None:
        """Show or hide it, and count it or not."""
        found = Contribution.objects.select_for_update().get(pk=subject_id)
        if found.standing == Contribution.Standing.WITHDRAWN:
            return  # its author has taken it back; nobody puts it there again
        step = (state == PUBLIC) - (found.standing == PUBLIC)
        found.standing = state
        found.save(update_fields=["standing"])
        if step:
            Tally.objects.count_in(found, step)
        if state != PUBLIC:
            ask_anew(seats_put(found))
