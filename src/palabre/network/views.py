"""Offering, answering from the mail, and a correspondent's own page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import once
from palabre.communities.middleware import open_to_strangers
from palabre.communities.queries import engagement_of
from palabre.communities.requests import CommunityRequest
from palabre.communities.sheets import sheet
from palabre.kit.numbers import row_number
from palabre.network import rules
from palabre.network.actions import assigning
from palabre.network.forms import OfferForm, ReplyForm, end_of_day
from palabre.network.models import Assignment
from palabre.network.queries import assignments
from palabre.people.counts import limited

ANSWERED = "answered"


@limited("desk")
@require_http_methods(["GET", "POST"])
def offer(request: CommunityRequest) -> HttpResponse:
    """An editor asks a correspondent for a piece of work."""
    editor = request.membership
    if editor is None or not rules.may_offer(editor):
        raise Http404
    shape: dict[str, Any] = {"community": request.community, "languages": request.community.languages}
    wanted = {name: request.GET.get(name) for name in ("to", "hub", "slugline")}
    number = row_number(wanted["to"])
    terms = {} if number is None else assignments.usual_terms(number)
    initial = {"language": request.language, **terms, **wanted}
    form = OfferForm(request.POST or None, initial=initial, **shape)

    def act(fields: dict[str, Any]) -> str:
        due_at = end_of_day(fields.pop("due_on"), fields["to"].person.time_zone)
        assigning.offer(by=editor, due_at=due_at, engagement=engagement_of(request.community), **fields)
        return reverse("newsroom_desk")

    context = {
        "title": _("Ask for a story"),
        "button": _("Send the offer"),
        "cancel_url": reverse("newsroom_desk"),
    }
    return sheet(request, form, act, context)


@limited("file")
@open_to_strangers
@require_http_methods(["GET", "POST"])
def reply(request: CommunityRequest, pk: int, token: str) -> HttpResponse:
    """Answer an offer from the mail, without signing in: GET shows, POST acts and leads to a page that thanks."""
    assignment = assignments.by_token(pk, token)
    if assignment is None:
        raise Http404
    form = ReplyForm(request.POST or None)
    refused = ""
    shown: dict[str, Any] = {"assignment": assignment, "token": token, "may_file": _may_file(assignment)}
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            _answer(assignment, form)
            return f"{reverse('network_reply', args=[pk, token])}?{ANSWERED}"

        try:
            return once.answer(request, act)
        except rules.StepRefused as late:
            refused = str(late)
    if request.method != "POST" and ANSWERED in request.GET and _is_answered(assignment):
        return render(request, "network/answered.html", shown)
    if assignment.state == rules.State.OFFERED and not assignments.may_answer(assignment):
        refused = rules.SENTENCES[rules.State.LAPSED]()
    sent = request.method == "POST"
    context = shown | {
        "form": form if assignments.may_answer(assignment) else None,
        "refused": refused,
        "once_key": once.key_of(request) if sent else once.new_key(),
    }
    return render(request, "network/reply.html", context, status=(409 if refused else 422) if sent else 200)


@require_safe
def mine(request: CommunityRequest) -> HttpResponse:
    """What is asked of me, what is due, what I am owed, file now."""
    member = request.membership
    if member is None or not member.has("correspondent"):
        raise Http404
    context = {"assignments": assignments.of(member), "owed": assignments.owed(member)}
    return render(request, "network/mine.html", context)


def _is_answered(assignment: Assignment) -> bool:
    return _may_file(assignment) or assignment.state == rules.State.DECLINED


def _may_file(assignment: Assignment) -> bool:
    return assignment.state in (rules.State.ACCEPTED, rules.State.IN_PROGRESS)


def _answer(assignment: Assignment, form: ReplyForm) -> None:
    by = assignment.membership
    # The same answer from a page opened twice changes nothing.
    wanted = rules.State.ACCEPTED if form.cleaned_data["answer"] == "accept" else rules.State.DECLINED
    if assignment.state == wanted:
        return
    if not assignments.may_answer(assignment):
        found = rules.State.LAPSED if assignment.state == rules.State.OFFERED else assignment.state
        rules.refuse(found)
    if wanted == rules.State.ACCEPTED:
        assigning.accept(assignment=assignment, by=by)
    else:
        assigning.decline(assignment=assignment, reason=form.cleaned_data["reason"], by=by)
