"""The pages on which a dialogue's own words are changed, and what stands on a seat."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.communities.pictures import folder_of
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions import wording
from palabre.dialogues.forms.wording import SayingForm, SeatWordsForm
from palabre.dialogues.queries import panel
from palabre.dialogues.views.desk import desk_of, hosted, sheet
from palabre.kit import pictures
from palabre.kit.forms import written_in
from palabre.people.counts import limited
from palabre.places.queries import hubs

WORDS = ("title", "language", "standfirst", "framing", "partners", "picture_alt", "picture_credit")
either = require_http_methods(["GET", "POST"])


@limited("desk")
@either
def words(request: CommunityRequest, slug: str) -> HttpResponse:
    """Title, standfirst, framing, partners and photograph, to be changed until the dialogue is archived."""
    dialogue, by = hosted(request, slug)
    if not rules.may_reword(dialogue, by):
        raise Http404
    form = SayingForm(
        request.POST or None,
        request.FILES or None,
        languages=_languages(request, dialogue.language),
        has_picture=bool(dialogue.picture),
        initial={name: getattr(dialogue, name) for name in WORDS},
    )
    written_in(form, dialogue.language, "title", "standfirst", "framing", "picture_alt")

    def act(fields: dict[str, Any]) -> str:
        kept = "" if fields.pop("no_picture", False) else str(dialogue.picture)
        picture = photograph(request, fields.pop("picture")) or kept
        wording.say_otherwise(dialogue=dialogue, by=by, picture=picture, **fields)
        return desk_of(dialogue)

    context = {"title": _("Change what it says"), "lede": _("Its address stays."), "dialogue": dialogue}
    return sheet(request, form, act, context, "saying")


@limited("desk")
@either
def seat(request: CommunityRequest, pk: int) -> HttpResponse:
    """What stands on a seat, for its hosts and for whoever sits there."""
    by = request.membership
    found = panel.of_dialogue(pk, by)
    if found is None or by is None or not rules.may_change_seat(found, by):
        raise Http404
    dialogue = found.dialogue
    is_host = rules.may_host(dialogue, by)
    form = SeatWordsForm(
        request.POST or None,
        request.FILES or None,
        languages=_languages(request, found.language),
        hubs=hubs.hubs(request.community),
        here=request.language,
        has_portrait=bool(found.portrait),
        initial={name: getattr(found, name) for name in ("name", "title", "opening", "language")}
        | {"city": found.city_id},
    )
    written_in(form, found.language, "title", "opening")
    back = desk_of(dialogue) if is_host else reverse("dialogues_own_seat", args=[pk])

    def act(fields: dict[str, Any]) -> str:
        kept = "" if fields.pop("no_portrait", False) else str(found.portrait)
        portrait = face(request, fields.pop("portrait")) or kept
        wording.change_seat(seat=found, by=by, portrait=portrait, **fields)
        return back

    context = {
        "title": _("What stands on the seat of %(name)s") % {"name": found.name},
        "dialogue": dialogue,
        "cancel_url": back,
    }
    return sheet(request, form, act, context, "seat")


def photograph(request: CommunityRequest, upload: Any) -> str:
    """The name under which a dialogue's photograph is kept; "" where none was sent. Raises `PictureRefused`."""
    return pictures.store(upload, folder=folder_of(request.community, "dialogues")).name if upload else ""


def face(request: CommunityRequest, upload: Any) -> str:
    """The name under which a portrait is kept; "" where none was sent. Raises `PictureRefused`."""
    if not upload:
        return ""
    return pictures.store_portrait(upload, folder=folder_of(request.community, "portraits")).name


def _languages(request: CommunityRequest, spoken: str) -> list[str]:
    """The community's languages, and the one it is in already."""
    return list(dict.fromkeys([*request.community.languages, spoken]))
