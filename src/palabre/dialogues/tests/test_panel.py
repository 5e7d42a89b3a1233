"""An invited panelist: one mail, one link, what they are asked; written first, everything else afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.chronicle import readers
from palabre.communities import once
from palabre.dialogues.actions import panel
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.mail.models import Message

EMAIL = "noor@example.org"


@pytest.fixture
def noor(salon: Dialogue, as_: Any, cast: Cast) -> Seat:
    """Invited in French on a form, with the second question and Esi's answer put to her."""
    with tenancy.community(cast.salon):
        said, asked = Contribution.objects.get(dialogue=salon), salon.questions.get(number=2)
    sent = {
        "kind": "panelist",
        "name": "Noor",
        "email": "Noor@example.org",
        "language": "fr",
        "asked": asked.pk,
        "put": [said.pk],
        "once": once.new_key(),
    }
    answer = as_("dev").post(f"/dialogues/{salon.slug}/host/seat/", sent)
    assert answer.status_code == 302, answer.content.decode()
    with tenancy.community(cast.salon):
        return Seat.objects.get(name="Noor")


def mails(cast: Cast, kind: str) -> list[Message]:
    with tenancy.community(cast.salon):
        return list(Message.objects.filter(to=EMAIL, kind=kind))


def link(mail: Message) -> str:
    found = re.search(r"https?://[^/\s]+(/\S*/panel/\S+)", mail.text)
    assert found is not None
    return found[1]


def test_there_is_one_mail_in_her_language_with_question_answer_days_and_one_link(
    noor: Seat, cast: Cast, salon: Dialogue
) -> None:
    (mail,) = mails(cast, "panel_invitation")
    assert mails(cast, "invitation") == []
    assert mail.language == "fr" and "/fr/panel/" in mail.text
    for words in ("Who repaired it?", "> The pump, then the committee.", "Dev", str(salon.closes_on.year)):
        assert words in mail.text
    assert len(re.findall(r"/panel/", mail.text)) == 1


def test_she_stands_before_what_she_is_asked_each_with_its_box(noor: Seat, cast: Cast) -> None:
    answer = Client(headers=HOST).get(link(mails(cast, "panel_invitation")[0]))
    html = answer.content.decode()
    assert answer.status_code == 200 and first_visit_bytes(answer) <= BUDGET
    assert "Who repaired it?" in html and "The pump, then the committee." in html
    assert html.count("<textarea") == 2 and 'name="email"' not in html
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_what_she_writes_is_kept_before_she_comes_in_and_said_once_she_is_in(noor: Seat, cast: Cast) -> None:
    browser, page = Client(headers=HOST), link(mails(cast, "panel_invitation")[0])
    sent = {"text": "Deux femmes du quartier.", "question": noor.asked_id, "once": once.new_key()}
    came = browser.post(page, sent)
    assert "/invitation" in came["Location"]
    with tenancy.community(cast.salon):
        assert not Contribution.objects.filter(text__startswith="Deux femmes").exists()
    assert "Your answer is kept." in browser.get(page.replace("/fr/", "/en/")).content.decode()
    landed = browser.post(came["Location"], {"once": once.new_key()})
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(text__startswith="Deux femmes")
        assert said.author is not None and said.author.person.email == EMAIL
        assert said.question_id == noor.asked_id and said.standing == "public"
        assert Seat.objects.get(pk=noor.pk).membership == said.author
    html = browser.get(landed["Location"].replace("/fr/", "/en/")).content.decode()
    assert "Your answer is saved." in html and "You have answered this." in html
    assert html.count("<textarea") == 1


def test_the_link_leads_back_to_her_page_for_as_long_as_she_is_in(noor: Seat, cast: Cast) -> None:
    browser, page = Client(headers=HOST), link(mails(cast, "panel_invitation")[0])
    come_in = re.search(r'href="([^"]*invitation[^"]*)"', browser.get(page).content.decode())
    assert come_in is not None
    browser.post(come_in[1], {"once": once.new_key()})
    readers.pull()
    assert browser.get(page, follow=True).redirect_chain[-1][0].endswith(f"/seats/{noor.pk}/")


