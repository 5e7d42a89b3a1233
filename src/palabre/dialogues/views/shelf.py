"""Something to read: put on the shelf, sent in from the field, accepted, downloaded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.communities import once, saved
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions import shelving
from palabre.dialogues.forms.shelf import ResourceForm, SendInForm
from palabre.dialogues.models import Resource
from palabre.dialogues.queries import reading, shelf
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.views.desk import desk_of, hosted, offer, sheet
from palabre.kit import papers
from palabre.people.counts import limited

either = require_http_methods(["GET", "POST"])


@limited("desk")
@either
def shelve(request: CommunityRequest, slug: str) -> HttpResponse:
    """Put something on the shelf."""
    dialogue, by = hosted(request, slug)
    form = ResourceForm(request.POST or None, request.FILES or None, **offer(request))

    def act(fields: dict[str, Any]) -> str:
        shelving.shelve(dialogue=dialogue, by=by, **_kept(fields))
        return desk_of(dialogue)

    return sheet(request, form, act, {"title": _("Add something to read"), "dialogue": dialogue}, "shelf")


@limited("send_in")
@either
def send_in(request: CommunityRequest, slug: str) -> HttpResponse:
    """A member sends in something from the field; the hosts look at it first."""
    dialogue, by = reading.fetch(slug, request.membership), request.membership
    if by is None or not rules.may_speak(dialogue, by):
        raise Http404
    form: forms.Form = SendInForm(request.POST or None, request.FILES or None, **offer(request))
    page = reverse("dialogues_page", args=[dialogue.slug])

    def act(fields: dict[str, Any]) -> str:
        shelving.send_in(dialogue=dialogue, by=by, **_kept(fields))
        return page

    context = {
        "title": _("Send in something to read"),
        "lede": _("A report, a plan, figures, a picture from where you are. The hosts look at it first."),
        "button": _("Send it"),
        "cancel_url": page,
    }
    return sheet(request, form, act, context, "sent")


@limited("desk")
@require_POST
def judge(request: CommunityRequest, pk: int) -> HttpResponse:
    """A host accepts what was sent in, or takes something away."""
    found = shelf.reachable(pk, request.membership)
    if found is None:
        raise Http404
    dialogue, by = hosted(request, found.dialogue.slug)
    if request.POST.get("do") not in ("accept", "away"):
        raise BadRequest("The form does not say what to do with it.")

    def act() -> str:
        if request.POST["do"] == "accept":
            shelving.accept(resource=found, by=by)
            return saved.mark(desk_of(dialogue), "shelf", by=by)
        shelving.take_away(resource=found, by=by)
        return saved.mark(desk_of(dialogue), "away", by=by)

    return once.answer(request, act)


@require_safe
def download(request: CommunityRequest, pk: int) -> FileResponse:
    """A file of the shelf, for whoever may see it: to be saved, never shown as a page of ours."""
    found = shelf.reachable(pk, request.membership)
    name = str(found.file) if found else ""
    if found is None or not name or not default_storage.exists(name):
        raise Http404
    answer = FileResponse(
        default_storage.open(name),
        as_attachment=True,
        filename=_called(found, name),
        content_type=found.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _called(resource: Resource, name: str) -> str:
    """The title as a file's name, with the ending of what it is."""
    ending = name.rpartition(".")[2]
    stem = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in resource.title)
    return get_valid_filename(f"{' '.join(stem.split())[:80] or 'file'}.{ending}")


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the file, where one was sent, kept by what it is; raises `Refusal`."""
    upload = fields.pop("file", None)
    if upload is None:
        return fields
    try:
        return {**fields, "paper": papers.store(upload, folder="shelf")}
    except papers.PaperRefused as refused:
        raise Refusal(str(refused)) from refused
