"""Picks, pins, welcomes, rounds released by hand, the notes of all days."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues import rules
from palabre.dialogues.actions import caring, hosting, speaking
from palabre.dialogues.models import Contribution, Dialogue, Pick
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import moments, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes


@pytest.fixture
def later(salon: Dialogue, cast: Cast) -> Contribution:
    """Farid's answer to the first question, after eight of Esi's."""
    with tenancy.community(cast.salon):
        for number in range(8):
            say(salon, cast, "esi", f"Answer {number}: the valve, and then the pump beside it. " * 5)
        return say(salon, cast, "farid", "We paid by the bucket, and it held.")


def say(salon: Dialogue, cast: Cast, who: str, text: str, language: str = "en") -> Contribution:
    return speaking.contribute(
        dialogue=salon,
        question=salon.questions.get(number=1),
        text=text,
        by=cast.membership(who, cast.salon),
        language=language,
        page_language="en",
    )


def read(path: str) -> str:
    answer = Client(headers=HOST).get(path)
    assert answer.status_code == 200 and first_visit_bytes(answer) <= BUDGET
    return str(answer.content.decode())


@pytest.mark.long
def test_a_pick_is_listed_beside_the_conversation_until_it_is_taken_back(
    salon: Dialogue, later: Contribution, as_: Any
) -> None:
    dev, page = as_("dev"), f"/contributions/{later.pk}/pick/"
    assert (
        f'href="/contributions/{later.pk}/pick/"' in dev.get(f"/contributions/{later.pk}/").content.decode()
    )
    assert dev.get(page).status_code == 200
    came = dev.post(page, {"pick": "picked", "once": once.new_key()})
    assert "Your pick is saved." in dev.get(came["Location"]).content.decode()
    html = read(f"/dialogues/{salon.slug}/")
    assert "Picked by the hosts" in html and html.count("We paid by the bucket") >= 1
    dev.post(page, {"pick": "no", "once": once.new_key()})
    assert "Picked by the hosts" not in read(f"/dialogues/{salon.slug}/")


@pytest.mark.long
@pytest.mark.parametrize("path", ["/dialogues/{}/", "/dialogues/{}/question/1/"])
def test_what_is_pinned_stands_first_under_its_question_once(
    salon: Dialogue, later: Contribution, cast: Cast, path: str
) -> None:
    with tenancy.community(cast.salon):
        caring.pick(contribution=later, pinned=True, by=cast.membership("dev", cast.salon))
    html = read(path.format(salon.slug))
    ids = re.findall(r'<article class="said[^"]*" id="c(\d+)"', html)
    assert ids[0] == str(later.pk) and ids.count(str(later.pk)) == 1 and len(ids) > 1
    assert html.count("Put first by the hosts") == 1


def test_one_stands_first_under_a_question(
    salon: Dialogue, later: Contribution, cast: Cast, inside: Cast
) -> None:
    dev, other = cast.membership("dev", cast.salon), Contribution.objects.order_by("pk")[0]
    caring.pick(contribution=other, pinned=True, by=dev)
    caring.pick(contribution=later, pinned=True, by=dev)
    assert list(Pick.objects.filter(pinned=True).values_list("contribution", flat=True)) == [later.pk]
    assert Pick.objects.count() == 2


def test_what_was_hidden_is_no_pick_any_more(salon: Dialogue, later: Contribution, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        caring.pick(contribution=later, pinned=True, by=cast.membership("dev", cast.salon))
        Contribution.objects.filter(pk=later.pk).update(standing="hidden")
    assert "Picked by the hosts" not in read(f"/dialogues/{salon.slug}/")


def test_nobody_but_hosts_picks(later: Contribution, as_: Any, cast: Cast) -> None:
    assert as_("esi").get(f"/contributions/{later.pk}/pick/").status_code == 404
    with tenancy.community(cast.salon), pytest.raises(Refusal):
        caring.pick(contribution=later, pinned=False, by=cast.membership("esi", cast.salon))


def test_a_first_voice_is_welcomed_in_its_language_by_the_text_that_stands_ready(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        said = say(salon, cast, "farid", "La vanne.", "fr")
    dev = as_("dev")
    page = f"/contributions/{said.pk}/welcome/"
    dev.post("/welcomes/", {"text_fr": "Soyez la bienvenue.", "text_en": "", "once": once.new_key()})
    html = dev.get(page).content.decode()
    assert "Soyez la bienvenue.</textarea>" in html and f'action="/dialogues/{salon.slug}/speak/"' in html
    assert '<option value="fr" selected>' in html
    assert "Soyez la bienvenue." in dev.get("/welcomes/").content.decode()
    dev.post("/welcomes/", {"text_fr": "", "once": once.new_key()})
    assert "Soyez la bienvenue." not in dev.get(page).content.decode()
    assert "<textarea" in dev.get(page).content.decode()


def test_the_host_s_page_leads_first_voices_to_their_welcome(salon: Dialogue, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        first = Contribution.objects.get(dialogue=salon)
        second = say(salon, cast, "esi", "And then the valve.")
    html = as_("dev").get(f"/dialogues/{salon.slug}/host/").content.decode()
    assert f"/contributions/{first.pk}/welcome/" in html and f"?answers={second.pk}" in html
    assert as_("esi").get(f"/contributions/{first.pk}/welcome/").status_code == 404
    assert as_("esi").get("/welcomes/").status_code == 404


def test_a_round_without_a_day_waits_for_the_host_and_is_shown_by_a_button(salon: Dialogue, as_: Any) -> None:
    dev, desk = as_("dev"), f"/dialogues/{salon.slug}/host/"
    sent = {"questions": "Who paid?", "language": "en", "opens_on": "", "once": once.new_key()}
    assert dev.post(f"{desk}ask/", sent).status_code == 302
    assert "Who paid?" not in read(f"/dialogues/{salon.slug}/")
    action = re.search(r'action="(/rounds/\d+/release/)"', dev.get(desk).content.decode())
    assert action is not None
    assert as_("esi").post(action[1], {"once": once.new_key()}).status_code == 404
    came = dev.post(action[1], {"once": once.new_key()})
    assert "The questions are shown now." in dev.get(came["Location"]).content.decode()
    assert "Who paid?" in read(f"/dialogues/{salon.slug}/")


def test_a_round_with_a_day_stands_with_its_hosts_until_then_and_can_be_put_otherwise(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    dev, soon = as_("dev"), rules.today_of(salon) + timedelta(days=2)
    with tenancy.community(cast.salon):
        asked = [("Who payd?", "en"), ("Who did not?", "en")]
        coming = hosting.ask(
            dialogue=salon, questions=asked, opens_on=soon, by=cast.membership("dev", cast.salon)
        )
        first, second = coming.questions.order_by("number")
    desk, page = f"/dialogues/{salon.slug}/host/", f"/rounds/{coming.pk}/"
    html = dev.get(desk).content.decode()
    assert "Questions not shown yet" in html and moments.day(soon, "en") in html and page in html
    assert as_("esi").get(page).status_code == 404
    sent = {f"question-{first.pk}": "Who paid?", f"question-{second.pk}": "", "opens_on": soon}
    empty = dev.post(page, sent | {"once": once.new_key()})
    assert empty.status_code == 422 and "Who paid?" in empty.content.decode()
    late = {"opens_on": salon.closes_on + timedelta(days=1), f"question-{second.pk}": "Who not?"}
    assert dev.post(page, sent | late | {"once": once.new_key()}).status_code == 422
    kept = sent | {f"question-{second.pk}": "Who not?", "opens_on": ""}
    assert dev.post(page, kept | {"once": once.new_key()}).status_code == 302
    html = dev.get(desk).content.decode()
    assert "Who paid?" in html and "Who not?" in html and "They wait until you show them." in html
    assert "Who paid?" not in read(f"/dialogues/{salon.slug}/")
    dev.post(f"{page}release/", {"once": once.new_key()})
    assert "Who paid?" in read(f"/dialogues/{salon.slug}/")
    assert dev.get(page).status_code == 409


def test_a_round_with_a_day_can_be_shown_before_it(salon: Dialogue, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        soon = rules.today_of(salon) + timedelta(days=2)
        dev = cast.membership("dev", cast.salon)
        coming = hosting.ask(dialogue=salon, questions=[("Who paid?", "en")], opens_on=soon, by=dev)
    as_("dev").post(f"/rounds/{coming.pk}/release/", {"once": once.new_key()})
    assert "Who paid?" in read(f"/dialogues/{salon.slug}/")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Dr. Rahman of the U.N. office says that the pump is dry. Nobody came.", True),
        ("The pump, e.g. ours, is dry. Nobody came", True),
        ("He asked: why? And nobody answered.", True),
        ("One thing. Another thing. And a third.", False),
        ("একটি কথা। আরেকটি কথা। আরও একটি।", False),
        ("一件事。另一件事。第三件事。", False),
    ],
)
def test_a_gloss_has_two_sentences_and_a_shortened_word_ends_none(
    salon: Dialogue, cast: Cast, text: str, fits: bool
) -> None:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        said = speaking.contribute(
            dialogue=salon,
            text="Pompa.",
            by=cast.membership("esi", cast.salon),
            language="pt",
            page_language="en",
        )
        with nullcontext() if fits else pytest.raises(Refusal):
            speaking.gloss(contribution=said, text=text, language="fr", by=dev)


def test_all_notes_are_read_from_the_last_one(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        hosting.wrap(dialogue=salon, text="The first day was about pumps.", language="en", by=dev)
        assert Client(headers=HOST).get(f"/dialogues/{salon.slug}/notes/").status_code == 200
        hosting.wrap(dialogue=salon, text="The second about money.", language="en", by=dev)
    html = read(f"/dialogues/{salon.slug}/")
    assert "about money" in html and "about pumps" not in html and f"/dialogues/{salon.slug}/notes/" in html
    notes = read(f"/dialogues/{salon.slug}/notes/")
    assert notes.index("about money") < notes.index("about pumps")
