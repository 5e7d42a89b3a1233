"""However much is said, a page fits in one round trip, and all of it is reached from there."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from palabre.communities.models import Membership
from palabre.dialogues.actions import changing, heard, hosting, speaking
from palabre.dialogues.furniture import FURNITURE
from palabre.dialogues.models import Contribution, Dialogue, Finding, Seat, Synthesis, Wrap
from palabre.dialogues.queries.beginnings import pieces
from palabre.dialogues.queries.budget import PIECE, weight
from palabre.dialogues.queries.told import SHOWN_TO_HOSTS
from palabre.dialogues.tests.conftest import HOST
from palabre.exchange.demo import content
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.kit.text.markdown import plain, render

SEATS, QUESTIONS = 12, 5
MOST_PAGES = 60


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
        noted(salon, cast, [4_000])
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
        href = unescape(on[1]) if on else ""
        path = href if href.startswith("/") or not href else path.partition("?")[0] + href
        assert len(found) < MOST_PAGES, path
    return found


def both(cast: Cast) -> tuple[Client, Client]:
    """A visitor and the host."""
    host = Client()
    host.force_login(cast.dev)
    return Client(), host


def noted(dialogue: Dialogue, cast: Cast, lengths: Sequence[int]) -> list[str]:
    """The host's notes, so long each."""
    texts = [bengali(500 + number, length) for number, length in enumerate(lengths)]
    for text in texts:
        hosting.wrap(dialogue=dialogue, text=text, language="bn", by=cast.membership("dev", cast.salon))
    return texts


def all_there(texts: Sequence[str], pages: list[str]) -> bool:
    """Whether every paragraph of every text stands on one of these pages from its first words to its last."""
    shown = " ".join(" ".join(plain(page) for page in pages).split())
    return not [
        words for text in texts for words in text.split("\n\n") if " ".join(words.split()) not in shown
    ]


def assert_all_is_said(text: str, pages: list[str]) -> None:
    shown = " ".join(plain(page) for page in pages)
    missing = [words for words in text.split("\n\n") if " ".join(words.split()[:8]) not in shown]
    assert missing == []


@pytest.mark.scale
def test_a_dialogue_in_which_everybody_wrote_as_much_as_they_may(full: Dialogue, cast: Cast) -> None:
    for browser in both(cast):
        (page,) = pages_from(browser, f"/bn/dialogues/{full.slug}/")[:1]
        assert f'href="/bn/dialogues/{full.slug}/framing/"' in page
    with tenancy.community(cast.salon):
        framing, seat = Dialogue.objects.get(pk=full.pk).framing, full.seats.filter(name__endswith=" 3").get()
        said = Contribution.objects.filter(dialogue=full, language="bn").first()
    assert said is not None
    assert_all_is_said(framing, pages_from(Client(), f"/bn/dialogues/{full.slug}/framing/"))
    assert_all_is_said(seat.opening, pages_from(Client(), f"/bn/seats/{seat.pk}/said/"))
    assert_all_is_said(said.text, pages_from(Client(), f"/bn/contributions/{said.pk}/"))


