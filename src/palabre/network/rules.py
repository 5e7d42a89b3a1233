"""Which step may follow which, and who may take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NoReturn

from django.utils.translation import gettext as _

from palabre.communities.models import Membership
from palabre.network.models import Assignment

State = Assignment.State

# The trade's table: a transition that is not listed is refused.
STEPS: Final[dict[str, frozenset[str]]] = {
    State.DRAFT: frozenset({State.OFFERED, State.CANCELLED}),
    State.OFFERED: frozenset(
        {State.ACCEPTED, State.DECLINED, State.COUNTERED, State.LAPSED, State.CANCELLED}
    ),
    State.COUNTERED: frozenset({State.OFFERED, State.ACCEPTED, State.DECLINED}),
    State.ACCEPTED: frozenset({State.IN_PROGRESS, State.FILED, State.CANCELLED, State.KILLED}),
    State.IN_PROGRESS: frozenset({State.FILED, State.CANCELLED, State.KILLED}),
    State.FILED: frozenset({State.COMPLETED, State.CANCELLED, State.KILLED}),
    State.DECLINED: frozenset(),
    State.LAPSED: frozenset(),
    State.COMPLETED: frozenset(),
    State.CANCELLED: frozenset(),
    State.KILLED: frozenset(),
}


class StepRefused(ValueError):
    """This step may not follow; the sentence says why."""


def check_step(assignment: Assignment, wanted: str) -> None:
    """Raise `StepRefused` unless the assignment may go to `wanted` now."""
    if wanted not in STEPS[assignment.state]:
        refuse(assignment.state)


def refuse(state: str) -> NoReturn:
    """Raise `StepRefused` with what to say of this state."""
    raise StepRefused(SENTENCES.get(state, lambda: _("That is not possible any more."))())


# What to say to somebody who comes too late, by the state they find.
SENTENCES: Final[dict[str, Callable[[], str]]] = {
    State.DECLINED: lambda: _("This assignment was declined. Write to the editor if that was a mistake."),
    State.LAPSED: lambda: _(
        "Nobody answered in time, so the offer has ended. Write to the editor if you still want it."
    ),
    State.ACCEPTED: lambda: _("This assignment is already agreed."),
    State.CANCELLED: lambda: _("The editor has cancelled this assignment."),
    State.COMPLETED: lambda: _("This assignment is finished."),
    State.FILED: lambda: _("The story for this assignment has already arrived."),
    State.KILLED: lambda: _("This story was withdrawn."),
}


def may_offer(membership: Membership | None) -> bool:
    """Editors and managers give assignments."""
    return membership is not None and membership.has("editor", "manager")


def may_work_on(assignment: Assignment, membership: Membership | None) -> bool:
    """The correspondent it was given to."""
    return (
        membership is not None
        and assignment.membership_id == membership.pk
        and membership.has("correspondent")
    )
