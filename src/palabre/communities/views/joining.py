"""For managers: how newcomers come in, and those who wait."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.communities import actions, once, queries, rules
from palabre.communities.forms import AnswerToNewcomerForm, JoiningForm
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.people.counts import limited


@limited("desk")
@never_cache
@require_http_methods(["GET", "POST"])
def joining(request: CommunityRequest) -> HttpResponse:
    """What newcomers are asked, and whether a manager lets them in."""
    by = _manager(request)
    asked = {f"question_{one.number}": one.text for one in queries.join_questions(request.community)}
    form = JoiningForm(
        request.POST or None, initial={"approves": request.community.approves_joining, **asked}
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            said = form.cleaned_data
            questions = [said[f"question_{number}"] for number in (1, 2, 3)]
            actions.set_joining(
                community=request.community, approves=said["approves"], questions=questions, by=by
            )
            return reverse("communities_members")

        return once.answer(request, act)
    context = {
        "form": form,
        "title": _("How newcomers come in"),
        "lede": _("Only managers see the answers to your questions."),
        "cancel_url": reverse("communities_members"),
        "once_key": once.key_of(request) if form.is_bound else once.new_key(),
    }
    return render(request, "kit/form_page.html", context, status=422 if form.is_bound else 200)


@limited("desk")
@never_cache
@require_http_methods(["GET", "POST"])
def newcomer(request: CommunityRequest, pk: int) -> HttpResponse:
    """Read what somebody answered, and let them in or not."""
    by = _manager(request)
    asked = Membership.objects.visible_to(by).select_related("person", "community")
    whose = get_object_or_404(asked, pk=pk)
    form = AnswerToNewcomerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.answer_newcomer(
                membership=whose,
                lets_in=form.cleaned_data["lets_in"] == "yes",
                sentence=form.cleaned_data["sentence"],
                language=request.language,
                by=by,
            )
            return reverse("communities_members")

        return once.answer(request, act)
    context = {
        "form": form if whose.waits_since else None,
        "whose": whose,
        "answers": whose.join_answers.order_by("number"),
        "button": _("Send your answer"),
        "cancel_url": reverse("communities_members"),
        "once_key": once.key_of(request) if form.is_bound else once.new_key(),
    }
    return render(request, "communities/newcomer.html", context, status=422 if form.is_bound else 200)


def _manager(request: CommunityRequest) -> Membership:
    if request.membership is None or not rules.may_manage(request.membership):
        raise Http404
    return request.membership
