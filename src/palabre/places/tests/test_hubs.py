"""Cities a community covers, who is in their teams, where members live."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404
from django.template import Context, Template
from django.utils import translation

from palabre.kit import clock, tenancy
from palabre.kit.languages import interface_for
from palabre.kit.testing.cast import Cast
from palabre.places.models import City, Home, Hub, TeamMember
from palabre.places.queries import hubs, teams
from palabre.places.templatetags.atlas import world_map

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def city(number: int, name: str, **names: str) -> City:
    made: City = City.objects.create(
        pk=number, name=name, country="BD", names=names, latitude=1, longitude=2, time_zone="UTC"
    )
    return made


def cover(community: Any, place: City) -> Hub:
    made: Hub = Hub.objects.create(
        community=community, city=place, slug=place.name.lower(), opened_on=clock.today("UTC")
    )
    return made


def test_a_hub_is_reached_in_its_own_community_only(cast: Cast) -> None:
    dhaka = city(1, "Dhaka")
    with tenancy.community(cast.cities):
        cover(cast.cities, dhaka)
        assert hubs.city_of_hub("dhaka") == dhaka and hubs.hub_in(dhaka) is not None
    with tenancy.community(cast.circle):
        assert hubs.hubs(cast.circle) == [] and hubs.hub_in(dhaka) is None
        with pytest.raises(Http404):
            hubs.fetch_hub("dhaka")


def test_cities_stand_in_the_order_of_their_names_as_the_reader_knows_them() -> None:
    athens, zagreb = city(1, "Athens", fr="Athènes", xx="Z"), city(2, "Zagreb", xx="A")
    assert hubs.by_name([zagreb, athens], "fr") == [athens, zagreb]
    assert hubs.by_name([zagreb, athens], "xx") == [zagreb, athens]
    assert [point.name for point in hubs.points([athens], "fr", lambda place: f"/{place.pk}/")] == ["Athènes"]


def test_a_team_is_who_is_in_it_today(cast: Cast) -> None:
    today = clock.today("UTC")
    with tenancy.community(cast.cities):
        hub = cover(cast.cities, city(1, "Dhaka"))
        spans = {"amina": (-10, None), "bruno": (-10, -1), "carla": (1, None), "dev": (-20, 0)}
        for name, (since, until) in spans.items():
            TeamMember.objects.create(
                community=cast.cities,
                hub=hub,
                membership=cast.membership(name, cast.cities),
                since=today + timedelta(since),
                until=None if until is None else today + timedelta(until),
            )
        assert [one.membership.name for one in teams.team(hub)] == ["Dev", "Amina"]
        assert teams.is_in_team(cast.membership("amina", cast.cities), 1)
        assert not teams.is_in_team(cast.membership("bruno", cast.cities), 1)
        left = cast.membership("amina", cast.cities)
        left.left_at = clock.now()
        left.save()
        assert [one.membership.name for one in teams.team(hub)] == ["Dev"]


def test_homes_are_of_those_who_said_where_they_live(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        esi, farid = cast.membership("esi", cast.salon), cast.membership("farid", cast.salon)
        Home.objects.create(community=cast.salon, membership=esi, city=city(1, "Accra"))
        found = teams.homes([esi, farid])
    assert {number: home.city.name for number, home in found.items()} == {esi.pk: "Accra"}


@pytest.mark.parametrize(
    ("reader", "shown"),
    [
        ("zh-Hant", '<bdi lang="zh-Hant" dir="ltr">達卡</bdi>'),
        ("bn", "<bdi>ঢাকা</bdi>"),
        ("fr", "<bdi>Dhaka</bdi>"),
    ],
)
def test_a_citys_name_says_its_language_where_the_page_is_in_another(reader: str, shown: str) -> None:
    dhaka = city(1, "Dhaka", bn="ঢাকা", **{"zh-Hant": "達卡"})
    page = Template("{% load cities %}{% city_name city %}|{% city_plain city %}")
    with translation.override(interface_for(reader)):
        request = SimpleNamespace(language=reader)
        html, plain = page.render(Context({"request": request, "city": dhaka})).split("|")
        (point,) = hubs.points([dhaka], reader)
        drawn = world_map([point])
    assert html == shown
    assert plain == {"bn": "ঢাকা"}.get(reader, "Dhaka")
    assert point.language == ("zh-Hant" if reader == "zh-Hant" else "")
    assert ('lang="zh-Hant"' in drawn) == (reader == "zh-Hant")
