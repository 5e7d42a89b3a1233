"""After publication: correcting what readers have seen, and withdrawing it, each said openly on its page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.kit import clock, pictures
from palabre.kit.text.tidy import tidy
from palabre.moderation.actions import close
from palabre.newsroom import rules
from palabre.newsroom.actions.filing import set_version
from palabre.newsroom.models import Correction, Photograph, Story, StoryVersion, Withdrawal
from palabre.newsroom.reach import TAKEN_DOWN, WITHDRAWN, StoryQuerySet
from palabre.newsroom.subject import StorySubject

State = Story.State
NOTHING = "—"
"""What stands for a headline that was taken out."""


@transaction.atomic
def correct(*, story: Story, version: StoryVersion, note: str, by: Membership, **words: Any) -> Correction:
    """Change a published version and say so under its headline, dated, in its own language.

    `words` are those of `filing.set_version`. Raises `StepRefused` for a story that is not published.
    """
    _take(story, State.CORRECTED)
    set_version(story=story, language=version.language, by=by, **words)
    made: Correction = Correction.objects.create(
        community_id=story.community_id,
        version=version,
        note=tidy(note),
        language=version.language,
        at=clock.now(),
        by=by,
    )
    story.save(update_fields=["state"])
    record("newsroom.story_corrected", story, by=by, version=version.pk)
    return made


@transaction.atomic
def withdraw(*, story: Story, reason: str, language: str, by: Membership) -> Withdrawal:
    """Take a published story back: its words and pictures are gone, its address stays and says why; search forgets it.

    What it was paid for stays earned. Raises `StepRefused` for a story that no reader has seen.
    """
    _take(story, State.KILLED)
    made: Withdrawal = Withdrawal.objects.create(
        community_id=story.community_id,
        story=story,
        reason=tidy(reason),
        language=language,
        at=clock.now(),
        by=by,
    )
    story.save(update_fields=["state"])
    _take_pictures(story)
    close(subject=StorySubject(), subject_id=story.pk, community_id=story.community_id, by=by)
    record("newsroom.story_withdrawn", story, by=by, state=story.state)
    return made


@transaction.atomic
def take_out(*, story: Story) -> None:
    """Take out a story that no reader sees, for an erased account that takes its words along.

    Of one that readers had seen its place stays, and why it is gone. What readers see is left as it is: others
    edited, translated and cite it.
    """
    held = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    if Story.objects.filter(StoryQuerySet.shown_condition(), pk=held.pk).exists():
        return
    _take_pictures(held)
    record("newsroom.story_taken_out", held, state=held.state)
    if held.state in (WITHDRAWN, *TAKEN_DOWN):
        held.versions.update(headline=NOTHING, standfirst="", body="", html="")
    else:
        held.delete()


def _take_pictures(story: Story) -> None:
    """Its photographs go, from their addresses too, unless another story shows the same picture."""
    for shown in story.photographs.all():
        elsewhere = Photograph.objects.filter(community_id=story.community_id, file=shown.file)
        if not elsewhere.exclude(story=story).exists():
            for name in pictures.files_of(shown.file, shown.width):
                transaction.on_commit(partial(default_storage.delete, name))
    story.photographs.all().delete()


def _take(story: Story, wanted: str) -> None:
    """Check the step under the row's lock, so that two editors at once are one after the other."""
    story.state = Story.objects.select_for_update(of=("self",)).get(pk=story.pk).state
    rules.check_step(story, wanted)
    story.state = wanted
