"""The list of initiatives. The page of one gathers stories too, so it is the portal's."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palabre.communities.requests import CommunityRequest
from palabre.communities.sharing import share
from palabre.initiatives import rules
from palabre.initiatives.queries import reading
from palabre.kit.delivery.keeping import keepable
from palabre.kit.numbers import row_number
from palabre.places.models import City
from palabre.places.queries import hubs


@keepable("stage", "city", "before")
@require_safe
def index(request: CommunityRequest) -> HttpResponse:
    """Initiatives by stage and city (`?stage=running&city=1185241`), with their map."""
    stage = request.GET.get("stage", "")
    city = row_number(request.GET.get("city")) or 0
    shelf = reading.shelf(
        request.membership, request.language, stage=stage, city=city, before=request.GET.get("before", "")
    )
    narrowed = {name: str(value) for name, value in (("stage", stage), ("city", city)) if value}

    def listed(place: City) -> str:
        return f"{reverse('initiatives_index')}?{urlencode({**narrowed, 'city': place.pk})}"

    covered = [place for place, _many in shelf.cities]
    context = {
        "shelf": shelf,
        "stage": stage,
        "city": city,
        "narrowed": urlencode(narrowed),
        "points": hubs.points(covered, request.language, listed),
        "may_propose": rules.may_propose(request.membership),
    }
    return render(request, "initiatives/index.html", context)


@keepable()
@require_safe
def share_one(request: CommunityRequest, slug: str) -> HttpResponse:
    """Pass on an initiative that everybody may read of."""
    found = reading.fetch(slug, request.membership)
    if found.standing != "public":
        raise Http404
    words = reading.shown(found, request.language).first
    return share(
        request,
        title=words.name,
        language=words.language,
        path=reverse("initiatives_page", args=[found.slug]),
    )
