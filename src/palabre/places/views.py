"""Opening a city's page; saying where one lives."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.communities.requests import CommunityRequest
from palabre.communities.sheets import sheet
from palabre.kit.languages import interface_for
from palabre.kit.numbers import row_number
from palabre.people.counts import limited
from palabre.places import actions, rules
from palabre.places.forms import HomeForm, HubForm
from palabre.places.models import City, Hub
from palabre.places.naming import full_name, named
from palabre.places.queries import hubs, teams


@limited("desk")
@require_http_methods(["GET", "POST"])
def new_hub(request: CommunityRequest) -> HttpResponse:
    """Open a city's page; `?city=` is the number of one whose name is written in already."""
    by = request.membership
    if by is None or not rules.may_open_hub(by):
        raise Http404
    meant = City.objects.filter(pk=row_number(request.GET.get("city")) or 0).first()
    form = HubForm(
        request.POST or None,
        hubs=hubs.hubs(request.community),
        here=request.language,
        initial={"city_named": full_name(meant, interface_for(request.language))} if meant else {},
    )

    def act(fields: dict[str, Any]) -> str:
        made: Hub = actions.open_hub(community=request.community, city=fields["city"], by=by)
        return reverse("portal_city", args=[made.slug])

    context = {
        "title": _("Open a city's page"),
        "button": _("Open it"),
        "cancel_url": reverse("portal_cities"),
    }
    return sheet(request, form, act, context)


@limited("profile")
@never_cache
@require_http_methods(["GET", "POST"])
def home(request: CommunityRequest) -> HttpResponse:
    """The city a member speaks from. One that their profile names is written in: only they say it publicly."""
    by = request.membership
    if by is None:
        raise Http404
    known = teams.homes([by]).get(by.pk)
    form = HomeForm(
        request.POST or None,
        hubs=hubs.hubs(request.community),
        here=request.language,
        initial={"city": known.city_id}
        if known
        else {"city_named": by.place if named(by.place).sure else ""},
    )

    def act(fields: dict[str, Any]) -> str:
        actions.live_in(city=fields["city"], by=by)
        return reverse("communities_me")

    context = {
        "title": _("The city you speak from"),
        "lede": _("It stands beside what you say from now on. Leave it out, and no city does."),
        "cancel_url": reverse("communities_me"),
    }
    return sheet(request, form, act, context)
