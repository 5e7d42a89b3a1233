"""A dialogue's own feed is all of it: opening remarks, notes and outcomes too; its entries say when they changed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from palabre.chronicle.models import Entry
from palabre.dialogues.actions import hosting
from palabre.dialogues.actions.wording import change_seat, say_otherwise
from palabre.dialogues.models import Channel, Dialogue, Outcome, Seat, Wrap
from palabre.dialogues.tests.conftest import HOST, open_salon
from palabre.exchange.feeds import gathering
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def salon(cast: Cast) -> Dialogue:
    """With opening remarks in Bengali, a note in French and an outcome answered in Arabic."""
    salon, dev = open_salon(cast), cast.membership("dev", cast.salon)
    with tenancy.community(cast.salon):
        Seat.objects.update(opening="", opening_html="")
        given: dict[str, Any] = {"name": "শিউলি নাহার", "language": "bn", "opening": "পাইপ দুই বছরে শেষ।"}
        hosting.seat(dialogue=salon, kind="panelist", by=dev, **given)
        hosting.wrap(dialogue=salon, text="Jusqu’ici, *la caisse*.", language="fr", by=dev)
        Outcome.objects.create(
            community=cast.salon,
            dialogue=salon,
            recipient="The Water Board",
            language="en",
            sent_on=clock.today("UTC"),
            answered_on=clock.today("UTC"),
            answer="نعم <سنفعل>",
            answer_language="ar",
            effect="Accounts are posted.",
            by=dev,
            recorded_at=clock.now(),
        )
    return salon


def items(path: str) -> dict[str, dict[str, Any]]:
    """The entries of all pages of a feed by the kind their name says."""
    found: dict[str, dict[str, Any]] = {}
    while path:
        read = json.loads(Client(headers=HOST).get(path).content)
        for item in read["items"]:
            kind = item["id"].rpartition(":")[2].partition("/")[0]
            assert kind not in found
            found[kind] = item
        path = re.sub(r"^https?://[^/]+", "", read.get("next_url", ""))
    return found


def test_openings_notes_and_outcomes_are_entries_with_their_language_address_and_author(
    cast: Cast, salon: Dialogue
) -> None:
    found = items(f"/dialogues/{salon.slug}/feed.json")
    assert set(found) == {"dialogues", "contributions", "openings", "notes", "outcomes"}
    opening, note, outcome = (found[kind] for kind in ("openings", "notes", "outcomes"))
    assert (opening["language"], opening["authors"]) == ("bn", [{"name": "শিউলি নাহার"}])
    assert '<div lang="bn" dir="ltr"><p>পাইপ দুই বছরে শেষ।</p>' in opening["content_html"]
    assert (note["language"], note["authors"]) == ("fr", [{"name": "Dev"}])
    assert "<em>la caisse</em>" in note["content_html"]
    assert (outcome["language"], outcome["authors"]) == ("en", [{"name": "Dev"}])
    assert '<div lang="ar" dir="rtl"><p>نعم &lt;سنفعل&gt;</p></div>' in outcome["content_html"]
    for one in (opening, note, outcome):
        path, _hash, fragment = re.sub(r"^https?://[^/]+", "", one["url"]).partition("#")
        page = Client(headers=HOST).get(path)
        assert page.status_code == 200 and (not fragment or f'id="{fragment}"' in page.content.decode())
    assert not {"openings", "notes", "outcomes"} & set(items("/feed.json"))
    in_french = items(f"/dialogues/{salon.slug}/feed.json?reads=fr")
    assert "notes" in in_french and not {"openings", "outcomes"} & set(in_french)


def test_it_is_read_entry_by_entry_to_its_end(
    cast: Cast, salon: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/dialogues/{salon.slug}/feed.json"
    whole = list(items(path))
    monkeypatch.setattr(gathering.gather, "__defaults__", (1,))
    assert list(items(path)) == whole and len(whole) == 5


def test_what_was_taken_down_is_no_entry(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        Seat.objects.exclude(opening="").update(standing="hidden")
        Wrap.objects.update(standing="hidden")
    assert not {"openings", "notes"} & set(items(f"/dialogues/{salon.slug}/feed.json"))


def test_an_entry_says_when_its_words_were_changed(cast: Cast, salon: Dialogue) -> None:
    path, dev = f"/dialogues/{salon.slug}/feed", cast.membership("dev", cast.salon)
    before = items(f"{path}.json")
    assert before["dialogues"]["date_modified"] == before["dialogues"]["date_published"]
    with tenancy.community(cast.salon):
        said = {"title": salon.title, "language": "en", "standfirst": "Half of them are dry."}
        say_otherwise(dialogue=salon, by=dev, **said)
        seat = Seat.objects.exclude(opening="").get()
        change_seat(seat=seat, by=dev, name=seat.name, language="bn", opening="পাইপ তিন বছরে শেষ।")
        words, seated = (
            Entry.objects.filter(verb=f"dialogues.{verb}").latest("pk")
            for verb in ("words_changed", "seat_changed")
        )
    after = items(f"{path}.json")
    assert after["dialogues"]["date_modified"] == words.at.isoformat("T", "seconds")
    assert after["openings"]["date_modified"] == seated.at.isoformat("T", "seconds")
    assert after["dialogues"]["date_published"] == before["dialogues"]["date_published"]
    atom = {"a": "http://www.w3.org/2005/Atom"}
    entries = ET.fromstring(Client(headers=HOST).get(f"{path}.atom").content).findall("a:entry", atom)
    own = next(one for one in entries if ":dialogues/" in (one.findtext("a:id", "", atom)))
    assert own.findtext("a:updated", "", atom) == words.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_channels_feed_holds_all_of_its_dialogues_and_leads_to_its_page(
    cast: Cast, salon: Dialogue
) -> None:
    with tenancy.community(cast.salon):
        wells = Channel.objects.create(community=cast.salon, slug="wells", name="Wells", language="en")
        Dialogue.objects.filter(pk=salon.pk).update(channel=wells)
    assert items("/channels/wells/feed.json") == items(f"/dialogues/{salon.slug}/feed.json")
    read = json.loads(Client(headers=HOST).get("/channels/wells/feed.json").content)
    assert read["home_page_url"].endswith("/channels/wells/")
    atom = Client(headers=HOST).get("/channels/wells/feed.atom").content.decode()
    assert f'rel="alternate" type="text/html" href="{read["home_page_url"]}"' in atom


def test_before_its_day_a_dialogue_tells_no_opening_remarks(cast: Cast, salon: Dialogue) -> None:
    path = f"/dialogues/{salon.slug}/feed.json"
    with tenancy.community(cast.salon):
        later = clock.today("UTC") + timedelta(days=3)
        Dialogue.objects.filter(pk=salon.pk).update(opens_on=later, closes_on=later)
    assert not {"openings", "dialogues"} & set(items(path))
    with tenancy.community(cast.salon):
        Dialogue.objects.filter(pk=salon.pk).update(held=True)
    assert Client(headers=HOST).get(path).status_code == 404
