"""The whole application behind its front: the clock, private hosts, and who has just written."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps

from palabre.communities.models import Community
from palabre.communities.once import OF_ALL
from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit import clock, tenancy
from palabre.kit.delivery import marks
from palabre.kit.testing.visitors import House
from tests.pages.walk import Place, public_pages


@pytest.fixture
def house(demo: str) -> House:
    made = House()
    made.begin()
    return made


def place(name: str) -> Place:
    return next(one for one in public_pages() if one.name == name)


def test_a_page_changes_when_its_day_ends_without_any_write(house: House) -> None:
    here = place("dialogue")
    before = house.see(here.host, here.in_language("en"))
    assert house.see(here.host, here.in_language("en")).was_kept
    now = clock.now()
    midnight = (now + timedelta(days=1)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )  # the demo's zone is UTC
    with clock.moved(midnight - now - timedelta(seconds=30)):
        assert house.see(here.host, here.in_language("en")).was_kept
    with clock.moved(midnight - now + timedelta(seconds=1)):
        after = house.see(here.host, here.in_language("en"))
        assert not after.was_kept
        assert after.text != before.text
        assert after.text == house.fresh(here.host, here.in_language("en")).text


def test_a_story_comes_out_at_its_moment_without_any_write(house: House) -> None:
    here, hub = place("story"), place("city hub")
    cities = Community.objects.get(host=here.host)
    out = clock.now() + timedelta(minutes=50)
    with tenancy.community(cities):
        told = apps.get_model("newsroom.Story").objects.get(slug=here.path.split("/")[2])
        headline = told.versions.get(language="en").headline
        apps.get_model("newsroom.Story").objects.filter(pk=told.pk).update(publish_at=out)
    house.hear()
    assert house.see(here.host, here.in_language("en")).status == 404
    assert headline not in house.see(hub.host, hub.in_language("en")).text
    assert house.see(hub.host, hub.in_language("en")).was_kept
    with clock.moved(timedelta(minutes=49)):
        assert house.see(hub.host, hub.in_language("en")).was_kept
    with clock.moved(timedelta(minutes=51)):
        assert headline in house.see(hub.host, hub.in_language("en")).text
        assert house.see(here.host, here.in_language("en")).status == 200


@pytest.mark.parametrize("visibility", ["private", "preview"])
def test_nothing_of_a_community_that_is_not_open_is_kept(house: House, visibility: str) -> None:
    here = place("dialogue")
    assert house.see(here.host, here.in_language("en")).status == 200
    assert house.see(here.host, here.in_language("en")).was_kept
    Community.objects.filter(host=here.host).update(visibility=visibility)
    house.hear()
    assert house.see(here.host, here.in_language("en")).status == 404
    assert not house.see(here.host, here.in_language("en")).was_kept
    assert len(house.store) == 0


def test_who_has_written_sees_it_in_their_next_page_whichever_process_answers(house: House) -> None:
    """The other process has not heard of it yet; the mark makes it look."""
    here, other = place("question"), House()
    other.begin()
    slug = here.path.split("/")[2]
    path = here.in_language("en")
    for one in (house, other):
        one.see(here.host, path)
        assert one.see(here.host, path).was_kept
    salon = Community.objects.get(host=here.host)
    with tenancy.community(salon):
        dialogue = Dialogue.objects.get(slug=slug)
        question = dialogue.questions.get(number=1)
        speaker = (
            apps.get_model("communities.Membership").objects.filter(roles=["member"], left_at=None).first()
        )
        email = speaker.person.email
    session = Place("", here.host, "/", email).browser().cookies["palabre_session"].value
    said = "The last well on our street fell dry on Tuesday."
    sent = urlencode({"once": "k" * 20, "question": question.pk, "text": said, "language": "en"}).encode()
    answer = house.see(
        here.host,
        f"/en/dialogues/{slug}/speak/",
        method="POST",
        HTTP_COOKIE=f"palabre_session={session}",
        HTTP_SEC_FETCH_SITE="same-origin",
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(sent)),
        **{"wsgi.input": io.BytesIO(sent)},
    )
    assert answer.status == 302, answer.text
    mark = next(part for part in answer.headers["set-cookie"].split(";") if marks.COOKIE in part)
    assert other.see(here.host, path).was_kept  # somebody else, a moment before it hears
    assert not other.see(here.host, path, HTTP_COOKIE=mark).was_kept
    with tenancy.community(salon):
        number = Contribution.objects.get(text=said).pk
    page = f"/en/contributions/{number}/"
    assert said in other.see(here.host, page, HTTP_COOKIE=mark).text


def test_what_is_not_kept_of_a_view_that_keeps_leaves_compressed_too(house: House) -> None:
    here = place("dialogue")
    missing = house.see(here.host, "/en/dialogues/no-such-thing/")
    assert (missing.status, missing.headers["content-encoding"]) == (404, "gzip")
    found = house.see(here.host, here.in_language("en"), HTTP_ACCEPT_ENCODING="identity")
    assert (found.status, "content-encoding" in found.headers) == (200, False)


def test_a_kept_page_holds_no_key_of_one_readers_form(house: House) -> None:
    here = place("question")
    house.see(here.host, here.in_language("en"))
    kept = house.see(here.host, here.in_language("en"))
    assert kept.was_kept
    import gzip

    page = gzip.decompress(kept.raw).decode()
    assert f'name="once" value="{OF_ALL}"' in page
    assert page.count('name="once"') == page.count(OF_ALL)


def test_two_visitors_send_the_same_words_from_one_kept_page_and_both_are_kept(house: House) -> None:
    here = place("question")
    salon = Community.objects.get(host=here.host)
    slug = here.path.split("/")[2]
    with tenancy.community(salon):
        question = Dialogue.objects.get(slug=slug).questions.get(number=1).pk
    sent = urlencode({"once": OF_ALL, "question": question, "text": "Yes.", "language": "en"}).encode()
    told: dict[str, Any] = {
        "method": "POST",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(sent)),
    }
    for _visitor in range(2):
        answer = house.see(
            here.host, f"/en/dialogues/{slug}/speak/", **told, **{"wsgi.input": io.BytesIO(sent)}
        )
        assert answer.status == 302
    with tenancy.community(salon):
        drafts = apps.get_model("communities.KeptDraft").objects.filter(payload__text="Yes.")
        assert drafts.values("browser").distinct().count() == 2
