"""What the hosts' pages have in common: whose they are, and a form on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from palabre.communities import once, saved
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.models import Dialogue
from palabre.dialogues.queries import reading
from palabre.dialogues.refusals import Refusal
from palabre.kit.pictures import PictureRefused


def hosted(request: CommunityRequest, slug: str) -> tuple[Dialogue, Membership]:
    """The dialogue, for its hosts; for anyone else it has no such page."""
    dialogue = reading.fetch(slug, request.membership)
    if request.membership is None or not rules.may_host(dialogue, request.membership):
        raise Http404
    return dialogue, request.membership


def offer(request: CommunityRequest, **initial: Any) -> dict[str, Any]:
    """What a form is made with: the community's languages, and the reader's chosen."""
    return {"languages": request.community.languages, "initial": {"language": request.language, **initial}}


def desk_of(dialogue: Dialogue) -> str:
    """Where its hosts work."""
    return reverse("dialogues_host", args=[dialogue.slug])


def sheet(
    request: CommunityRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    context: dict[str, Any],
    what: str = "",
    template: str = "kit/form_page.html",
) -> HttpResponse:
    """One form on a page of its own: shown, refused with sentences, or done once.

    The page that `act` leads to then says that `what` is saved, where something is. `template` is one that extends
    `kit/form_page.html`.
    """
    sent, by = request.method == "POST", request.membership
    if sent and by is not None and form.is_valid():
        try:
            return once.answer(request, lambda: _done(act(dict(form.cleaned_data)), what, by))
        except Refusal as why:
            form.add_error(None, str(why))
        except PictureRefused as why:
            form.add_error(_sent_with(form), str(why))
    if context.get("dialogue"):
        context.setdefault("cancel_url", desk_of(context["dialogue"]))
    context |= {"form": form, "once_key": once.key_of(request) if sent else once.new_key()}
    return render(request, template, context, status=422 if sent else 200)


def refused(request: CommunityRequest, dialogue: Dialogue, title: str, why: Refusal) -> HttpResponse:
    """A page that says why this cannot be done now, with the way back."""
    context = {"dialogue": dialogue, "title": title, "text": str(why)}
    return render(request, "dialogues/refused.html", context, status=409)


def archived(request: CommunityRequest, dialogue: Dialogue, title: str) -> HttpResponse | None:
    """That page, where the dialogue takes no more of what hosts add (`rules.takes_more`); else None."""
    return None if rules.takes_more(dialogue) else refused(request, dialogue, title, Refusal.archived())


def _sent_with(form: forms.Form) -> str:
    """The field by which it takes a picture."""
    return next(name for name, field in form.fields.items() if isinstance(field, forms.FileField))


def _done(place: str, what: str, by: Membership) -> str:
    return saved.mark(place, what, by=by) if what else place