def test_she_answers_nothing_that_was_not_put_to_her(noor: Seat, cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        other = salon.questions.get(number=1).pk
    page = link(mails(cast, "panel_invitation")[0])
    sent = {"text": "Autre chose.", "question": other, "once": once.new_key()}
    assert Client(headers=HOST).post(page, sent).status_code == 404


def test_before_the_first_day_the_page_says_when(noor: Seat, cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        today = clock.today("UTC")
        Dialogue.objects.filter(pk=salon.pk).update(opens_on=today + timedelta(days=2))
    html = Client(headers=HOST).get(link(mails(cast, "panel_invitation")[0]).replace("/fr/", "/en/"))
    assert "You can answer from" in html.content.decode() and "<textarea" not in html.content.decode()


def test_a_wrong_link_and_a_stranger_s_seat_are_nothing(noor: Seat, as_: Any, client: Client) -> None:
    assert client.get("/panel/wrong/", headers=HOST).status_code == 404
    assert client.get(f"/seats/{noor.pk}/", headers=HOST).status_code == 404
    assert as_("esi").get(f"/seats/{noor.pk}/").status_code == 404


def test_more_than_three_answers_are_not_put_to_anybody(salon: Dialogue, cast: Cast, inside: Cast) -> None:
    said = Contribution.objects.get(dialogue=salon)
    dev = cast.membership("dev", cast.salon)
    with pytest.raises(Refusal, match="at most 3"):
        panel.seat(dialogue=salon, kind="panelist", name="N", language="en", by=dev, put=[said] * 4)


@pytest.mark.long
def test_the_host_reads_the_reminder_in_her_language_and_sends_it_once(
    noor: Seat, cast: Cast, as_: Any, salon: Dialogue
) -> None:
    dev = as_("dev")
    desk = f"/dialogues/{salon.slug}/host/"
    assert f'href="/en/seats/{noor.pk}/remind/"' in dev.get("/en" + desk).content.decode()
    html = dev.get(f"/seats/{noor.pk}/remind/").content.decode()
    assert 'lang="fr"' in html and "Who repaired it?" in html and "Bonjour Noor" in html
    sent = {"text": "Bonjour Noor, on vous attend.", "once": once.new_key()}
    assert dev.post(f"/seats/{noor.pk}/remind/", sent).status_code == 302
    assert dev.post(f"/seats/{noor.pk}/remind/", sent | {"once": once.new_key()}).status_code == 404
    (mail,) = mails(cast, "panel_reminder")
    assert "Bonjour Noor, on vous attend." in mail.text and mail.reply_to == "" and link(mail)
    assert "Noor has not spoken yet · reminded" in " ".join(
        re.sub(r"<[^>]+>", " ", dev.get(desk).content.decode()).split()
    )
    assert Client(headers=HOST).get(link(mail)).status_code == 200


def test_who_has_spoken_is_not_reminded(salon: Dialogue, cast: Cast, inside: Cast) -> None:
    seat, dev = Seat.objects.get(name="Farid"), cast.membership("dev", cast.salon)
    said = Contribution.objects.get(dialogue=salon)
    Contribution.objects.filter(pk=said.pk).update(author=seat.membership)
    with pytest.raises(Refusal):
        panel.remind(seat=seat, text="Hello", by=dev)


def test_nobody_but_hosts_reminds(noor: Seat, as_: Any) -> None:
    assert as_("esi").get(f"/seats/{noor.pk}/remind/").status_code == 404


def test_words_of_a_panelist_are_kept_for_later_with_us(salon: Dialogue, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        seat, asked = Seat.objects.get(name="Farid"), salon.questions.get(number=1)
        Seat.objects.filter(pk=seat.pk).update(asked=asked)
    page, farid = f"/en/seats/{seat.pk}/", as_("farid")
    sent = {"text": "The pump, to begin with", "language": "fr", "question": asked.pk}
    kept = farid.post(page, sent | {"keep": "1", "once": once.new_key()})
    shown = farid.get(kept["Location"]).content.decode()
    assert "Kept. Only you see it, here, until you send it." in shown and "The pump, to begin with" in shown
    assert '<option value="fr" selected>' in shown
    too_long = farid.post(page, sent | {"text": "x" * 20_000, "keep": "1", "once": once.new_key()})
    assert too_long.status_code == 422 and "x" * 20_000 in too_long.content.decode()
    assert farid.post(page, sent | {"once": once.new_key()}).status_code == 302
    with tenancy.community(cast.salon):
        assert Contribution.objects.filter(text=sent["text"]).exists() and not salon.drafts.exists()
