"""What a dialogue says of itself, and what stands on a seat, is written and changed on pages."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from palabre.chronicle.models import Entry
from palabre.communities import once
from palabre.dialogues.models import Dialogue, Seat
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

SAID = {
    "title": "Who pays for the water?",
    "language": "en",
    "standfirst": "Two weeks.",
    "framing": "A *framing*.\n\nIn two paragraphs.",
    "partners": "Fonds Lindqvist, Rede das Águas",
}
SHOWN = {"picture_alt": "A hand pump in a yard", "picture_credit": "Ama Owusu"}
SEAT = {"name": "Farid", "title": "Ingénieur", "opening": "La vanne, *d’abord*.", "language": "fr"}


@pytest.fixture(autouse=True)
def files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def photograph(colour: str = "teal") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (1000, 500), colour).save(made, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", made.getvalue(), "image/jpeg")


def send(browser: Client, path: str, **fields: Any) -> Any:
    return browser.post(path, {"once": once.new_key(), **fields})


def page(path: str) -> str:
    answer = Client(headers=HOST).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def reworded(cast: Cast) -> list[list[str]]:
    return [
        entry.data["changed"] for entry in Entry.objects.filter(verb="dialogues.words_changed").order_by("pk")
    ]


def test_a_conversation_is_announced_with_photograph_credit_and_partners(cast: Cast, as_: Any) -> None:
    today = clock.today("UTC").isoformat()
    days = {"opens_on": today, "closes_on": today, "questions": "What broke?", "format": "salon"}
    made = send(as_("dev"), "/dialogues/new/", **SAID, **SHOWN, **days, picture=photograph())
    assert made.status_code == 302, made.content.decode()
    html = page("/dialogues/who-pays-for-the-water/")
    assert 'alt="A hand pump in a yard"' in html and "Ama Owusu" in html
    assert "Rede das Águas" in html and "<em>framing</em>" in html


def test_a_host_says_it_otherwise_at_the_same_address(salon: Dialogue, cast: Cast, as_: Any) -> None:
    dev, place = as_("dev"), f"/dialogues/{salon.slug}/host/words/"
    assert place in dev.get(f"/dialogues/{salon.slug}/host/").content.decode()
    assert salon.title in dev.get(place).content.decode()
    assert send(dev, place, **SAID, **SHOWN, picture=photograph()).status_code == 302
    html = page(f"/dialogues/{salon.slug}/")
    for words in (SAID["title"], "Two weeks.", "<em>framing</em>", "Rede das Águas", *SHOWN.values()):
        assert words in html
    assert salon.title not in html
    with tenancy.community(cast.salon):
        (changed,) = reworded(cast)
        assert {"title", "framing", "partners", "picture"} <= set(changed)


def test_saving_the_same_words_is_no_news_and_keeps_the_photograph(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    dev, place = as_("dev"), f"/dialogues/{salon.slug}/host/words/"
    send(dev, place, **SAID, **SHOWN, picture=photograph())
    send(dev, place, **SAID, **SHOWN)
    with tenancy.community(cast.salon):
        assert len(reworded(cast)) == 1
        first = str(Dialogue.objects.get().picture)
    assert default_storage.exists(first)
    send(dev, place, **SAID, **SHOWN, picture=photograph("brown"))
    with tenancy.community(cast.salon):
        second = str(Dialogue.objects.get().picture)
        assert reworded(cast)[1:] == [["picture"]] and second != first
    send(dev, place, **SAID, no_picture="on")
    html = page(f"/dialogues/{salon.slug}/")
    assert "<figure" not in html and "Ama Owusu" not in html


def test_a_photograph_without_description_or_credit_is_asked_for_them_and_no_picture_is_refused(
    salon: Dialogue, as_: Any
) -> None:
    dev, place = as_("dev"), f"/dialogues/{salon.slug}/host/words/"
    bare = send(dev, place, **SAID, picture=photograph())
    assert bare.status_code == 422 and bare.content.decode().count("The photograph needs this.") >= 2
    odd = send(dev, place, **SAID, **SHOWN, picture=SimpleUploadedFile("a.jpg", b"<svg/>"))
    assert odd.status_code == 422 and "not a picture we can read" in odd.content.decode()
    assert "In two paragraphs." in odd.content.decode()


def test_no_one_but_hosts_and_the_desk_and_nobody_in_an_archived_one(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    place = f"/dialogues/{salon.slug}/host/words/"
    for name in ("esi", "farid", "amina", "carla", "ghada"):
        assert send(as_(name), place, **SAID).status_code == 404
    assert send(as_("bruno"), place, **SAID).status_code == 302
    with tenancy.community(cast.salon):
        Dialogue.objects.update(archived_at=clock.now())
        seat = Seat.objects.get(name="Farid")
    assert as_("dev").get(place).status_code == 404
    assert as_("farid").get(f"/seats/{seat.pk}/words/").status_code == 404
    assert place not in as_("dev").get(f"/dialogues/{salon.slug}/host/").content.decode()


@pytest.mark.long
@pytest.mark.parametrize("who", ["dev", "farid"])
def test_host_and_panelist_write_what_stands_on_the_seat(
    salon: Dialogue, cast: Cast, as_: Any, who: str
) -> None:
    with tenancy.community(cast.salon):
        seat = Seat.objects.get(name="Farid")
    place, browser = f"/seats/{seat.pk}/words/", as_(who)
    before = f"/dialogues/{salon.slug}/host/" if who == "dev" else f"/seats/{seat.pk}/"
    assert place in browser.get(before).content.decode()
    saved = send(browser, place, **SEAT, city_named="Rabat", portrait=photograph())
    assert saved.status_code == 302 and saved["Location"].startswith(before)
    html = page(f"/dialogues/{salon.slug}/")
    assert "<em>d’abord</em>" in html and "Ingénieur" in html and "Bonjour." not in html and "Rabat" in html
    assert re.search(r'<img src="[^"]*/portraits/[^"]+\.webp"', html)
    send(browser, place, **SEAT, no_portrait="on")
    assert "/portraits/" not in page(f"/dialogues/{salon.slug}/")
    with tenancy.community(cast.salon):
        changed = [
            one.data["changed"] for one in Entry.objects.filter(verb="dialogues.seat_changed").order_by("pk")
        ]
    assert changed == [["title", "opening", "city_id", "portrait"], ["city_id", "portrait"]]


def test_a_seat_is_no_one_else_s(salon: Dialogue, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        seat = Seat.objects.get(name="Farid")
    for name in ("esi", "amina", "carla", "ghada"):
        assert send(as_(name), f"/seats/{seat.pk}/words/", **SEAT).status_code == 404
    assert Client(headers=HOST).get(f"/seats/{seat.pk}/words/").status_code == 404


def test_somebody_is_invited_with_opening_remarks_and_a_face(salon: Dialogue, as_: Any) -> None:
    invited = {"kind": "local_voice", "name": "Mama Testa", "language": "pt", "opening": "A bomba canta."}
    made = send(as_("dev"), f"/dialogues/{salon.slug}/host/seat/", **invited, portrait=photograph())
    assert made.status_code == 302, made.content.decode()
    html = page(f"/dialogues/{salon.slug}/")
    assert "A bomba canta." in html and "/portraits/" in html
