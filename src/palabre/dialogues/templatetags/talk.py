"""Names of things said in a dialogue, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.queries import heard
from palabre.kit import clock

register = template.Library()

SEATS = {
    "host": _("Host"),
    "panelist": _("Panelist"),
    "local_voice": _("Local voice"),
    "speaker": _("Speaker"),
}
GROUPS = {
    "host": _("Hosts"),
    "panelist": _("The panel"),
    "local_voice": _("Voices from the ground"),
    "speaker": _("Who spoke"),
}
FORMATS = {
    "salon": _("Salon"),
    "e-debate": _("Debate"),
    "hosted": _("Hosted discussion"),
    "call": _("Call for ideas"),
}
KINDS = {
    "idea": _("Idea"),
    "approach": _("Way of doing it"),
    "solution": _("Solution"),
    "resource": _("To read or use"),
    "experience": _("Experience"),
    "answer": "",
}
STATES = {
    "upcoming": _("Opens soon"),
    "open": _("Open"),
    "in_synthesis": _("Closed; the hosts are writing down what they heard"),
    "archived": _("Archived"),
}
NAMES: dict[str, dict[str, Any]] = {
    "seat": SEATS,
    "group": GROUPS,
    "format": FORMATS,
    "kind": KINDS,
    "state": STATES,
}


@register.filter
def named(value: str, table: str) -> Any:
    """`{{ seat.kind|named:"seat" }}`: what readers call it."""
    return NAMES[table].get(value, "")


@register.filter
def hours_waiting(contribution: Any) -> int:
    """Whole hours since it was said."""
    return int((clock.now() - contribution.said_at).total_seconds() // 3600)


@register.simple_tag
def behind(finding: Any) -> dict[str, int]:
    """How many people, cities and languages stand behind a finding."""
    people, cities, languages = heard.behind(finding)
    return {"people": people, "cities": cities, "languages": languages}
