"""What readers, members and hosts see of a dialogue."""

from __future__ import annotations

import random
import string
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.communities.models import KeptDraft
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast


def page(browser: Client, path: str) -> str:
    answer = browser.get(path, headers=HOST)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_visitor_reads_the_whole_conversation(salon: Dialogue, client: Client) -> None:
    html = page(client, f"/dialogues/{salon.slug}/")
    for words in (
        "Who keeps the water running?",
        "What broke first?",
        "The pump, then the committee.",
        "Farid",
        "Day 4",
    ):
        assert words in html


def test_the_index_shows_the_open_one(salon: Dialogue, client: Client) -> None:
    assert salon.title in page(client, "/dialogues/")


def test_a_page_in_french_says_its_dates_in_french(salon: Dialogue, client: Client) -> None:
    html = page(client, f"/fr/dialogues/{salon.slug}/")
    assert '<html lang="fr"' in html
    assert f'href="/fr/dialogues/{salon.slug}/speak/' in html


def test_a_member_answers_and_it_stands_at_its_own_address(salon: Dialogue, as_: Any) -> None:
    esi = as_("esi")
    sent = {
        "text": "Chez nous la caisse a lâché avant la pompe, puis plus personne n'a payé.",
        "once": once.new_key(),
    }
    answer = esi.post(f"/dialogues/{salon.slug}/speak/", sent)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    html = page(esi, answer.headers["Location"].partition("#")[0])
    assert 'lang="fr"' in html
    assert "la caisse a lâché" in html


def test_sending_the_same_form_twice_says_it_once(salon: Dialogue, as_: Any, cast: Cast) -> None:
    esi = as_("esi")
    sent = {"text": "Said once.", "language": "en", "once": once.new_key()}
    first, second = (esi.post(f"/dialogues/{salon.slug}/speak/", sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with tenancy.community(cast.salon):
        assert Contribution.objects.filter(text="Said once.").count() == 1


@pytest.mark.parametrize("who", ["esi", ""])
@pytest.mark.parametrize("signs", [string.ascii_letters, string.printable, "কখগ ঘঙ\n", "\u0301e", "é😀 "])
def test_an_answer_that_is_too_long_is_asked_for_again_and_nothing_is_lost(
    salon: Dialogue, as_: Any, cast: Cast, who: str, signs: str
) -> None:
    browser = as_(who) if who else Client(headers=HOST)
    text = "The beginning. " + "".join(random.Random(who + signs).choices(signs, k=60_000)) + " The end."
    answer = browser.post(f"/dialogues/{salon.slug}/speak/", {"text": text, "once": once.new_key()})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "at most 8000 fit" in html
    assert "The beginning." in html
    assert "The end." in html
    with tenancy.community(cast.salon):
        assert not Contribution.objects.filter(text__startswith="The beginning.").exists()
    assert not KeptDraft.objects.exists()


def test_an_empty_answer_is_asked_for_again_and_nothing_is_lost(salon: Dialogue, as_: Any) -> None:
    answer = as_("esi").post(
        f"/dialogues/{salon.slug}/speak/", {"text": " ", "kind": "idea", "once": once.new_key()}
    )
    assert answer.status_code == 422
    assert "Write a sentence and send it again." in answer.content.decode()


def test_nobody_speaks_after_the_last_day(salon: Dialogue, as_: Any, cast: Cast) -> None:
    esi = as_("esi")
    with clock.moved(timedelta(days=11)):
        answer = esi.post(f"/dialogues/{salon.slug}/speak/", {"text": "Too late.", "once": once.new_key()})
        assert answer.status_code == 422
        assert "Your words are still in the box below" in answer.content.decode()
        assert "Too late." in answer.content.decode()
    with tenancy.community(cast.salon):
        assert not Contribution.objects.filter(text="Too late.").exists()


def test_a_visitor_writes_first_and_is_asked_afterwards(salon: Dialogue, client: Client) -> None:
    sent = {"text": "I have something to say.", "language": "en", "once": once.new_key()}
    answer = client.post(f"/dialogues/{salon.slug}/speak/", sent, headers=HOST)
    assert answer.status_code == 302
    assert "/sign-in/" in answer.headers["Location"]


def test_what_is_taken_down_says_who_said_it_and_who_wrote_it(
    salon: Dialogue, as_: Any, client: Client
) -> None:
    amina = as_("amina")
    assert "Take down somebody" in page(amina, f"/dialogues/{salon.slug}/carry/")
    sent = {
        "said_by": "Mama Ngozi",
        "text": "Ruwan ya kare tun jiya.",
        "language": "en",
        "consent": "on",
        "consent_language": "en",
        "once": once.new_key(),
    }
    answer = amina.post(f"/dialogues/{salon.slug}/carry/", sent)
    html = page(client, answer.headers["Location"].partition("#")[0])
    assert "Said by Mama Ngozi, taken down by Amina" in html


def test_without_consent_nothing_is_taken_down(salon: Dialogue, as_: Any, cast: Cast) -> None:
    sent = {
        "said_by": "Mama Ngozi",
        "text": "Words.",
        "language": "en",
        "consent_language": "en",
        "once": once.new_key(),
    }
    answer = as_("amina").post(f"/dialogues/{salon.slug}/carry/", sent)
    assert answer.status_code == 422
    assert "Without their consent" in answer.content.decode()
    with tenancy.community(cast.salon):
        assert not Contribution.objects.filter(channel="carried").exists()


@pytest.mark.long
@pytest.mark.parametrize(
    "tail", ["carry/", "host/", "host/ask/", "host/seat/", "host/heard/", "host/outcome/"]
)
def test_a_member_has_no_hosts_pages(salon: Dialogue, as_: Any, tail: str) -> None:
    assert as_("esi").get(f"/dialogues/{salon.slug}/{tail}").status_code == 404


def test_the_host_sees_who_waits_for_an_answer(salon: Dialogue, as_: Any) -> None:
    html = page(as_("dev"), f"/dialogues/{salon.slug}/host/")
    assert "Esi has no answer yet" in html
    assert "Farid has not spoken yet" in html


def test_a_dialogue_held_is_reachable_by_nothing(
    salon: Dialogue, client: Client, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.get()
        Dialogue.objects.update(held=True)
    for path in (
        f"/dialogues/{salon.slug}/",
        f"/contributions/{said.pk}/",
        f"/dialogues/{salon.slug}/question/1/",
    ):
        assert client.get(path, headers=HOST).status_code == 404
        assert as_("esi").get(path).status_code == 404
    assert salon.title not in page(client, "/dialogues/")


def test_the_languages_one_reads_are_chosen_in_the_address(salon: Dialogue, client: Client) -> None:
    assert "The pump" in page(client, f"/dialogues/{salon.slug}/?reads=en&reads=fr")
    assert "The pump" not in page(client, f"/dialogues/{salon.slug}/?reads=fr")
