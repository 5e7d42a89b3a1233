"""Joining, and what happens to what was written before."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.communities import actions, gate, kept, once, queries, rules
from palabre.communities.forms import JoinForm
from palabre.communities.refusals import Refusal
from palabre.communities.requests import CommunityRequest
from palabre.communities.views.going import next_path
from palabre.people.counts import limited


def arrive(request: CommunityRequest, going: str) -> HttpResponse:
    """Carry out what waits, or ask to join first; then go on."""
    if request.membership is None:
        return redirect(reverse("communities_join"))
    member = request.membership
    if member.blocked_at or member.waits_since or gate.is_behind(request.community, member):
        # What waits is sent once they may write: for new rules, as soon as they have agreed to them.
        behind = kept.waiting(request) and not member.blocked_at and not member.waits_since
        return redirect(reverse("communities_rules") if behind else going)
    sent = kept.send_off(request, by=request.membership)
    if sent.refused:
        return render(request, "communities/kept.html", {"refused": sent.refused}, status=409)
    return redirect(sent.location or going)


@limited("join")
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: CommunityRequest) -> HttpResponse:
    """Become a member: the name shown, the rules; what was written before is sent off with it."""
    if request.person is None:
        return redirect(f"{reverse('people_sign_in')}?next={reverse('communities_join')}")
    going = next_path(request, get_script_prefix())
    drafts = kept.waiting(request)
    if request.membership is not None and request.membership.waits_since is not None:
        return render(request, "communities/waiting.html", {"drafts": drafts})
    if request.membership is not None:
        if request.method == "POST":
            return arrive(request, going)
        return render(request, "communities/kept.html", {"drafts": drafts}) if drafts else redirect(going)
    if not rules.is_open(request.community):
        raise Http404
    questions = queries.join_questions(request.community)
    form = JoinForm(request.POST or None, initial={"name": request.person.name}, questions=questions)
    if request.method == "POST" and form.is_valid():
        try:
            request.membership = actions.join(
                community=request.community,
                by=request.person,
                language=request.language,
                answers=form.answers(),
                **{name: form.cleaned_data[name] for name in ("name", "accepts_rules", "wants_mail")},
            )
            if request.membership.waits_since is not None:
                return redirect(reverse("communities_join"))
            return arrive(request, going)
        except Refusal as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "drafts": drafts, "next": next_path(request, ""), "once_key": _key(request)}
    context["own_rules"] = queries.current_rules(request.community)
    return render(request, "communities/join.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
def forget_draft(request: CommunityRequest, pk: int) -> HttpResponse:
    """Throw away something written before signing in."""
    kept.forget(request, pk)
    return redirect(reverse("communities_join"))


def _key(request: CommunityRequest) -> str:
    return once.key_of(request) if request.method == "POST" else once.new_key()
