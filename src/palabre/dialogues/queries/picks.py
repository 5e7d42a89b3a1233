"""What the hosts picked, and what they say to newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from palabre.communities.models import Community
from palabre.dialogues.models import Contribution, Dialogue, Question, Welcome
from palabre.kit.languages import interface_for

SHOWN = 4


def picked(dialogue: Dialogue | int) -> Any:
    """What the hosts picked and everybody may read, the latest first."""
    shown = Contribution.objects.visible_to(None).filter(dialogue=dialogue, picks__isnull=False)
    return shown.order_by("-picks__at", "-pk")


def pinned(dialogue: Dialogue | int, question: Question | int | None = None) -> Any:
    """The answers that stand first, of each question or of one."""
    shown = Contribution.objects.visible_to(None).filter(dialogue=dialogue, answers=None, picks__pinned=True)
    return (shown if question is None else shown.filter(question=question)).said_in_order()


def welcome(community: Community, language: str) -> tuple[str, str]:
    """What hosts say to a newcomer, and its language: theirs where there is a text in it."""
    own = Welcome.objects.filter(community=community, language=language).first()
    return (own.text, language) if own is not None else _of_the_house(language)


def _of_the_house(language: str) -> tuple[str, str]:
    spoken = interface_for(language)
    with translation.override(spoken):
        return _(
            "Welcome, and thank you for your words. We are glad that you are here: tell us more, and answer others "
            "too."
        ), spoken


def welcomes(community: Community, languages: Sequence[str]) -> dict[str, str]:
    """The text of each language; "" where it would be said in another."""
    rows = Welcome.objects.filter(community=community, language__in=languages)
    own = dict(rows.values_list("language", "text"))
    found = {tag: (own[tag], tag) if tag in own else _of_the_house(tag) for tag in languages}
    return {tag: text if spoken == tag else "" for tag, (text, spoken) in found.items()}
