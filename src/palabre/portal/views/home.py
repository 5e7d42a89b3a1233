"""Front pages: a community's, and the network's on the bare host."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.communities.addresses import page
from palabre.communities.requests import CommunityRequest, NetworkRequest
from palabre.kit import clock
from palabre.kit.delivery.keeping import keepable
from palabre.places.queries import hubs
from palabre.portal.queries.home import home as gather
from palabre.portal.queries.network import engagement_of
from palabre.portal.queries.network import network as gather_network


@keepable()
@require_safe
def home(request: CommunityRequest) -> HttpResponse:
    """What is open now is the page, not a teaser for it."""
    timezone.activate(request.community.time_zone)
    context = {
        "home": gather(request.community, request.membership, request.language),
        "community": request.community,
        "today": clock.today(request.community.time_zone),
        "description": request.community.cause_for(request.language)[0],
    }
    return render(request, "portal/home.html", context)


@keepable("after")
@require_safe
def network(request: NetworkRequest) -> HttpResponse:
    """Open communities in one sentence each, and the cities they cover."""
    found = gather_network(request.GET.get("after", ""))
    cities = hubs.by_name(found.cities, request.language)

    def door(city: hubs.City) -> str:
        hub = found.hubs[city.pk]
        return page(hub.community, "portal_city", request.language, slug=hub.slug)

    context = {
        "doors": found.doors,
        "following": found.following,
        "points": hubs.points(cities, request.language, door),
    }
    return render(request, "portal/network.html", context)


@keepable()
@require_safe
def about(request: CommunityRequest) -> HttpResponse:
    """What this community is for, whose it is, since when and until when, and its rules."""
    context = {"community": request.community, "engagement": engagement_of(request.community)}
    return render(request, "portal/about.html", context)
