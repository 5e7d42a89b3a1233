"""What kinds of things are called where they are found; roles of a city's team; where a community is."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext_lazy as _

from palabre.communities.addresses import absolute
from palabre.communities.models import Community, Membership

register = template.Library()

KINDS = {
    "dialogue": _("Conversation"),
    "question": _("Question"),
    "contribution": _("Answer"),
    "heard": _("What was heard"),
    "theme": _("Theme"),
    "story": _("Story"),
    "initiative": _("Initiative"),
}
ROLES = {
    "correspondent": _("City correspondent"),
    "editor": _("Editor"),
    "moderator": _("Moderator"),
    "manager": _("Manager"),
}


@register.filter
def kind_name(kind: str) -> Any:
    """`{{ document.kind|kind_name }}`: what readers call it."""
    return KINDS.get(kind, "")


@register.filter
def role_in_team(membership: Membership) -> Any:
    """What somebody is for a city, in the reader's language: the first of their roles that says so."""
    return next((name for role, name in ROLES.items() if membership.has(role)), _("Member of the team"))


@register.simple_tag(takes_context=True)
def door(context: Context, community: Community) -> str:
    """The address of a community's front page, in the reader's language where it has it."""
    request: Any = context["request"]
    return absolute(community, "/", getattr(request, "address_language", None))