def test_notes_are_read_a_page_at_a_time(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        texts = noted(salon, cast, [5_000, 900, 400])
    pages = pages_from(Client(), f"/bn/dialogues/{salon.slug}/notes/")
    assert len(pages) > 1
    assert all_there(texts, pages)
    assert re.findall(r'id="note-(\d+)"', "".join(pages)) == sorted(
        re.findall(r'id="note-(\d+)"', "".join(pages)), key=int, reverse=True
    )


def test_a_report_leads_to_the_page_its_note_stands_on(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        noted(salon, cast, [4_000] * 4)
        first = Wrap.objects.order_by("pk")[0]
        (place,) = [one.path(first) for one in FURNITURE if one.kind == "dialogues.wrap"]
    html = Client().get(f"/bn{place.partition('#')[0]}", headers=HOST).content.decode()
    assert f'id="{place.partition("#")[2]}"' in html


@pytest.mark.long
def test_fourteen_long_notes_and_a_very_long_one(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        texts = noted(salon, cast, [4_000] * 13 + [20_000])
    for browser in both(cast):
        assert all_there(texts, pages_from(browser, f"/bn/dialogues/{salon.slug}/notes/"))
        assert len(pages_from(browser, f"/bn/dialogues/{salon.slug}/")) == 1


@pytest.mark.long
def test_six_long_wordings(salon: Dialogue, cast: Cast) -> None:
    texts = [bengali(600 + number, 7_900) for number in range(7)]
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
        for text in texts:
            changing.change(said=said, text=text, language="bn", by=cast.membership("esi", cast.salon))
            said.refresh_from_db()
    for browser in both(cast):
        assert all_there(texts[:-1], pages_from(browser, f"/bn/contributions/{said.pk}/wordings/"))


@pytest.fixture
def told(salon: Dialogue, cast: Cast) -> list[str]:
    """Twelve long findings, one of them resting on very many answers, and eight outcomes with long answers."""
    with tenancy.community(cast.salon):
        dev, esi = cast.membership("dev", cast.salon), cast.membership("esi", cast.salon)
        dialogue, question = Dialogue.objects.get(pk=salon.pk), salon.questions.get(number=1)
        said = [
            speaking.contribute(
                dialogue=dialogue,
                question=question,
                text=bengali(700 + number, 300),
                by=esi,
                language="bn",
                page_language="bn",
            )
            for number in range(30)
        ]
        Contribution.objects.update(standing="public")
        drafted = heard.begin_synthesis(
            dialogue=dialogue,
            language="bn",
            by=dev,
            introduction=bengali(800, 2_000),
            languages_not_heard=["ar", "fr"],
        )
        texts = [bengali(800, 2_000)]
        for number in range(12):
            texts.append(bengali(801 + number, 2_000 if number else 12_000))
            heard.add_finding(
                synthesis=drafted, text=texts[-1], cites=said if number == 4 else said[:3], by=dev
            )
        texts += sent(dialogue, dev)
    return texts


def sent(dialogue: Dialogue, by: Membership) -> list[str]:
    texts: list[str] = []
    for number in range(8):
        texts += [bengali(820 + number, 290), bengali(840 + number, 5_000), bengali(860 + number, 2_500)]
        outcome = heard.send_outcome(
            dialogue=dialogue,
            recipient=texts[-3],
            language="bn",
            sent_on=dialogue.opens_on + timedelta(days=number // 2),
            by=by,
        )
        if number:
            answered: dict[str, Any] = {"answered_on": dialogue.opens_on, "answer_language": "bn", "by": by}
            heard.answer_outcome(outcome=outcome, answer=texts[-2], effect=texts[-1], **answered)
        else:
            texts = texts[:-2]
    return texts


@pytest.mark.scale
def test_twelve_long_findings_and_what_came_of_them(told: list[str], salon: Dialogue, cast: Cast) -> None:
    path, dev = f"/bn/dialogues/{salon.slug}/", both(cast)[1]
    (desk,) = pages_from(dev, f"{path}host/")
    assert f'href="{path}host/findings/"' in desk and f'href="{path}host/findings/?after=outcomes"' in desk
    assert desk.count('<article class="outcome"') == SHOWN_TO_HOSTS
    assert all_there(told, pages_from(dev, f"{path}host/findings/"))
    assert Client().get(f"{path}host/findings/", headers=HOST).status_code == 404
    assert not all_there(told[:13], pages_from(Client(), f"{path}heard/")), "not before they are published"
    with tenancy.community(cast.salon):
        Synthesis.objects.update(published_at=clock.now())
        cited = set(Finding.objects.get(number=5).cited.values_list("pk", flat=True))
    for browser in both(cast):
        pages = pages_from(browser, f"{path}heard/")
        assert all_there(told, pages)
        assert {int(pk) for pk in re.findall(r'href="/bn/contributions/(\d+)/"', "".join(pages))} >= cited
        assert 'href="?after=outcomes"' in pages[0]
        (came, *_more) = pages_from(browser, f"{path}heard/?after=outcomes")
        assert 'id="outcomes"' in came and 'class="finding"' not in came


@pytest.mark.long
def test_all_outcomes_of_a_community(told: list[str], salon: Dialogue, cast: Cast) -> None:
    for browser in both(cast):
        pages = pages_from(browser, "/bn/outcomes/")
        assert all_there(told[13:], pages)
        heads = {re.search(r'<p class="lede">[^<]*</p>', page)[0] for page in pages}  # type: ignore[index]
        assert len(heads) == 1 and "৮" in heads.pop()


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
    for browser in both(cast):
        seen, path = set[int](), f"/bn/contributions/{root.pk}/"
        while path:
            html = pages_from(browser, path)[0]
            seen |= {int(number) for number in re.findall(r'id="c(\d+)"', html)}
            more = re.search(rf'href="(/bn/contributions/{root.pk}/\?after=[^"]+)"', html)
            path = more[1] if more else ""
        assert seen == {root.pk, *(one.pk for one in replies)}
    last = replies[-1]
    for browser in both(cast):
        own = pages_from(browser, f"/bn/contributions/{last.pk}/")
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
