"""Names of reasons and decisions in the reader's language."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
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


@register.simple_tag(takes_context=True)
def report_link(
    context: Context, kind: str, number: int, *theirs: int | None, of: Any = "", language: str = ""
) -> SafeString | str:
    """The way to report a text, `of` somebody or something named in a `language`; nothing for who may not.

    `theirs` are the numbers of those members whose text it is: nobody reports their own.
    """
    member = context["request"].membership
    if member is None or member.pk in theirs:
        return ""
    named = format_html('<span class="unseen"{}>: {}</span>', _spoken(language), of) if of else ""
    address = reverse("moderation_flag", args=[kind, number])
    return format_html('<a href="{}">{}{}</a>', address, gettext("Report"), named)


def _spoken(language: str) -> SafeString | str:
    return format_html(' lang="{}"', language) if language else ""


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
