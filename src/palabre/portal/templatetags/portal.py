"""What kinds of things are called where they are found; roles of a city's team; where a community is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from babel.lists import format_list
from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palabre.communities.addresses import absolute
from palabre.communities.models import Community, Membership
from palabre.kit import moments
from palabre.kit.languages import direction, locale_of, name_of
from palabre.kit.templatetags.palabre import words

register = template.Library()

KINDS = {
    "dialogue": _("Conversation"),
    "question": _("Question"),
    "contribution": pgettext_lazy("a thing said", "Answer"),
    "heard": _("What was heard"),
    "theme": _("Theme"),
    "story": _("Story"),
    "initiative": _("Initiative"),
    "person": _("Member"),
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


@register.simple_tag
def lang_dir(tag: str) -> SafeString:
    """Language and direction of an element whose text may begin with a borrowed word, so that none can be guessed."""
    return format_html('lang="{}" dir="{}"', tag, direction(tag))


@register.filter
def role_in_team(membership: Membership) -> Any:
    """What somebody is for a city, in the reader's language: the first of their roles that says so."""
    return next((name for role, name in ROLES.items() if membership.has(role)), _("Member of the team"))


@register.filter
def language_list(tags: Iterable[str]) -> str:
    """Languages by their names, joined as the reader's language joins them: "Bengali and English"."""
    reader = get_language() or "en"
    return format_list([name_of(tag, reader) for tag in tags], locale=locale_of(reader))


@register.filter
def weekday(moment: datetime) -> SafeString:
    """The day of something near with its weekday, in the current time zone, with the machine's date beside it."""
    day = timezone.localtime(moment).date()
    words = moments.weekday_day(day, get_language() or "en")
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


@register.simple_tag(takes_context=True)
def door(context: Context, community: Community) -> str:
    """The address of a community's front page, in the reader's language where it has it."""
    request: Any = context["request"]
    return absolute(community, "/", getattr(request, "address_language", None))


@register.simple_tag(takes_context=True)
def called(context: Context, community: Community) -> SafeString:
    """A community's name, in the reader's language where it has one."""
    return words(*community.name_for(context["request"].language))


@register.simple_tag(takes_context=True)
def cause_of(context: Context, community: Community) -> SafeString:
    """What a community is for, in the reader's language where it is said in it."""
    return words(*community.cause_for(context["request"].language))
