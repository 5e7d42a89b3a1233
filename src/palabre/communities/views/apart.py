"""Muting, for each member; blocking, for managers."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.communities import actions, once, queries, rules
from palabre.communities.forms import BlockForm
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.communities.views.going import next_path
from palabre.people.counts import limited


@limited("profile")
@never_cache
@require_http_methods(["GET", "POST"])
def mute(request: CommunityRequest, pk: int) -> HttpResponse:
    """Fold somebody's words away, or unfold them again (`unmute`); sending it again changes nothing. GET asks first.

    Their own page has this too, but only who is listed, or known by a link, has one that is found.
    """
    member = request.membership
    whom = get_object_or_404(Membership.objects.shown_to(member), pk=pk)
    if member is None or whom.pk == member.pk:
        raise Http404
    if request.method != "POST":
        return _ask_to_mute(request, whom, is_muted=whom.pk in queries.muted_by(member))
    act = actions.unmute if "unmute" in request.POST else actions.mute

    def once_only() -> str:
        act(whom=whom, by=member)
        return next_path(request, reverse("communities_me"))

    return once.answer(request, once_only)


def _ask_to_mute(request: CommunityRequest, whom: Membership, *, is_muted: bool) -> HttpResponse:
    back = next_path(request, reverse("communities_me"))
    context = {
        "title": whom.name,
        "text": _("Their words are folded away for you. They do not know.") if is_muted else "",
        "button": _("Show their words again") if is_muted else _("Fold their words away for me"),
        "hidden": [("next", back), *([("unmute", "1")] if is_muted else [])],
        "once_key": once.new_key(),
        "cancel_url": back,
    }
    return render(request, "kit/confirm.html", context)


@limited("desk")
@never_cache
@require_http_methods(["GET", "POST"])
def block(request: CommunityRequest, pk: int) -> HttpResponse:
    """Block somebody from writing, with a reason; or let a blocked one write again."""
    by = request.membership
    whose = get_object_or_404(Membership.objects.visible_to(by).select_related("person", "community"), pk=pk)
    if by is None or not rules.may_block(by, whose):
        raise Http404
    back = reverse("communities_member", args=[pk])
    if whose.blocked_at is not None:
        return _unblock(request, whose, by, back)
    form = BlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            because = form.cleaned_data["because"]
            actions.block(membership=whose, because=because, language=request.language, by=by)
            return back

        return once.answer(request, act)
    context = {
        "form": form,
        "title": _("Block %(name)s from writing?") % {"name": whose.name},
        "lede": _("They can read and not write. What they wrote stays."),
        "button": _("Block them"),
        "cancel_url": back,
        "once_key": once.key_of(request) if form.is_bound else once.new_key(),
    }
    return render(request, "kit/form_page.html", context, status=422 if form.is_bound else 200)


def _unblock(request: CommunityRequest, whose: Membership, by: Membership, back: str) -> HttpResponse:
    if request.method == "POST":

        def act() -> str:
            actions.unblock(membership=whose, by=by)
            return back

        return once.answer(request, act)
    context = {
        "title": _("Let %(name)s write again?") % {"name": whose.name},
        "facts": [(_("Why they were blocked"), whose.blocked_because)],
        "button": _("Let them write"),
        "once_key": once.new_key(),
        "cancel_url": back,
    }
    return render(request, "kit/confirm.html", context)
