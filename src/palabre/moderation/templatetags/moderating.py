"""Names of reasons and decisions in the reader's language."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from palabre.moderation.forms import REASONS
from palabre.moderation.rules import FIRST_WORDS, FLOOD, LINK, UNPROVEN

register = template.Library()

_DONE = {
    "public": _("shown"),
    "hidden": _("hidden"),
    "removed": _("removed for good"),
    "pending": _("held until read"),
}
_HELD = {
    FIRST_WORDS: _("first words of a new member"),
    LINK: _("a link by a new member"),
    FLOOD: _("many texts in a few minutes"),
    UNPROVEN: _("sent before signing in, and nothing showed that no machine sent it"),
}


@register.filter
def reason_name(reason: str) -> Any:
    """What readers call a reason."""
    return dict(REASONS).get(reason, reason)


@register.filter
def verdict_name(state: str) -> Any:
    """What became of a text."""
    return _DONE[state]


@register.filter
def hold_name(reason: str) -> Any:
    """Why a text is kept back until somebody has read it."""
    return _HELD.get(reason, _DONE["pending"])
