"""Stories as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from palabre.communities.models import Community, Membership
from palabre.dialogues.queries.reading import total
from palabre.kit import clock
from palabre.newsroom.models import AskedCity, Photograph, Story, StoryVersion, Theme


@dataclass
class Told:
    """A story with its versions in the order this reader wants them: original first."""

    story: Story
    versions: list[StoryVersion]
    photographs: list[Photograph]
    comments: int = 0

    @property
    def first(self) -> StoryVersion:
        """The version that stands first."""
        return self.versions[0]


def fetch_story(slug: str, membership: Membership | None) -> Told:
    """One story, or 404."""
    story = get_object_or_404(with_all(Story.objects.visible_to(membership)), slug=slug)
    return told(story)


def fetch_theme(code: str, community: Community, membership: Membership | None) -> Theme:
    """The theme at its date-coded address, or 404 before its day."""
    seen = Theme.objects.visible_to(membership, clock.today(community.time_zone))
    theme: Theme = get_object_or_404(seen.select_related("editor", "dialogue__community"), code=code)
    return theme


def themes(community: Community, membership: Membership | None) -> list[Theme]:
    """All themes one may see, newest first."""
    seen = Theme.objects.visible_to(membership, clock.today(community.time_zone))
    return list(seen.select_related("editor").order_by("-opens_on")[:100])


def theme_of_the_week(community: Community) -> Theme | None:
    """The newest theme whose day has come."""
    seen = Theme.objects.visible_to(None, clock.today(community.time_zone))
    found: Theme | None = seen.select_related("editor", "dialogue__community").order_by("-opens_on").first()
    return found


def answers_of(theme: Theme, membership: Membership | None) -> list[Told]:
    """What the cities answered, in the order they were asked."""
    order = {asked.hub_id: asked.place_in_row for asked in theme.asked.all()}
    stories = with_all(Story.objects.visible_to(membership)).filter(
        theme=theme, state__in=("published", "corrected")
    )
    return [told(story) for story in sorted(stories, key=lambda story: order.get(story.hub_id, 999))]


def still_asked(theme: Theme, answered: Iterable[Told]) -> list[AskedCity]:
    """Cities whose answer is not in yet."""
    done = {told.story.hub_id for told in answered}
    return [
        asked
        for asked in theme.asked.select_related("hub__city").order_by("place_in_row")
        if asked.hub_id not in done
    ]


def stream(
    hub_ids: Sequence[int], *, before: tuple[datetime, int] | None = None, most: int = 10
) -> tuple[list[Told], tuple[datetime, int] | None]:
    """Stories of some cities, newest first, and where the next page begins."""
    from django.db.models import Q

    rows = with_all(Story.objects.shown()).filter(hub_id__in=hub_ids).order_by("-published_at", "-pk")
    if before is not None:
        rows = rows.filter(Q(published_at__lt=before[0]) | Q(published_at=before[0], pk__lt=before[1]))
    page = list(rows[: most + 1])
    following = (page[most - 1].published_at, page[most - 1].pk) if len(page) > most else None
    return [told(story) for story in page[:most]], following


def at_desk(community: Community) -> list[Told]:
    """What is not yet published, longest filed first, and what was published lately."""
    rows = with_all(Story.objects.filter(community=community)).order_by("state", "-filed_at")
    return [told(story) for story in rows.exclude(state__in=("spiked", "killed", "recalled"))[:60]]


def with_all(rows: Any) -> Any:
    """With everything a page shows of a story, in a fixed number of queries."""
    photographs = Photograph.objects.prefetch_related("captions").order_by("place_in_row", "pk")
    return rows.select_related(
        "hub__city", "author", "initiative", "theme__dialogue", "dialogue", "assignment"
    ).prefetch_related(
        Prefetch("versions", StoryVersion.objects.select_related("translated_by")),
        Prefetch("photographs", photographs),
    )


def told(story: Story) -> Told:
    """Original first, then the others by their tag."""
    versions = sorted(story.versions.all(), key=lambda v: (v.language != story.original_language, v.language))
    return Told(story, versions, list(story.photographs.all()))


def comments_on(theme: Theme) -> int:
    """How much was said under a theme."""
    return total(theme.dialogue) if theme.dialogue else 0
