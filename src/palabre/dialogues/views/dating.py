"""A host moves a dialogue's days."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.communities import saved
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions.dating import move_days
from palabre.dialogues.forms.dates import DaysForm
from palabre.dialogues.views.desk import desk_of, hosted, sheet
from palabre.people.counts import limited


@limited("desk")
@require_http_methods(["GET", "POST"])
def days(request: CommunityRequest, slug: str) -> HttpResponse:
    """The days, to be changed until the dialogue is archived."""
    dialogue, by = hosted(request, slug)
    if rules.state(dialogue) == rules.State.ARCHIVED:
        raise Http404
    now = {name: getattr(dialogue, name) for name in DaysForm.base_fields}
    form = DaysForm(request.POST or None, initial=now)

    def act(fields: dict[str, Any]) -> str:
        waited = dialogue.rounds.filter(opens_on=None).count()
        move_days(dialogue=dialogue, by=by, **fields)
        wait = dialogue.rounds.filter(opens_on=None).count() > waited
        return saved.mark(desk_of(dialogue), "waiting" if wait else "days", by=by)

    return sheet(request, form, act, {"title": _("Change its days"), "dialogue": dialogue})
