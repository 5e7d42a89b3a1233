"""A salon's own page: its rounds, somebody of each language, words taken down, faces."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.dialogues.actions import hosting, speaking
from palabre.dialogues.models import Contribution, Dialogue, Question
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes

PAGES = ["/", "/dialogues/{}/"]


def page(client: Client, path: str) -> str:
    return str(client.get(path, headers=HOST).content.decode())


def in_words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def ask_again(salon: Dialogue, cast: Cast) -> None:
    """A second round, since yesterday, and a third in three days."""
    with tenancy.community(cast.salon):
        dev, today = cast.membership("dev", cast.salon), clock.today("UTC")
        for text, opens_on in (
            ("Who repaired it twice?", today - timedelta(days=1)),
            ("Who paid?", today + timedelta(days=3)),
        ):
            hosting.ask(dialogue=salon, questions=[(text, "en")], opens_on=opens_on, by=dev)


def say(salon: Dialogue, cast: Cast, who: str, language: str, text: str, number: int = 1) -> Contribution:
    with tenancy.community(cast.salon):
        return speaking.contribute(
            dialogue=salon,
            question=Question.objects.get(dialogue=salon, number=number),
            text=text,
            language=language,
            page_language="en",
            by=cast.membership(who, cast.salon),
        )


@pytest.mark.parametrize("path", PAGES)
def test_each_round_has_its_heading_with_the_day_it_opened(
    salon: Dialogue, cast: Cast, client: Client, path: str
) -> None:
    with clock.moved(timedelta()):
        ask_again(salon, cast)
        text = in_words(page(client, path.format(salon.slug)))
    second = (clock.today("UTC") - timedelta(days=1)).strftime("%-d %B %Y")
    first = salon.opens_on.strftime("%-d %B %Y")
    assert f"Round 1 opened {first} 1 · What broke first?" in text
    assert f"Round 2 opened {second} 3 · Who repaired it twice?" in text
    assert "Round 3" not in text and "Who paid?" not in text


def test_a_conversation_with_one_round_has_no_rounds(salon: Dialogue, client: Client) -> None:
    assert "Round" not in in_words(page(client, f"/dialogues/{salon.slug}/"))


@pytest.mark.long
@pytest.mark.parametrize("path", PAGES)
def test_the_only_one_who_wrote_in_a_language_is_not_lost_among_many(
    salon: Dialogue, cast: Cast, client: Client, path: str
) -> None:
    for number in range(30):
        say(salon, cast, "esi", "en", f"Answer {number}: the valve, and then the pump beside the valve. " * 6)
    say(salon, cast, "farid", "ar", "المضخة أوّلًا.")
    say(salon, cast, "farid", "bn", "প্রথমে পাম্প, তারপর কমিটি।", 2)
    answer = client.get(path.format(salon.slug), headers=HOST)
    html = answer.content.decode()
    assert "المضخة أوّلًا." in html and "প্রথমে পাম্প" in html and "The pump, then the committee." in html
    assert first_visit_bytes(answer) <= BUDGET


def test_words_taken_down_stand_on_the_salon_s_page(salon: Dialogue, cast: Cast, client: Client) -> None:
    for number in range(12):
        say(salon, cast, "esi", "en", f"Answer {number}: the valve, and then the pump beside the valve. " * 6)
    with tenancy.community(cast.salon):
        speaking.carry(
            dialogue=salon,
            said_by="Mama Ngozi",
            text="The pump sings before it stops.",
            language="en",
            consent_language="en",
            city=None,
            question=salon.questions.get(number=1),
            by=cast.membership("amina", cast.salon),
        )
    assert "Said by Mama Ngozi, taken down by Amina" in page(client, f"/dialogues/{salon.slug}/")


def test_what_is_chosen_stands_in_the_order_it_was_said(salon: Dialogue, cast: Cast, client: Client) -> None:
    for language, text in (("fr", "La vanne."), ("es", "La llave."), ("pt", "A bomba.")):
        say(salon, cast, "farid", language, text)
    html = page(client, f"/dialogues/{salon.slug}/")
    found = [html.index(text) for text in ("then the committee", "La vanne.", "La llave.", "A bomba.")]
    assert found == sorted(found)


def test_the_face_of_the_panel_stands_beside_the_answer(
    salon: Dialogue, cast: Cast, client: Client, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        salon.seats.filter(name="Farid").update(portrait="c1/portraits/farid.webp")
    said = say(salon, cast, "farid", "fr", "La vanne.")
    for path in (f"/dialogues/{salon.slug}/", f"/contributions/{said.pk}/"):
        html = page(client, path)
        article = html[html.index(f'id="c{said.pk}"') :].partition("</header>")[0]
        assert 'src="/media/c1/portraits/farid.webp"' in article and 'loading="lazy"' in article


def test_who_has_no_portrait_keeps_their_initials(salon: Dialogue, client: Client) -> None:
    html = page(client, f"/dialogues/{salon.slug}/")
    article = html[html.index('class="said" id="c') :].partition("</header>")[0]
    assert "<img" not in article and "<span>E</span>" in article
