"""Initiatives: proposed, checked by whom and when, taken up elsewhere and linked both ways."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.chronicle.models import Entry
from palabre.initiatives import actions
from palabre.initiatives.models import Initiative, Replication
from palabre.initiatives.queries import reading
from palabre.initiatives.refusals import Refusal
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.moderation import actions as moderating
from palabre.moderation.models import Standing
from palabre.moderation.subjects import subject_of
from palabre.places.models import City, Hub, TeamMember

pytestmark = pytest.mark.django_db
HOST = {"host": "cities.localhost"}


@pytest.fixture
def cast() -> Cast:
    made = Cast()
    for person in ("esi", "farid"):
        made.join(getattr(made, person), made.cities, ["member"])
    return made


def place(number: int = 1185241, name: str = "Dhaka") -> City:
    made, _new = City.objects.get_or_create(
        pk=number,
        defaults={"name": name, "country": "BD", "latitude": 23.7, "longitude": 90.4, "time_zone": "UTC"},
    )
    return made


def propose(cast: Cast, who: str = "amina", **fields: Any) -> Initiative:
    shape: dict[str, Any] = {"name": "The row of shade", "summary": "Canopies on vans.", "stage": "trial"}
    shape |= {"language": "en", "city": place()}
    with tenancy.community(cast.cities):
        return actions.propose(
            community=cast.cities, by=cast.membership(who, cast.cities), **(shape | fields)
        )


def seen_by(cast: Cast, who: str | None) -> list[str]:
    membership = cast.membership(who, cast.cities) if who else None
    with tenancy.community(cast.cities):
        return [shown.initiative.name for shown in reading.shelf(membership, "en").rows]


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def team(cast: Cast, who: str, city: City) -> None:
    with tenancy.community(cast.cities):
        hub, _new = Hub.objects.get_or_create(
            community=cast.cities, city=city, defaults={"slug": "dhaka", "opened_on": clock.today("UTC")}
        )
        membership = cast.membership(who, cast.cities)
        TeamMember.objects.create(
            community=cast.cities, hub=hub, membership=membership, since=clock.today("UTC")
        )


def test_a_members_proposal_is_seen_by_them_and_those_who_may_check_it(cast: Cast) -> None:
    propose(cast, "esi")
    team(cast, "farid", place())
    assert seen_by(cast, None) == [] == seen_by(cast, "ghada") == seen_by(cast, "amina")
    assert seen_by(cast, "esi") == seen_by(cast, "farid") == seen_by(cast, "bruno") == ["The row of shade"]


def test_a_check_shows_it_with_its_day_and_who_looked(cast: Cast) -> None:
    made = propose(cast, "esi")
    team(cast, "farid", place())
    farid, today = cast.membership("farid", cast.cities), clock.today("UTC")
    with tenancy.community(cast.cities):
        actions.check(
            initiative=made, on=today, by=farid, stage="running", evidence="I counted 64.", language="en"
        )
        made.refresh_from_db()
    assert (made.checked_on, made.checked_by_id, made.stage) == (today, farid.pk, "running")
    assert made.evidence == "I counted 64." and seen_by(cast, None) == ["The row of shade"]


def test_only_the_city_s_team_and_the_desk_check_and_never_ahead_of_time(cast: Cast) -> None:
    made = propose(cast)
    today = clock.today("UTC")
    with tenancy.community(cast.cities):
        for who in ("amina", "esi", "carla", "ghada"):
            with pytest.raises(Refusal):
                actions.check(initiative=made, on=today, by=cast.membership(who, cast.cities))
        with pytest.raises(Refusal):
            actions.check(
                initiative=made, on=today + timedelta(days=2), by=cast.membership("bruno", cast.cities)
            )


def test_a_funder_s_officer_reads_but_does_not_propose(cast: Cast) -> None:
    with pytest.raises(Refusal):
        propose(cast, "ghada")


def test_two_of_one_name_have_two_addresses_and_none_is_new(cast: Cast) -> None:
    assert [propose(cast).slug, propose(cast).slug, propose(cast, name="New").slug] == [
        "the-row-of-shade",
        "the-row-of-shade-2",
        "new-2",
    ]


def test_taken_up_elsewhere_is_linked_both_ways_and_written_once(cast: Cast) -> None:
    vines, stairs = propose(cast, name="Vines"), propose(cast, name="Stairs", city=place(3687925, "Cali"))
    with tenancy.community(cast.cities):
        for note in ("first", "then"):
            actions.take_up(
                initiative=vines,
                city=stairs.city,
                taken_up_by="El Vivero",
                since=2025,
                language="en",
                by=cast.membership("amina", cast.cities),
                taken_up_as=stairs,
                note=note,
            )
        assert Replication.objects.count() == 1
        there, here = reading.detail("vines", None, "en"), reading.detail("stairs", None, "en")
    assert there.elsewhere[0].other is not None and there.elsewhere[0].other.initiative == stairs
    assert here.origins[0].other is not None and here.origins[0].other.initiative == vines
    page = Client().get("/initiatives/vines/", headers=HOST).content.decode()
    assert "Taken up elsewhere" in page and "/initiatives/stairs/" in page and "Cali" in page
    page = Client().get("/initiatives/stairs/", headers=HOST).content.decode()
    assert "Where it comes from" in page and "/initiatives/vines/" in page


def test_a_hidden_one_is_not_reached_from_where_it_was_taken_up(cast: Cast) -> None:
    vines, stairs = propose(cast, name="Vines"), propose(cast, name="Stairs")
    subject = subject_of("initiatives.initiative")
    assert subject is not None
    with tenancy.community(cast.cities):
        actions.take_up(
            initiative=vines,
            city=stairs.city,
            taken_up_by="El Vivero",
            since=2025,
            language="en",
            by=None,
            taken_up_as=stairs,
        )
        moderating.hold(community=cast.cities, subject=subject, subject_id=stairs.pk, reason="hurts")
    page = Client().get("/initiatives/vines/", headers=HOST).content.decode()
    assert "Stairs" not in page and "El Vivero" in page
    assert Client().get("/initiatives/stairs/", headers=HOST).status_code == 404


def test_it_is_read_in_the_reader_s_language_with_its_own_words_beside(cast: Cast) -> None:
    made = propose(cast, name="ছায়ার সারি", language="bn", slugged="shade")
    with tenancy.community(cast.cities):
        actions.say_in(
            initiative=made, language="fr", name="La rangée d'ombre", summary="Des auvents.", by=None
        )
    page = Client().get("/fr/initiatives/shade/", headers=HOST).content.decode()
    assert '<h1 lang="fr" dir="auto">La rangée d&#x27;ombre</h1>' in page and 'lang="bn"' in page
    assert '<h1 lang="bn" dir="auto">' in Client().get("/initiatives/shade/", headers=HOST).content.decode()


def test_the_list_is_narrowed_by_stage_and_city(cast: Cast) -> None:
    propose(cast, name="Here")
    propose(cast, name="There", city=place(3687925, "Cali"), stage="running")
    page = Client().get("/initiatives/?stage=running&city=3687925", headers=HOST).content.decode()
    assert "There" in page and ">Here<" not in page and "<svg" in page and "Cali (1)" in page
    for odd in ("?stage=none", "?city=abc", f"?city={'9' * 18}", "?before=x", "?city=7&before=3", "?city=٣"):
        assert Client().get(f"/initiatives/{odd}", headers=HOST).status_code == 200
    for name in ("city", "before"):
        enormous = Client().get("/initiatives/", {name: "9" * 5000}, headers=HOST).content.decode()
        assert "There" in enormous and ">Here<" in enormous


def test_the_list_goes_on_page_by_page(cast: Cast) -> None:
    for number in range(reading.ON_A_PAGE + 2):
        propose(cast, name=f"Number {number:02d}")
    first = Client().get("/initiatives/", headers=HOST)
    following = first.content.decode().split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = Client().get(f"/initiatives/{following}", headers=HOST).content.decode()
    assert "Number 00" in second and "Number 01" in second and "Number 02" not in second
    assert first_visit_bytes(first) <= BUDGET


def test_the_list_costs_no_more_queries_for_more_initiatives(cast: Cast) -> None:
    counts = []
    for _round in range(2):
        for _one in range(3):
            propose(cast)
        Client().get("/initiatives/", headers=HOST)
        with CaptureQueriesContext(connection) as seen:
            Client().get("/initiatives/", headers=HOST)
        counts.append(len(seen))
    assert counts[1] <= counts[0] <= 14


def test_a_proposal_sent_twice_is_one(cast: Cast) -> None:
    client = signed_in(cast.esi)
    team(cast, "amina", place())
    shape = {
        "name": "Lamp",
        "summary": "The last light.",
        "language": "en",
        "city": place().pk,
        "who": "Kiosks",
    }
    shape |= {"stage": "idea", "once": "0123456789abcdef0123"}
    answers = [client.post("/initiatives/new/", shape, headers=HOST) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], answers[0].content.decode()
    with tenancy.community(cast.cities):
        assert Initiative.objects.get().standing == "pending"
    assert client.get(answers[0]["Location"], headers=HOST).status_code == 200
    assert Client().get(answers[0]["Location"], headers=HOST).status_code == 404


def test_what_is_missing_is_said_and_nothing_is_saved(cast: Cast) -> None:
    answer = signed_in(cast.esi).post("/initiatives/new/", {"once": "0123456789abcdef0123"}, headers=HOST)
    assert answer.status_code == 422
    with tenancy.community(cast.cities):
        assert not Initiative.objects.exists()


def test_the_check_form_is_there_for_the_desk_alone(cast: Cast) -> None:
    propose(cast)
    path = "/initiatives/the-row-of-shade/check/"
    shape = {"on": "2026-01-02", "stage": "ended", "language": "en", "once": "0123456789abcdef0123"}
    for person in (None, cast.esi, cast.amina, cast.sam):
        client = signed_in(person) if person else Client()
        assert client.get(path, headers=HOST).status_code == 404
        assert client.post(path, shape, headers=HOST).status_code == 404
    assert signed_in(cast.bruno).get(path, headers=HOST).status_code == 200
    assert signed_in(cast.bruno).post(path, shape, headers=HOST).status_code == 302
    with tenancy.community(cast.cities):
        assert str(Initiative.objects.get().checked_on) == "2026-01-02"


def test_a_stranger_finds_nothing_in_a_private_community(cast: Cast) -> None:
    propose(cast)
    cast.cities.visibility = "private"
    cast.cities.save()
    for client in (Client(), signed_in(cast.sam)):
        for path in ("/initiatives/", "/initiatives/the-row-of-shade/", "/initiatives/nothing/"):
            assert client.get(path, headers=HOST).status_code == 404


def test_each_act_is_one_entry(cast: Cast) -> None:
    made = propose(cast)
    with tenancy.community(cast.cities):
        actions.check(initiative=made, on=clock.today("UTC"), by=cast.membership("bruno", cast.cities))
        entries = Entry.objects.filter(verb__startswith="initiatives.").order_by("pk")
        verbs = list(entries.values_list("verb", flat=True))
    assert verbs == ["initiatives.initiative_proposed", "initiatives.initiative_checked"]


def test_a_new_member_s_proposal_with_a_link_waits_for_a_moderator_and_for_its_check(cast: Cast) -> None:
    held = propose(cast, "esi", summary="Cheap canopies at shade-for-you.com")
    with tenancy.community(cast.cities):
        standing = Standing.objects.get(kind="initiatives.initiative", subject_id=held.pk)
        assert (standing.state, standing.reason) == ("pending", "link")
        bruno, subject = cast.membership("bruno", cast.cities), subject_of("initiatives.initiative")
        assert subject is not None
        actions.check(initiative=held, on=clock.today("UTC"), by=bruno)
        assert Initiative.objects.get(pk=held.pk).standing == "pending"
        moderating.decide(standing=standing, subject=subject, state="public", language="en", by=bruno)
        assert Initiative.objects.get(pk=held.pk).standing == "public"


def test_what_a_moderator_lets_through_still_waits_for_its_check(cast: Cast) -> None:
    held = propose(cast, "esi", summary="Cheap canopies at shade-for-you.com")
    with tenancy.community(cast.cities):
        subject = subject_of("initiatives.initiative")
        assert subject is not None
        subject.apply(held.pk, "public")
        assert Initiative.objects.get(pk=held.pk).standing == "pending"
