"""Any city of the gazetteer can be named, in a community that has no city yet too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.dialogues.actions import hosting
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.queries.frame import fetch_whole
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.places import gazetteer
from palabre.places.models import City, Home, Hub
from palabre.places.naming import named

HOST = {"host": "salon.localhost"}


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def salon(cast: Cast) -> Dialogue:
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        return hosting.open_dialogue(
            community=cast.salon,
            format="salon",
            title="Water",
            language="en",
            opens_on=today,
            closes_on=today,
            by=cast.membership("dev", cast.salon),
        )


def browser(person: Any) -> Client:
    found = Client(headers=HOST)
    found.force_login(person)
    return found


def send(who: Client, path: str, **fields: Any) -> Any:
    return who.post(path, {"once": once.new_key(), **fields})


def carry(who: Client, **fields: Any) -> Any:
    shown = {
        "said_by": "Ngozi",
        "text": "A pump.",
        "language": "en",
        "consent_language": "en",
        "consent": "on",
    }
    return send(who, "/dialogues/water/carry/", **shown | fields)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Dakar", "SN"),
        ("dakar", "SN"),
        ("ঢাকা", "BD"),
        ("القاهرة", "EG"),
        ("San José, Costa Rica", "CR"),
        ("San José, কোস্টারিকা", "CR"),
        ("Santiago، تشيلي", "CL"),
        ("San José, cr", "CR"),
    ],
)
def test_a_city_is_known_by_its_name_in_any_language_and_with_its_country(text: str, country: str) -> None:
    found = named(text)
    assert found.sure is not None and found.sure.country == country, found


@pytest.mark.parametrize(
    ("slip", "meant"), [("Dakr", "Dakar"), ("Nairobbi", "Nairobi"), ("Abdijan", "Abidjan")]
)
def test_a_slip_of_the_pen_brings_the_cities_that_may_be_meant(slip: str, meant: str) -> None:
    found = named(slip)
    assert found.sure is None and meant in [city.name for city in found.meant]


def test_a_slip_in_another_script_does_too() -> None:
    assert "BD" in [city.country for city in gazetteer.near("ঢাকাা")]


def test_what_is_no_city_is_none_and_short_names_are_near_to_nothing() -> None:
    assert named("Xyzzyburgh on the Moon").meant == [] and gazetteer.near("Ud") == []


def test_of_two_cities_the_community_s_own_is_meant() -> None:
    several = named("San José").meant
    assert len(several) > 1
    assert named("San José", [several[1].geonames_id]).sure == several[1]


def test_words_are_carried_from_a_city_in_a_community_that_has_none(cast: Cast, salon: Dialogue) -> None:
    amina = browser(cast.amina)
    html = amina.get("/dialogues/water/carry/").content.decode()
    assert 'name="city_named"' in html and 'name="city"' not in html
    assert carry(amina, city_named="ঢাকা").status_code == 302
    with tenancy.community(cast.salon):
        said = Contribution.objects.select_related("city").get()
        assert said.city is not None and (said.city.name, said.city.country) == ("Dhaka", "BD")
        assert fetch_whole("water", None, "bn")[1].cities == [("ঢাকা", 1)]


def test_a_name_of_several_cities_comes_back_with_those_to_choose_from(cast: Cast, salon: Dialogue) -> None:
    amina = browser(cast.amina)
    asked = carry(amina, city_named="San José")
    html = asked.content.decode()
    assert asked.status_code == 422 and "Which of these do you mean?" in html and "A pump." in html
    found = re.search(r'<option value="(\d+)">San José, Costa Rica( \([\d,]+\))?</option>', html)
    assert found is not None
    assert carry(amina, city_named="San José", city=found[1]).status_code == 302
    with tenancy.community(cast.salon):
        assert Contribution.objects.get().city_id == int(found[1])


def test_a_name_nobody_knows_says_what_to_do_and_makes_no_city(cast: Cast, salon: Dialogue) -> None:
    asked = carry(browser(cast.amina), city_named="Xyzzyburgh")
    assert asked.status_code == 422 and "name the nearest larger one" in asked.content.decode()
    assert not City.objects.exists()


def test_the_community_s_cities_stand_first_and_no_other_number_is_taken(cast: Cast, salon: Dialogue) -> None:
    dev = browser(cast.dev)
    opened = send(dev, "/cities/new/", city_named="Dakar")
    assert opened["Location"] == "/cities/dakar/"
    hidden = City.objects.of(gazetteer.find("Nairobi")[0])
    with tenancy.community(cast.salon):
        dakar = Hub.objects.get().city_id
    html = dev.get("/dialogues/water/carry/").content.decode()
    assert f'<option value="{dakar}">Dakar</option>' in html and str(hidden.pk) not in html
    assert carry(dev, city=hidden.pk).status_code == 302
    assert carry(dev, city=dakar, text="Another.").status_code == 302
    with tenancy.community(cast.salon):
        assert [said.city_id for said in Contribution.objects.order_by("pk")] == [None, dakar]


def test_a_seat_is_given_a_city_by_its_name(cast: Cast, salon: Dialogue) -> None:
    fields = {"kind": "local_voice", "name": "Mama", "language": "en", "city_named": "Kumasi"}
    assert send(browser(cast.dev), "/dialogues/water/host/seat/", **fields).status_code == 302
    with tenancy.community(cast.salon):
        assert str(Seat.objects.get().city) == "Kumasi"


def test_who_says_where_they_live_speaks_from_there_until_they_take_it_back(
    cast: Cast, salon: Dialogue
) -> None:
    esi = browser(cast.esi)
    assert "/me/city/" in esi.get("/me/").content.decode()
    assert send(esi, "/me/city/", city_named="Accra").status_code == 302
    assert "Accra" in esi.get("/me/city/").content.decode()
    for text in ("From here.", "From nowhere."):
        send(esi, "/dialogues/water/speak/", text=text)
        send(esi, "/me/city/", city="", city_named="")
    with tenancy.community(cast.salon):
        assert [str(said.city) for said in Contribution.objects.order_by("pk")] == ["Accra", "None"]
        assert not Home.objects.exists()


@pytest.mark.parametrize(("place", "written"), [("Accra, Ghana", "Accra, Ghana"), ("By the sea", None)])
def test_a_city_that_a_profile_names_is_written_in_and_is_said_by_its_member_alone(
    cast: Cast, salon: Dialogue, place: str, written: str | None
) -> None:
    with tenancy.community(cast.salon):
        Membership.objects.filter(person=cast.esi).update(place=place)
    esi = browser(cast.esi)
    found = re.search(r'name="city_named"[^>]*value="([^"]+)"', esi.get("/me/city/").content.decode())
    assert (found[1] if found else None) == written
    with tenancy.community(cast.salon):
        assert not Home.objects.exists()
    assert send(esi, "/me/city/", city_named=written or "").status_code == 302
    with tenancy.community(cast.salon):
        assert [str(home.city) for home in Home.objects.all()] == (["Accra"] if written else [])


@pytest.mark.long
def test_editors_and_managers_open_a_city_s_page_and_each_city_has_one(cast: Cast) -> None:
    for who in (cast.esi, cast.amina, cast.carla, cast.ghada):
        assert browser(who).get("/cities/new/").status_code == 404
        assert "/cities/new/" not in browser(who).get("/cities/").content.decode()
    bruno = browser(cast.bruno)
    assert "/cities/new/" in bruno.get("/cities/").content.decode()
    assert send(bruno, "/cities/new/", city_named="Accra").status_code == 302
    again = send(bruno, "/cities/new/", city_named="accra")
    assert again.status_code == 422 and "has its page already" in again.content.decode()
    assert send(bruno, "/cities/new/").status_code == 422
    assert "Accra" in Client(headers=HOST).get("/cities/accra/").content.decode()


def test_a_host_who_may_opens_the_page_of_a_local_voice_s_city_by_a_link(cast: Cast, salon: Dialogue) -> None:
    dev, desk = browser(cast.dev), "/dialogues/water/host/"
    seat = {"kind": "local_voice", "name": "Mama", "language": "en", "city_named": "San José, Costa Rica"}
    assert send(dev, f"{desk}seat/", **seat).status_code == 302
    link = r'href="(/cities/new/\?city=\d+)"[^>]*>Open a city.s page: (?:<\w+[^>]*>)?San José'
    found = re.search(link, dev.get(desk).content.decode())
    assert found is not None
    written = re.search(r'name="city_named"[^>]*value="([^"]+)"', dev.get(found[1]).content.decode())
    assert written is not None and written[1] == "San José, Costa Rica"
    assert send(dev, found[1], city_named=written[1]).status_code == 302
    assert "/cities/new/" not in dev.get(desk).content.decode()
    with tenancy.community(cast.salon):
        assert Hub.objects.get().city == Seat.objects.get().city


def test_a_host_who_is_no_editor_is_shown_no_such_link(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        dev, esi = cast.membership("dev", cast.salon), cast.membership("esi", cast.salon)
        accra = City.objects.of(gazetteer.find("Accra")[0])
        hosting.seat(dialogue=salon, kind="host", name="Esi", language="en", membership=esi, by=dev)
        hosting.seat(dialogue=salon, kind="local_voice", name="Mama", language="en", city=accra, by=dev)
    shown = browser(cast.esi).get("/dialogues/water/host/")
    assert shown.status_code == 200 and "/cities/new/" not in shown.content.decode()
    assert "/cities/new/" in browser(cast.dev).get("/dialogues/water/host/").content.decode()


@pytest.mark.parametrize("asked", ["0", "-1", "x", "٣", "9" * 400])
def test_a_number_that_is_no_city_s_opens_an_empty_form(cast: Cast, asked: str) -> None:
    shown = browser(cast.bruno).get("/cities/new/", {"city": asked})
    assert shown.status_code == 200 and 'name="city_named"' in shown.content.decode()
    assert not re.search(r'name="city_named"[^>]*value="', shown.content.decode())
