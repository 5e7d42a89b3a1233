"""Proposing an initiative, writing down a check."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.communities.requests import CommunityRequest
from palabre.communities.sheets import sheet
from palabre.initiatives import actions, rules
from palabre.initiatives.forms import CheckForm, ProposeForm
from palabre.initiatives.queries import reading
from palabre.initiatives.refusals import Refusal
from palabre.kit import clock
from palabre.kit.languages import interface_for
from palabre.people.counts import limited
from palabre.places.queries import hubs


@limited("send_in")
@require_http_methods(["GET", "POST"])
def propose(request: CommunityRequest) -> HttpResponse:
    """Tell of something people have undertaken."""
    member = request.membership
    if not rules.may_propose(member):
        raise Http404
    form = ProposeForm(
        request.POST or None,
        languages=request.community.languages,
        hubs=hubs.hubs(request.community),
        here=interface_for(request.language),
        today=clock.today(request.community.time_zone),
        initial={"language": request.language, "stage": "running"},
    )

    def act(fields: dict[str, Any]) -> str:
        made = actions.propose(community=request.community, by=member, **fields)
        return reverse("initiatives_page", args=[made.slug])

    lede = (
        ""
        if rules.shows_at_once(member)
        else _("It appears after somebody of the city's team has checked it.")
    )
    context = {"title": _("Tell of an initiative"), "lede": lede, "button": _("Send it")}
    return sheet(
        request, form, act, context | {"cancel_url": reverse("initiatives_index")}, refusals=(Refusal,)
    )


@limited("send_in")
@require_http_methods(["GET", "POST"])
def check(request: CommunityRequest, slug: str) -> HttpResponse:
    """Write down that one looked, on which day, and what one saw."""
    member = request.membership
    initiative = reading.fetch(slug, member)
    if member is None or not rules.may_check(initiative, member):
        raise Http404
    today = clock.today(request.community.time_zone)
    form = CheckForm(
        request.POST or None,
        languages=request.community.languages,
        initial={"on": today, "stage": initiative.stage, "language": request.language},
    )
    address = reverse("initiatives_page", args=[slug])

    def act(fields: dict[str, Any]) -> str:
        actions.check(initiative=initiative, by=member, **fields)
        return address

    context = {"title": _("I looked at it"), "lede": initiative.name, "cancel_url": address}
    return sheet(request, form, act, context | {"button": _("Keep this check")}, refusals=(Refusal,))
