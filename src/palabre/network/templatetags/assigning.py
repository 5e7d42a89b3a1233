"""Names of an assignment's stages and of what is owed, in the reader's language."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from palabre.kit import clock
from palabre.network.models import Assignment
from palabre.network.queries import assignments

register = template.Library()

STAGES = {
    "asked": _("asked"),
    "agreed": _("agreed"),
    "filed": _("filed"),
    "published": _("published"),
    "closed": _("closed"),
}
MONEY = {
    "agreed": _("agreed, not yet earned"),
    "earned": _("earned"),
    "approved": _("approved"),
    "batched": _("about to be sent"),
    "sent": _("sent"),
    "confirmed": _("received"),
}


@register.filter
def stage(assignment: Assignment) -> Any:
    """asked · agreed · filed · published · closed."""
    return STAGES[assignments.stage(assignment)]


@register.filter
def is_late(assignment: Assignment) -> bool:
    """Due, and nothing filed."""
    return assignment.due_at < clock.now() and assignment.filed_at is None


@register.filter
def money_state(state: str) -> Any:
    """What has become of money."""
    return MONEY.get(state, state)
