"""What hosts read on their pages, in their language."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

STEPS: dict[str, tuple[Any, str]] = {
    "welcome": (_("Welcome everybody: say who you are and what you hope to hear."), "dialogues_wrap"),
    "questions": (_("Put the first questions."), "dialogues_ask"),
    "answer": (_("Leave nobody without an answer for more than 16 hours."), ""),
    "remind": (_("Remind the panelists who are still silent."), ""),
    "wrap": (_("Write a note: what was said so far."), "dialogues_wrap"),
    "round": (_("Put a second round of questions."), "dialogues_ask"),
    "last_days": (_("Write a note: the last days have come, who has not been heard yet?"), "dialogues_wrap"),
    "pick": (_("Pick the answers that latecomers should read first."), "dialogues_page"),
    "finding": (_("Write the first finding of what was heard."), "dialogues_synthesis"),
    "announce": (_("Publish what was heard."), "dialogues_synthesis"),
}
"""What each step of the playbook asks for, and the page where one does it; without one, this page."""


TROUBLES = {
    "private": _("This address leads into somebody's own network. Nobody else can open it."),
    "gone": _("Nothing is at this address any more."),
    "silent": _("This address does not answer."),
    "loops": _("This address leads on and on, and nowhere."),
}


@register.filter
def trouble(code: str) -> Any:
    """What is wrong with a link."""
    return TROUBLES.get(code, "")


@register.filter
def asks(code: str) -> Any:
    """What a step of the playbook asks for."""
    return STEPS[code][0]


@register.simple_tag
def place_of(code: str, slug: str, takes_more: bool = True) -> str:
    """Where one does what a step of the playbook asks for; "" where it is done on the host's page itself, or no more.

    Of what a dialogue asks for, only what was heard is written once it does not take more (`rules.takes_more`).
    """
    name = STEPS[code][1]
    return reverse(name, args=[slug]) if name and (takes_more or name == "dialogues_synthesis") else ""
