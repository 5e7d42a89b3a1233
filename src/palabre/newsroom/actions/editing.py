"""The desk: asking cities a theme's question, taking copy over, publishing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.dialogues.actions import hosting
from palabre.dialogues.models import Dialogue
from palabre.kit import clock
from palabre.kit.text.markdown import render
from palabre.kit.text.tidy import one_line, tidy
from palabre.network.actions import assigning
from palabre.network.models import Assignment
from palabre.newsroom import rules
from palabre.newsroom.models import AskedCity, Story, Theme
from palabre.places.models import Hub

State = Story.State
DAYS_OF_TALK = 13
"""How long a theme's discussion stays open after its Monday."""


def code_of(opens_on: date) -> str:
    """A theme's date-coded address: Monday 23 November 2026 is `c261123`."""
    return f"c{opens_on:%y%m%d}"


@transaction.atomic
def announce_theme(
    *,
    community: Community,
    title: str,
    introduction: str,
    language: str,
    opens_on: date,
    hubs: Sequence[Hub],
    by: Membership,
    expected: dict[int, date] | None = None,
) -> Theme:
    """Put a question to several cities; its discussion is held until the day it opens."""
    today = clock.today(community.time_zone)
    dialogue = hosting.open_dialogue(
        community=community,
        format="hosted",
        title=title,
        language=language,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=DAYS_OF_TALK),
        by=by,
        address=code_of(opens_on),
        held=opens_on > today,
    )
    hosting.seat(dialogue=dialogue, kind="host", name=by.name, language=language, membership=by, by=by)
    made: Theme = Theme.objects.create(
        community=community,
        code=code_of(opens_on),
        title=one_line(title),
        introduction=tidy(introduction),
        introduction_html=render(introduction),
        language=language,
        opens_on=opens_on,
        editor=by,
        dialogue=dialogue,
        created_at=clock.now(),
    )
    for place, hub in enumerate(hubs):
        AskedCity.objects.create(
            community=community,
            theme=made,
            hub=hub,
            place_in_row=place,
            expected_on=(expected or {}).get(hub.pk),
        )
    record("newsroom.theme_announced", made, by=by, dialogue=dialogue.pk)
    return made


@transaction.atomic
def say_what_is_shared(*, theme: Theme, text: str, by: Membership) -> Theme:
    """What the cities share and where they differ, signed by the editor."""
    theme.shared = tidy(text)
    theme.shared_html = render(text)
    theme.editor = by
    theme.save(update_fields=["shared", "shared_html", "editor"])
    record("newsroom.theme_compared", theme, by=by)
    return theme


@transaction.atomic
def publish(*, story: Story, by: Membership, at: datetime | None = None) -> Story:
    """Show a story to readers, now or (`at`) from a moment on. Its assignment is completed, its fee earned."""
    locked = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    story.state = locked.state
    if story.state == State.FILED:
        story.state = State.EDITING
    if story.state == State.EDITING:
        story.state = State.READY
    rules.check_step(story, State.PUBLISHED)
    story.state = State.PUBLISHED
    story.publish_at = at
    story.published_at = at or clock.now()
    story.save(update_fields=["state", "publish_at", "published_at"])
    if story.assignment is not None and story.assignment.state == Assignment.State.FILED:
        assigning.complete(assignment=story.assignment, by=by)
    record("newsroom.story_published", story, by=by, hub=story.hub_id)
    return story


@transaction.atomic
def put_under(*, story: Story, theme: Theme | None, by: Membership) -> Story:
    """Let a story tell of a theme, or (None) of none. Raises `StepRefused` for a story that was closed."""
    if (theme.pk if theme else None) == story.theme_id:
        return story
    rules.check_open(story)
    story.theme = theme
    story.save(update_fields=["theme"])
    record("newsroom.story_placed", story, by=by, theme=theme.pk if theme else None)
    return story


def let_go(community: Community) -> int:
    """Let go of the discussions of themes whose day has come; returns how many. The worker calls it."""
    today = clock.today(community.time_zone)
    due = Theme.objects.filter(community=community, opens_on__lte=today, dialogue__held=True)
    held = Dialogue.objects.filter(pk__in=due.values("dialogue"))
    return int(held.update(held=False))
