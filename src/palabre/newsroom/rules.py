"""Which step a story may take, and who may take it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from palabre.communities.models import Membership
from palabre.newsroom.models import Story
from palabre.newsroom.reach import SHOWN, at_desk

State = Story.State

# The trade's table. What readers have seen can be corrected, killed, recalled or unpublished: four separate acts.
_BEFORE = frozenset({State.SPIKED, State.ON_HOLD})
_AFTER = frozenset({State.KILLED, State.RECALLED, State.UNPUBLISHED})
STEPS: Final[dict[str, frozenset[str]]] = {
    State.DRAFT: frozenset({State.FILED}) | _BEFORE,
    State.FILED: frozenset({State.EDITING}) | _BEFORE,
    State.EDITING: frozenset({State.READY}) | _BEFORE,
    State.READY: frozenset({State.SCHEDULED, State.PUBLISHED, State.EDITING}) | _BEFORE,
    State.SCHEDULED: frozenset({State.PUBLISHED, State.EDITING}) | _BEFORE,
    State.PUBLISHED: frozenset({State.CORRECTED}) | _AFTER,
    State.CORRECTED: frozenset({State.CORRECTED}) | _AFTER,
    State.ON_HOLD: frozenset({State.EDITING, State.SPIKED}),
    State.SPIKED: frozenset(),
    State.KILLED: frozenset(),
    State.RECALLED: frozenset(),
    State.UNPUBLISHED: frozenset(),
}
# What a desk shows: five states of anything.
STAGES: Final[dict[str, str]] = {
    State.DRAFT: "asked",
    State.FILED: "filed",
    State.EDITING: "filed",
    State.READY: "filed",
    State.SCHEDULED: "filed",
    State.ON_HOLD: "filed",
    State.PUBLISHED: "published",
    State.CORRECTED: "published",
}

BEFORE_READERS: Final = frozenset(
    {State.DRAFT, State.FILED, State.EDITING, State.READY, State.SCHEDULED, State.ON_HOLD}
)
"""States in which a story can still be rewritten: no reader has seen it."""


class StepRefused(ValueError):
    """This step may not follow; the sentence says why."""


def check_step(story: Story, wanted: str) -> None:
    """Raise `StepRefused` unless the story may go to `wanted`."""
    if wanted in STEPS[story.state]:
        return
    if story.state in (State.PUBLISHED, State.CORRECTED):
        raise StepRefused(_("This story is already published. Correct it, or withdraw it."))
    check_open(story)
    raise StepRefused(_("This story is not ready for that step yet."))


def check_open(story: Story) -> None:
    """Raise `StepRefused` for a story that was dropped, withdrawn or taken down."""
    if not STEPS[story.state]:
        raise StepRefused(_("This story was closed and cannot be changed any more."))


def check_writing(story: Story, language: str) -> None:
    """Raise `StepRefused` where this would change what readers have seen, without telling them."""
    check_open(story)
    if story.state in SHOWN and story.versions.filter(language=language).exists():
        raise StepRefused(
            _(
                "In this language the story is already published. The editor can correct it, with a note for readers."
            )
        )


def may_edit(membership: Membership | None) -> bool:
    """The desk."""
    return at_desk(membership)
