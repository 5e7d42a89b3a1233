"""Cities: all of a community's with their stories, one with its team, and an initiative with the stories about it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.communities.requests import CommunityRequest
from palabre.initiatives.queries import reading as initiatives
from palabre.kit.delivery.keeping import keepable
from palabre.kit.numbers import Cursor
from palabre.newsroom.queries import gathering
from palabre.places.queries import hubs, teams
from palabre.places.rules import may_open_hub


@keepable("before", "city")
@require_safe
def cities(request: CommunityRequest) -> HttpResponse:
    """All cities on a map and in a list; the stories of all, or of those ticked (`?city=dhaka&city=cali`)."""
    timezone.activate(request.community.time_zone)
    covered = hubs.hubs(request.community)
    asked = set(request.GET.getlist("city"))
    chosen = [hub for hub in covered if hub.slug in asked]
    addresses = {hub.city_id: reverse("portal_city", args=[hub.slug]) for hub in covered}
    named = sorted(covered, key=lambda hub: hub.city.name_in(request.language).casefold())
    lines, older = gathering.stream(
        [hub.pk for hub in chosen or covered], _languages(request), before=_before(request)
    )
    context = {
        "hubs": named,
        "chosen": [hub.slug for hub in chosen],
        "narrowed": urlencode([("city", hub.slug) for hub in chosen]),
        "points": hubs.points(
            [hub.city for hub in named], request.language, lambda city: addresses[city.pk], kind="hub"
        ),
        "lines": lines,
        "older": _cursor(older),
        "may_open": may_open_hub(request.membership),
    }
    return render(request, "portal/cities.html", context)


@keepable("before")
@require_safe
def city(request: CommunityRequest, slug: str) -> HttpResponse:
    """One city: its team, its answer to the week's question, its stories, its initiatives."""
    hub = hubs.fetch_hub(slug)
    timezone.activate(hub.city.time_zone)
    lines, older = gathering.stream([hub.pk], _languages(request), before=_before(request))
    answer = gathering.answer_from(hub, request.community, _languages(request))
    found = initiatives.in_city(hub.city, request.membership, request.language)
    places = {link.replication.city for one in found for link in one.elsewhere}
    context = {
        "hub": hub,
        "team": teams.team(hub),
        "theme": answer[0] if answer else None,
        "answer": answer[1] if answer else None,
        "lines": [line for line in lines if answer is None or line.told.story.pk != answer[1].told.story.pk],
        "older": _cursor(older),
        "initiatives": found,
        "points": _points(hub.city, places - {hub.city}, request.language),
    }
    return render(request, "portal/city.html", context)


@keepable()
@require_safe
def initiative(request: CommunityRequest, slug: str) -> HttpResponse:
    """An initiative: who, where, for whom, on what evidence, where it was taken up, the stories that tell of it."""
    found = initiatives.detail(slug, request.membership, request.language)
    one = found.shown.initiative
    places = {link.replication.city for link in found.elsewhere}
    places |= {link.other.initiative.city for link in found.origins if link.other}
    context = {
        "shown": found.shown,
        "initiative": one,
        "elsewhere": found.elsewhere,
        "origins": found.origins,
        "may_check": found.may_check,
        "hub": hubs.hub_in(one.city),
        "told": gathering.telling_of(one.pk, _languages(request)),
        "points": _points(one.city, places - {one.city}, request.language),
    }
    return render(request, "initiatives/page.html", context)


def _points(here: hubs.City, elsewhere: set[hubs.City], language: str) -> list[hubs.Point]:
    others = hubs.by_name(elsewhere, language)
    return hubs.points([here], language, kind="here") + hubs.points(others, language)


def _languages(request: CommunityRequest) -> tuple[str, str]:
    """The reader's language, then the community's own, which most of its readers know."""
    return request.language, request.community.default_language


def _before(request: CommunityRequest) -> tuple[datetime, int] | None:
    cursor = Cursor.parse(request.GET.get("before", ""))
    return (cursor.at, cursor.pk) if cursor else None


def _cursor(following: tuple[datetime, int] | None) -> str:
    return urlencode({"before": str(Cursor(*following))}) if following else ""
