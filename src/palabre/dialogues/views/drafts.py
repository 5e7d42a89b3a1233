"""Words kept for later with us, on forms of which a line may break where no script runs: carried words, and changes.

The sound and the consent are given when the words are sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from palabre.communities import saved
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.dialogues.actions import attending
from palabre.dialogues.models import Dialogue
from palabre.dialogues.refusals import Refusal
from palabre.kit.languages import is_known
from palabre.kit.text.tidy import one_line

CARRIED = "carried"
"""What a member is taking down of somebody in a dialogue, as a draft remembers it."""
BESIDE_CARRIED = {
    "said_by": "speaker",
    "city": "city",
    "city_named": "where",
    "question": "question",
    "consent_language": "consent",
}
"""What else is written or chosen on the form of carried words, by its field, as a draft remembers it."""


def place_of_carried(seat: int | None) -> str:
    """Where words being taken down are kept: those of each seat apart from the others."""
    return f"s{seat}" if seat else CARRIED


def is_to_keep(request: CommunityRequest) -> bool:
    """Whether the form was sent to be kept for later, by somebody we know."""
    return request.method == "POST" and "keep" in request.POST and request.membership is not None


def keep(
    request: CommunityRequest,
    dialogue: Dialogue,
    place: str,
    by: Membership,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    """Keep the words, and what is `beside` them in the form, and show it again with them.

    Raises `Refusal` where they are more than is kept: see `not_kept`.
    """
    sent = request.POST
    language = sent.get("language", "")
    known = language if is_known(language) else ""
    _keep(dialogue, place, sent.get("text", ""), by, known)
    for name, mark in beside.items():
        _keep(dialogue, f"{place}:{mark}", one_line(sent.get(name, "")), by)
    asked = request.GET.copy()
    asked.pop(saved.FIELD, None)
    return redirect(saved.mark(f"{request.path}?{asked.urlencode()}".rstrip("?"), "draft", by=by))


def not_kept(form: forms.Form, why: Refusal) -> None:
    """Why they were not kept, in the form that still holds them; what else is missing was not asked for."""
    form.errors.clear()
    form.add_error("text", str(why))


def begun(dialogue: Dialogue, place: str, by: Membership | None) -> dict[str, Any]:
    """What stands in the form already."""
    places = {place: "text"} | {f"{place}:{mark}": name for name, mark in BESIDE_CARRIED.items()}
    found: dict[str, Any] = {}
    for draft in dialogue.drafts.filter(by=by, place__in=places) if by is not None else ():
        found[places[draft.place]] = draft.text
        if draft.language:
            found["language"] = draft.language
    return found


def drop(dialogue: Dialogue, place: str, by: Membership) -> None:
    """It has been said."""
    marks = [f"{place}:{mark}" for mark in BESIDE_CARRIED.values()]
    dialogue.drafts.filter(by=by, place__in=[place, *marks]).delete()


def _keep(dialogue: Dialogue, place: str, text: str, by: Membership, language: str = "") -> None:
    attending.keep_draft(dialogue=dialogue, place=place, text=text, language=language, kind="", by=by)
