"""How far initiatives are, in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

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
