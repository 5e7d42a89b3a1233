"""However much is said, a page fits in one round trip, and all of it is reached from there."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from django.test import Client

from palabre.dialogues.actions import hosting, speaking
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.queries.beginnings import pieces
from palabre.dialogues.queries.budget import PIECE, weight
from palabre.dialogues.tests.conftest import HOST
from palabre.exchange.demo import content
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.kit.text.markdown import plain, render

SEATS, QUESTIONS = 12, 5


def bengali(seed: int, characters: int) -> str:
    """Paragraphs of Bengali words in an order of their own: of nobody's text, and no shorter once compressed."""
    chance, words = random.Random(seed), _words()
    said: list[str] = []
    while sum(map(len, said)) < characters:
        said.append(" ".join(chance.choices(words, k=40)) + "।")
    return "\n\n".join(said)[:characters]


def _words() -> list[str]:
    told = [
        said["text"]
        for said in content.tables("salon", "dialogue")[0]["contribution"]
        if said["language"] == "bn"
    ]
    return re.findall(r"[\u0980-\u09ff]+", " ".join(told))


@pytest.fixture
def full(cast: Cast, salon: Dialogue) -> Dialogue:
    """Everybody has said as much as a form takes."""
    with tenancy.community(cast.salon):
        dev, esi = cast.membership("dev", cast.salon), cast.membership("esi", cast.salon)
        framing = bengali(1, 7_000)
        Dialogue.objects.filter(pk=salon.pk).update(
            framing=framing, framing_html=render(framing), language="bn"
        )
        for number in range(SEATS):
            hosting.seat(
                dialogue=salon,
                kind=Seat.Kind.PANELIST,
                name=f"{bengali(number, 12)} {number}",
                title=bengali(number, 60),
                language="bn",
                by=dev,
                opening=bengali(100 + number, 3_000),
            )
        asked = [(bengali(200 + number, 150), "bn") for number in range(QUESTIONS - 2)]
        hosting.ask(dialogue=salon, questions=asked, opens_on=salon.opens_on, by=dev)
        for question in salon.questions.all():
            for turn in range(2):
                speaking.contribute(
                    dialogue=salon,
                    question=question,
                    text=bengali(300 + 10 * question.number + turn, 7_900),
                    by=esi,
                    language="bn",
                    page_language="bn",
                )
    return salon


def pages_from(browser: Client, path: str) -> list[str]:
    """This page, and those it goes on to."""
    found: list[str] = []
    while path:
        answer: Any = browser.get(path, headers=HOST)
        assert answer.status_code == 200
        assert first_visit_bytes(answer) <= BUDGET, path
        found.append(answer.content.decode())
        on = re.search(r'rel="next" href="([^"]+)"', found[-1])
        path = (on[1] if on[1].startswith("/") else path.partition("?")[0] + on[1]) if on else ""
    return found


def assert_all_is_said(text: str, pages: list[str]) -> None:
    shown = " ".join(plain(page) for page in pages)
    missing = [words for words in text.split("\n\n") if " ".join(words.split()[:8]) not in shown]
    assert missing == []


@pytest.mark.scale
def test_a_dialogue_in_which_everybody_wrote_as_much_as_they_may(full: Dialogue, cast: Cast) -> None:
    host = Client()
    host.force_login(cast.dev)
    for browser in (Client(), host):
        (page,) = pages_from(browser, f"/bn/dialogues/{full.slug}/")[:1]
        assert f'href="/bn/dialogues/{full.slug}/framing/"' in page
    with tenancy.community(cast.salon):
        framing, seat = Dialogue.objects.get(pk=full.pk).framing, full.seats.filter(name__endswith=" 3").get()
        said = Contribution.objects.filter(dialogue=full, language="bn").first()
    assert said is not None
    assert_all_is_said(framing, pages_from(Client(), f"/bn/dialogues/{full.slug}/framing/"))
    assert_all_is_said(seat.opening, pages_from(Client(), f"/bn/seats/{seat.pk}/said/"))
    assert_all_is_said(said.text, pages_from(Client(), f"/bn/contributions/{said.pk}/"))


@pytest.mark.scale
def test_a_long_answer_with_long_replies(full: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        root = Contribution.objects.filter(dialogue=full, language="bn").first()
        replies = [
            speaking.contribute(
                dialogue=full,
                answers=root,
                text=bengali(400 + number, 7_000),
                by=cast.membership("farid", cast.salon),
                language="bn",
                page_language="bn",
            )
            for number in range(12)
        ]
    assert root is not None
    seen, path = set[int](), f"/bn/contributions/{root.pk}/"
    while path:
        html = pages_from(Client(), path)[0]
        seen |= {int(number) for number in re.findall(r'id="c(\d+)"', html)}
        more = re.search(rf'href="(/bn/contributions/{root.pk}/\?after=[^"]+)"', html)
        path = more[1] if more else ""
    assert seen == {root.pk, *(one.pk for one in replies)}
    last = replies[-1]
    own = pages_from(Client(), f"/bn/contributions/{last.pk}/")
    assert f'id="c{last.pk}" aria-current="true"' in own[0]
    assert_all_is_said(last.text, own)


@pytest.mark.parametrize(
    "text",
    [
        "A line.\n\n" * 900,
        "word " * 9_000,
        "x" * 40_000,
        "> " + "said " * 3_000 + "\n\n" + "* one\n* two\n\n" * 500,
    ],
)
def test_pieces_hold_every_word_and_none_is_too_heavy(text: str) -> None:
    html = render(text)
    found = pieces(html)
    assert len(found) > 1
    assert max(weight(piece) for piece in found) <= PIECE + 10
    assert "".join(plain("".join(found)).split()) == "".join(plain(html).split())
    assert pieces("<p>Short.</p>") == ["<p>Short.</p>"]


def test_opening_remarks_that_were_taken_down_stand_nowhere(
    cast: Cast, salon: Dialogue, client: Client
) -> None:
    with tenancy.community(cast.salon):
        seat = salon.seats.get(name="Farid")
        pages = [f"/seats/{seat.pk}/said/", f"/dialogues/{salon.slug}/"]
        assert all("Bonjour." in client.get(page, headers=HOST).content.decode() for page in pages)
        Seat.objects.filter(pk=seat.pk).update(standing="hidden")
    assert not any("Bonjour." in client.get(page, headers=HOST).content.decode() for page in pages)
