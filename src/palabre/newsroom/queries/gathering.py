"""What the portal gathers from the newsroom: the week's theme, streams of cities, stories of an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from palabre.communities.models import Community, Membership
from palabre.dialogues.models import Dialogue
from palabre.dialogues.queries.front import totals
from palabre.newsroom import rules
from palabre.newsroom.models import AskedCity, Story, StoryVersion, Theme
from palabre.newsroom.queries import stories
from palabre.places.models import Hub

__all__ = ["Line", "Theme", "ThisWeek", "answer_from", "earlier_themes", "stream", "telling_of", "this_week"]
STORIES_OF_AN_INITIATIVE = 12


@dataclass
class ThisWeek:
    """What `newsroom/_theme.html` shows."""

    theme: Theme
    answers: list[stories.Told]
    still_asked: list[AskedCity]
    comments: int
    may_edit: bool


@dataclass
class Line:
    """A story in a stream: the version this reader gets, and the discussion it belongs to."""

    told: stories.Told
    version: StoryVersion
    discussion: Dialogue | None
    comments: int = 0

    @property
    def languages(self) -> list[str]:
        """The languages it can be read in, the original first."""
        return [version.language for version in self.told.versions]


def this_week(community: Community, membership: Membership | None) -> ThisWeek | None:
    """The newest theme whose day has come with its cities' answers; None before the first."""
    theme = stories.theme_of_the_week(community)
    if theme is None:
        return None
    answers = stories.answers_of(theme, membership)
    return ThisWeek(
        theme=theme,
        answers=answers,
        still_asked=stories.still_asked(theme, answers),
        comments=stories.comments_on(theme),
        may_edit=rules.may_edit(membership),
    )


def earlier_themes(community: Community, most: int = 3) -> list[Theme]:
    """Those before this week's, newest first, as every reader sees them."""
    return stories.themes(community, None)[1 : most + 1]


def answer_from(hub: Hub, community: Community, languages: Sequence[str]) -> tuple[Theme, Line] | None:
    """What a city answered to this week's question, if it has."""
    theme = stories.theme_of_the_week(community)
    if theme is None:
        return None
    rows = stories.with_all(Story.objects.shown().filter(theme=theme, hub=hub))
    found = _lines([stories.told(story) for story in rows[:1]], languages)
    return (theme, found[0]) if found else None


def stream(
    hub_ids: Sequence[int],
    languages: Sequence[str],
    *,
    before: tuple[datetime, int] | None = None,
    most: int = 8,
) -> tuple[list[Line], tuple[datetime, int] | None]:
    """Stories of some cities, newest first, each with its discussion, and where the next page begins.

    Each is shown in the first of `languages` that it has, else in its original.
    """
    found, following = stories.stream(hub_ids, before=before, most=most)
    return _lines(found, languages), following


def telling_of(initiative_id: int, languages: Sequence[str]) -> list[Line]:
    """Published stories that tell of an initiative, newest first."""
    rows = Story.objects.shown().filter(initiative=initiative_id).order_by("-published_at", "-pk")
    found = stories.with_all(rows)[:STORIES_OF_AN_INITIATIVE]
    return _lines([stories.told(story) for story in found], languages)


def _lines(found: Iterable[stories.Told], languages: Sequence[str]) -> list[Line]:
    lines = [
        Line(told, _version(told, languages), _discussion(told.story)) for told in found if told.versions
    ]
    counts = totals({line.discussion.pk for line in lines if line.discussion})
    for line in lines:
        line.comments = counts.get(line.discussion.pk, 0) if line.discussion else 0
    return lines


def _version(told: stories.Told, languages: Sequence[str]) -> StoryVersion:
    by_language = {version.language: version for version in told.versions}
    return next((by_language[tag] for tag in languages if tag in by_language), told.first)


def _discussion(story: Story) -> Dialogue | None:
    """Its own, or its theme's; never one that is still held."""
    found: Dialogue | None = story.dialogue or (story.theme.dialogue if story.theme else None)
    return found if found is not None and not found.held else None
