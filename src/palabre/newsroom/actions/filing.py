"""A story arrives: text first, then its photographs, each on its own."""

from __future__ import annotations

from datetime import date
from typing import IO

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.communities.pictures import folder_of
from palabre.initiatives.models import Initiative
from palabre.kit import clock, pictures
from palabre.kit.text.markdown import render
from palabre.kit.text.slugs import free_slug
from palabre.kit.text.tidy import one_line, tidy
from palabre.network.actions import assigning
from palabre.network.models import Assignment
from palabre.newsroom import rules
from palabre.newsroom.models import Caption, Photograph, Story, StoryVersion, Theme
from palabre.places.models import Hub


@transaction.atomic
def file_story(
    *,
    hub: Hub,
    language: str,
    headline: str,
    body: str,
    dateline_place: str,
    dateline_on: date,
    by: Membership,
    standfirst: str = "",
    assignment: Assignment | None = None,
    theme: Theme | None = None,
    initiative: Initiative | None = None,
    address: str = "",
) -> Story:
    """Send in copy. A story for an assignment marks it filed; sent twice for the same one it is that one."""
    if assignment is not None:
        earlier: Story | None = Story.objects.filter(
            community_id=hub.community_id, assignment=assignment
        ).first()
        if earlier is not None:
            return earlier
    made: Story = Story.objects.create(
        community_id=hub.community_id,
        slug=_free_address(hub.community_id, address or headline),
        hub=hub,
        theme=theme,
        author=by,
        assignment=assignment,
        initiative=initiative,
        original_language=language,
        state=Story.State.FILED,
        filed_at=clock.now(),
    )
    write_version(
        story=made,
        language=language,
        headline=headline,
        standfirst=standfirst,
        body=body,
        dateline_place=dateline_place,
        dateline_on=dateline_on,
        by=by,
    )
    if assignment is not None:
        assigning.note_filed(assignment=assignment, by=by, story_id=made.pk)
    record("newsroom.story_filed", made, by=by, hub=hub.pk)
    return made


@transaction.atomic
def write_version(
    *,
    story: Story,
    language: str,
    headline: str,
    body: str,
    dateline_place: str,
    dateline_on: date,
    by: Membership,
    standfirst: str = "",
) -> StoryVersion:
    """The story in one language, new or changed before readers see it. A changed original makes the others stale.

    Raises `StepRefused` for what is published in that language: that is corrected, not rewritten.
    """
    rules.check_writing(story, language)
    made = set_version(
        story=story,
        language=language,
        headline=headline,
        standfirst=standfirst,
        body=body,
        dateline_place=dateline_place,
        dateline_on=dateline_on,
        by=by,
    )
    record("newsroom.version_written", story, by=by, version=made.pk, language=language)
    return made


def set_version(
    *,
    story: Story,
    language: str,
    headline: str,
    body: str,
    dateline_place: str,
    dateline_on: date,
    by: Membership,
    standfirst: str = "",
) -> StoryVersion:
    """Put these words into the story's version, inside an action that writes down why. Nothing is checked here."""
    now = clock.now()
    made, is_new = StoryVersion.objects.update_or_create(
        community_id=story.community_id,
        story=story,
        language=language,
        defaults={
            "headline": one_line(headline),
            "standfirst": tidy(standfirst),
            "body": tidy(body),
            "html": render(body, first_heading=2),
            "dateline_place": one_line(dateline_place),
            "dateline_on": dateline_on,
            "stale_since": None,
            "updated_at": now,
        },
    )
    if is_new and language != story.original_language:
        made.translated_by = by
        made.save(update_fields=["translated_by"])
    if language == story.original_language:
        story.versions.exclude(pk=made.pk).filter(stale_since=None).update(stale_since=now)
    return made


@transaction.atomic
def add_photograph(
    *,
    story: Story,
    upload: IO[bytes],
    credit: str,
    captions: dict[str, str],
    by: Membership,
    people_agreed: bool = False,
) -> Photograph:
    """Keep a photograph with what it shows (`captions`: language → words). Raises `PictureRefused`.

    The same picture sent again for the same story is the one it has.
    """
    stored = pictures.store(upload, folder=folder_of(story.community, "photographs"))
    made, is_new = Photograph.objects.get_or_create(
        community_id=story.community_id,
        story=story,
        file=stored.name,
        defaults={
            "width": stored.width,
            "height": stored.height,
            "credit": one_line(credit),
            "people_agreed": people_agreed,
            "place_in_row": story.photographs.count(),
        },
    )
    for language, words in captions.items():
        Caption.objects.update_or_create(
            community_id=story.community_id,
            photograph=made,
            language=language,
            defaults={"alt": one_line(words)},
        )
    if is_new:
        record("newsroom.photograph_added", made, by=by, story=story.pk)
    return made


def _free_address(community_id: int, wanted: str) -> str:
    rows = Story.objects.filter(community_id=community_id)
    return free_slug(wanted, lambda base: rows.filter(slug__startswith=base).values_list("slug", flat=True))
