"""Cities a community covers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from palabre.communities.models import Community, Membership
from palabre.kit import tenancy
from palabre.places import rules
from palabre.places.atlas import Point
from palabre.places.models import City, Hub

__all__ = [
    "City",
    "Hub",
    "Point",
    "by_name",
    "cities_covered",
    "city_of_hub",
    "doors",
    "fetch_hub",
    "hub_in",
    "hubs",
    "points",
    "to_open",
]
MOST = 500


def hubs(community: Community, slugs: Sequence[str] = ()) -> list[Hub]:
    """The community's cities by name; those with these addresses only, where some are given."""
    rows = Hub.objects.filter(community=community).select_related("city").order_by("city__name", "pk")
    return list((rows.filter(slug__in=slugs) if slugs else rows)[:MOST])


def fetch_hub(slug: str) -> Hub:
    """The city at this address in the community we are in, or 404."""
    rows = Hub.objects.filter(community_id=tenancy.current_community_id()).select_related("city", "community")
    return get_object_or_404(rows, slug=slug)


def city_of_hub(slug: str) -> City:
    """The city behind a hub's address, or 404."""
    return fetch_hub(slug).city


def hub_in(city: City) -> Hub | None:
    """The page of a city in the community we are in, where it has one."""
    return Hub.objects.filter(community_id=tenancy.current_community_id(), city=city).first()


def to_open(cities: Iterable[City | None], by: Membership | None) -> list[City]:
    """Of these cities, those without a page in the community we are in, where this member may open one."""
    wanted = {city.pk: city for city in cities if city is not None}
    if not wanted or not rules.may_open_hub(by):
        return []
    here = Hub.objects.filter(community_id=tenancy.current_community_id(), city__in=wanted)
    known = set(here.values_list("city_id", flat=True))
    return [city for pk, city in wanted.items() if pk not in known]


def cities_covered(communities: QuerySet[Community]) -> list[City]:
    """The cities of several communities, those covered by most first; asked everywhere, for the network's page."""
    rows = City.objects.filter(hubs__community__in=communities).annotate(covered=Count("hubs"))
    return list(rows.order_by("-covered", "name")[:MOST])


def doors(communities: QuerySet[Community]) -> dict[int, Hub]:
    """By city, its page in the first of these communities that has one; asked everywhere, as above."""
    rows = Hub.objects.filter(community__in=communities).select_related("community").order_by("community")
    found: dict[int, Hub] = {}
    for hub in rows[: MOST * 4]:
        found.setdefault(hub.city_id, hub)
    return found


def by_name(cities: Iterable[City], language: str) -> list[City]:
    """Cities in the order of their names as this reader knows them."""
    return sorted(cities, key=lambda city: city.name_in(language).casefold())


def points(
    cities: Iterable[City], language: str, url: Callable[[City], str] | None = None, kind: str = "city"
) -> list[Point]:
    """Cities as a map wants them, named in the reader's language."""
    return [
        Point(
            name=city.name_in(language),
            latitude=city.latitude,
            longitude=city.longitude,
            url=url(city) if url else "",
            kind=kind,
            language=city.foreign_in(language),
        )
        for city in cities
    ]
