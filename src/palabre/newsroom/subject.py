"""How a story is judged: a moderator takes it off quietly, or for good, and can put it back.

An editor who withdraws a story says why on its page; no moderator's decision brings such a one back.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.communities.models import Membership
from palabre.kit import tenancy
from palabre.moderation.subjects import Excerpt, Subject
from palabre.newsroom.models import Story, StoryVersion
from palabre.newsroom.reach import SHOWN, TAKEN_DOWN

State = Story.State
TAKEN: Final = {"pending": State.UNPUBLISHED, "hidden": State.UNPUBLISHED, "removed": State.RECALLED}
"""The trade's words for what a decision does to a story that readers have seen."""
JUDGED: Final = (*SHOWN, *TAKEN_DOWN)


class StorySubject(Subject):
    """A published story's standing; before it is out, the desk judges it."""

    kind = "newsroom.story"
    title = _("A story")

    numbered_by = "story_id"

    def seen_by(self, reader: Membership) -> QuerySet[Any]:
        """Each in the version in the language it was written in."""
        here = Story.objects.filter(community_id=tenancy.current_community_id(), state__in=JUDGED)
        seen = here if reader.has("moderator", "manager") else Story.objects.visible_to(reader)
        return StoryVersion.objects.filter(story__in=seen, language=F("story__original_language"))

    def excerpts(self, numbers: Collection[int], reader: Membership) -> dict[int, Excerpt]:
        """What several say, each in the language it was written in."""
        rows = self.seen_by(reader).filter(story_id__in=numbers).select_related("story__author")
        return {row.story_id: _excerpt(row) for row in rows}

    def author(self, subject_id: int) -> Membership | None:
        """Who wrote it."""
        found = Story.objects.filter(pk=subject_id).select_related("author").first()
        return found.author if found else None

    def apply(self, subject_id: int, state: str) -> None:
        """Take it off or put it back."""
        story = Story.objects.select_for_update(of=("self",)).get(pk=subject_id)
        if story.state not in JUDGED:
            return
        corrected = story.versions.filter(corrections__isnull=False).exists()
        story.state = TAKEN.get(state, State.CORRECTED if corrected else State.PUBLISHED)
        story.save(update_fields=["state"])


def _excerpt(row: StoryVersion) -> Excerpt:
    return Excerpt(
        text="\n\n".join(part for part in (row.headline, row.standfirst, row.body) if part),
        language=row.language,
        speaker=row.story.author.name,
        path=reverse("newsroom_story", settings.COMMUNITY_URLCONF, args=[row.story.slug]),
        author_id=row.story.author_id,
    )
