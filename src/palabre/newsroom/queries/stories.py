"""Stories as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.shortcuts import get_object_or_404

from palabre.communities.models import Community, Membership
from palabre.dialogues.queries.reading import total
from palabre.kit import clock
from palabre.kit.numbers import Cursor
from palabre.network.models import Assignment
from palabre.newsroom import reach
from palabre.newsroom.models import AskedCity, Correction, Photograph, Story, StoryVersion, Theme, Withdrawal

NOT_LONG_PAST = timedelta(days=28)
"""For so long after its Monday a theme still takes stories."""


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


def fetch_story(slug: str, community: Community, membership: Membership | None) -> Told:
    """One story with its corrections, or 404. One that was withdrawn is found: its page says why."""
    found = told(get_object_or_404(with_all(Story.objects.addressed_by(membership)), slug=slug))
    theme = found.story.theme
    if theme is not None and not _has_come(theme, community) and not reach.at_desk(membership):
        found.story.theme = None  # a week that has not come is named to nobody
    prefetch_related_objects(found.versions, Prefetch("corrections", Correction.objects.order_by("at")))
    return found


def _has_come(theme: Theme, community: Community) -> bool:
    return theme.opens_on is not None and theme.opens_on <= clock.today(community.time_zone)


def of_assignment(assignment: Assignment) -> Story | None:
    """The story that was filed for an assignment, if one was."""
    rows = Story.objects.filter(community_id=assignment.community_id, assignment=assignment)
    found: Story | None = with_all(rows).first()
    return found


def withdrawal_of(story: Story) -> Withdrawal | None:
    """When and why a story was withdrawn, if it was."""
    return story.withdrawals.first()


def fetch_theme(code: str, community: Community, membership: Membership | None) -> Theme:
    """The theme at its date-coded address, or 404 before its day."""
    seen = Theme.objects.visible_to(membership, clock.today(community.time_zone))
    theme: Theme = get_object_or_404(seen.select_related("editor", "dialogue__community"), code=code)
    return theme


def themes(community: Community, membership: Membership | None) -> list[Theme]:
    """All themes one may see, newest first."""
    seen = Theme.objects.visible_to(membership, clock.today(community.time_zone))
    return list(seen.select_related("editor").order_by("-opens_on")[:100])


def open_themes(community: Community, present: Theme | None = None) -> Any:
    """Themes a story can be put under: those to come and not long past, and the one it has; newest first."""
    since = clock.today(community.time_zone) - NOT_LONG_PAST
    present_id = present.pk if present else None
    return Theme.objects.filter(Q(opens_on__gte=since) | Q(pk=present_id), community=community).order_by(
        "-opens_on"
    )


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
    rows = with_all(Story.objects.shown()).filter(hub_id__in=hub_ids).order_by("-published_at", "-pk")
    if before is not None:
        rows = rows.filter(Cursor(*before).before("published_at"))
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
        "initiative__versions",
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
