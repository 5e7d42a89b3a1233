"""A host moves a dialogue's days."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.communities import once, saved
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions.dating import move_days
from palabre.dialogues.forms.dates import DaysForm
from palabre.dialogues.queries import reading
from palabre.dialogues.refusals import Refusal


@require_http_methods(["GET", "POST"])
def days(request: CommunityRequest, slug: str) -> HttpResponse:
    """The days, to be changed until the dialogue is archived."""
    dialogue, by = reading.fetch(slug, request.membership), request.membership
    if by is None or not rules.may_host(dialogue, by) or rules.state(dialogue) == rules.State.ARCHIVED:
        raise Http404
    form = DaysForm(
        request.POST or None,
        initial={name: getattr(dialogue, name) for name in DaysForm.base_fields},
    )
    sent, back = request.method == "POST", reverse("dialogues_host", args=[dialogue.slug])

    def act() -> str:
        move_days(dialogue=dialogue, by=by, **form.cleaned_data)
        return saved.mark(back, "days", by=by)

    if sent and form.is_valid():
        try:
            return once.answer(request, act)
        except Refusal as refused:
            form.add_error(None, str(refused))
    context = {
        "title": _("Change its days"),
        "form": form,
        "cancel_url": back,
        "once_key": once.key_of(request) if sent else once.new_key(),
    }
    return render(request, "kit/form_page.html", context, status=422 if sent else 200)
