"""Names of reasons in the reader's language."""

from typing import Any

from django import template

from palabre.moderation.forms import REASONS

register = template.Library()


@register.filter
def reason_name(reason: str) -> Any:
    """What readers call a reason."""
    return dict(REASONS).get(reason, reason)
