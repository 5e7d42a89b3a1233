"""How far initiatives are, in words, and what they are called."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from palabre.initiatives.models import Initiative
from palabre.initiatives.queries.reading import shown
from palabre.kit.templatetags.palabre import words

register = template.Library()

STAGES = {
    "idea": _("An idea"),
    "trial": _("Being tried"),
    "running": _("Running"),
    "spreading": _("Spreading"),
    "ended": _("Ended"),
}


@register.filter
def stage_name(stage: str) -> Any:
    """`{{ initiative.stage|stage_name }}`: what readers call it."""
    return STAGES.get(stage, "")


@register.simple_tag(takes_context=True)
def initiative_name(context: Context, initiative: Initiative) -> SafeString:
    """What it is called in the reader's language, where somebody said so; else in its own."""
    request: Any = context.get("request")
    first = shown(initiative, getattr(request, "language", "") or get_language() or "en").first
    return words(first.name, first.language)
