"""Taking one's data along: all of it, nobody else's, for oneself alone, for a week."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities.tests.hosts import BARE, SALON, mails
from palabre.exchange.models import PersonalExport
from palabre.exchange.own import exports
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast, model
from palabre.people.models import Person

pytestmark = pytest.mark.django_db
SAID = "Chez nous la pompe est en panne depuis mardi."


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    settings.DATA = tmp_path
    return Cast()


def client(person: Any, host: str = BARE) -> Client:
    made = Client(HTTP_HOST=host)
    if person is not None:
        made.force_login(person)
    return made


def say(cast: Cast, who: str, community: Any, text: str) -> None:
    with tenancy.community(community):
        dialogue = model("dialogues.Dialogue").objects.create(
            community=community,
            slug=f"water-{who}",
            format="salon",
            title="Water",
            language="en",
            opens_on="2026-01-01",
            closes_on="2026-12-31",
            created_at=clock.now(),
        )
        model("dialogues.Contribution").objects.create(
            community=community,
            dialogue=dialogue,
            author=cast.membership(who, community),
            channel="web",
            text=text,
            html=f"<p>{text}</p>",
            language="fr",
            said_at=clock.now(),
        )


def make(person: Person) -> PersonalExport:
    exports.make(export_id=exports.ask(by=person).pk)
    return PersonalExport.objects.get(person=person)


def contents(answer: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_it_holds_everything_of_ones_own_in_all_communities_and_nothing_of_others(cast: Cast) -> None:
    say(cast, "bruno", cast.salon, SAID)
    say(cast, "bruno", cast.cities, "In the cities too.")
    say(cast, "esi", cast.salon, "Esi keeps the well.")
    with contents(client(cast.bruno).get(f"/me/export/{make(cast.bruno).pk}/")) as held:
        data = json.loads(held.read("data.json"))
        assert SAID in held.read("salon.localhost.md").decode()
        assert "In the cities too." in held.read("cities.localhost.md").decode()
        everything = "".join(held.read(name).decode() for name in held.namelist())
    assert data["account"]["email"] == "bruno@example.org"
    assert {row["community_id"] for row in data["communities.Membership"]} == {cast.salon.pk, cast.cities.pk}
    assert "Esi" not in everything
    assert "password" not in everything


def test_it_is_fetched_in_ones_own_session_alone_and_kept_by_nobody(cast: Cast) -> None:
    path = f"/me/export/{make(cast.esi).pk}/"
    mine = client(cast.esi).get(path)
    assert "no-store" in mine["Cache-Control"]
    assert "attachment" in mine["Content-Disposition"]
    for other in (client(None), client(cast.farid), client(cast.olga), client(cast.esi, SALON)):
        assert other.get(path).status_code == 404
    with clock.moved(timedelta(days=7, minutes=1)):
        assert client(cast.esi).get(path).status_code == 404


def test_its_mail_leads_to_the_page_and_holds_no_secret(cast: Cast) -> None:
    made = make(cast.esi)
    exports.make(export_id=made.pk)
    (mail,) = mails("esi@example.org", "export_ready")
    assert "/me/export/" in mail.text
    assert made.name not in mail.text


def test_asking_twice_makes_one_and_after_a_week_nothing_is_left(cast: Cast) -> None:
    assert exports.ask(by=cast.esi) == exports.ask(by=cast.esi)
    made = make(cast.esi)
    assert (exports.folder() / made.name).exists()
    with clock.moved(timedelta(days=8)):
        assert exports.purge() == 1
    assert list(exports.folder().iterdir()) == []
    assert not PersonalExport.objects.exists()


def test_from_the_account_page_without_script(cast: Cast) -> None:
    browser = client(cast.esi)
    assert 'href="/me/export/"' in browser.get("/me/").content.decode()
    assert browser.post("/me/export/", {"once": "k" * 22})["Location"] == "/me/export/"
    assert "is being made" in browser.get("/me/export/").content.decode()
    assert client(None).get("/me/export/")["Location"].startswith("/sign-in/")
