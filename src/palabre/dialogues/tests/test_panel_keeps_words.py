"""What a panelist wrote is never lost: not from a page left open, nor where what they answer is taken away."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.dialogues.actions import changing, hosting, panel
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import HOST, invite_noor
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message

WORDS = "We paid for the second pump ourselves."


class Invited:
    """Noor at the page that her mail opens, in a browser of her own."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.browser = Client(headers=HOST)
        self.html = self.browser.get(page).content.decode()
        found = re.search(r'href="([^"]*invitation[^"]*)"', self.html)
        assert found is not None
        self.come_in = found[1]

    def send(self, browser: Client | None = None, /, **fields: Any) -> Any:
        sent = {"text": WORDS, "once": once.new_key()} | fields
        return (browser or self.browser).post(self.page, sent)

    def comes_in(self, browser: Client | None = None) -> str:
        answer = (browser or self.browser).post(self.come_in, {"once": once.new_key()})
        assert answer.status_code == 302
        return answer.headers["Location"]


@pytest.fixture
def said(salon: Dialogue, cast: Cast) -> Contribution:
    with tenancy.community(cast.salon):
        found: Contribution = Contribution.objects.select_related("author").get(dialogue=salon)
    return found


@pytest.fixture
def noor(salon: Dialogue, cast: Cast, said: Contribution) -> Invited:
    """The second question and Esi's answer are put to her."""
    with tenancy.community(cast.salon):
        dev, asked = cast.membership("dev", cast.salon), salon.questions.get(number=2)
        page = invite_noor(salon, asked, dev, put=[said])
        # Her mail has left: until then it is written anew, with another link, without words that were taken back.
        Message.objects.update(state=Message.State.SENT)
    return Invited(page)


def kept(cast: Cast, text: str = WORDS) -> Contribution:
    with tenancy.community(cast.salon):
        found: Contribution = Contribution.objects.select_related("author__person").get(text=text)
    return found


def take_back(said: Contribution, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        changing.withdraw(said=said, by=said.author)


def test_a_page_left_open_is_answered_after_she_came_in(
    noor: Invited, said: Contribution, cast: Cast
) -> None:
    noor.comes_in()
    answer = noor.send(answers=said.pk)
    assert "Your answer is saved." in noor.browser.get(answer["Location"]).content.decode()
    assert kept(cast).answers_id == said.pk


def test_a_page_left_open_says_what_is_missing_in_its_box(noor: Invited, said: Contribution) -> None:
    noor.comes_in()
    answer = noor.send(answers=said.pk, text=" ")
    assert answer.status_code == 422 and "There is no text yet." in answer.content.decode()


def test_in_a_browser_that_does_not_know_her_her_words_are_kept_until_she_signs_in(
    noor: Invited, said: Contribution, cast: Cast
) -> None:
    noor.comes_in(Client(headers=HOST))
    answer = noor.send(answers=said.pk)
    assert "/sign-in/" in answer["Location"]
    asks = noor.browser.get(answer["Location"]).content.decode()
    assert WORDS in asks and "The pump, then the committee." not in asks
    with tenancy.community(cast.salon):
        member = Membership.objects.select_related("person").get(person__email="n@example.org")
    noor.browser.force_login(member.person)
    landed = noor.browser.post("/en/join/")["Location"]
    assert "Your answer is saved." in noor.browser.get(landed).content.decode()
    assert kept(cast).author == member


def test_words_kept_and_sent_off_by_somebody_else_are_theirs_and_lead_to_them(
    noor: Invited, said: Contribution, cast: Cast, as_: Any
) -> None:
    noor.comes_in(Client(headers=HOST))
    farid = as_("farid")
    assert noor.send(farid, answers=said.pk)["Location"].endswith("/join/")
    landed = farid.post("/en/join/")
    assert f"/contributions/{said.pk}/" in landed["Location"]
    author = kept(cast).author
    assert author is not None and author.name == "Farid"


def test_a_link_that_is_good_no_more_shows_nothing_of_the_conversation(noor: Invited) -> None:
    noor.comes_in(Client(headers=HOST))
    answer = noor.send(text="", answers=1)
    assert answer.status_code == 302 and "/invitation" in answer["Location"]


@pytest.mark.parametrize("is_in", [False, True])
def test_words_for_a_text_that_was_taken_back_stand_in_the_box_of_her_question(
    noor: Invited, said: Contribution, cast: Cast, is_in: bool
) -> None:
    if is_in:
        noor.comes_in()
    take_back(said, cast)
    answer = noor.send(answers=said.pk)
    html = answer.content.decode()
    assert answer.status_code == 422 and WORDS in html
    assert "The text you answered is not shown any more." in html
    asked = re.search(r'name="question" value="(\d+)"', html)
    assert asked is not None and html.index("Who repaired it?") < html.index(WORDS)
    assert noor.send(question=asked[1]).status_code == 302
    if not is_in:
        noor.comes_in()
    assert kept(cast).answers_id is None and kept(cast).question_id == int(asked[1])


def test_words_for_a_text_that_is_gone_stand_there_though_the_question_is_answered(
    noor: Invited, said: Contribution, cast: Cast, salon: Dialogue
) -> None:
    noor.comes_in()
    with tenancy.community(cast.salon):
        asked = salon.questions.get(number=2).pk
    assert noor.send(question=asked, text="First of all.").status_code == 302
    take_back(said, cast)
    answer = noor.send(answers=said.pk)
    assert answer.status_code == 422 and f">\n{WORDS}</textarea>" in answer.content.decode()


def test_words_kept_for_a_text_that_went_before_she_came_in_are_shown_to_her(
    noor: Invited, said: Contribution, cast: Cast
) -> None:
    noor.send(answers=said.pk)
    take_back(said, cast)
    assert WORDS in noor.browser.get(noor.comes_in()).content.decode()
    html = noor.browser.post("/en/join/").content.decode()
    assert WORDS in html and "The text you answered is not shown any more." in html


def test_who_is_asked_nothing_of_their_own_has_boxes_for_the_latest_questions(
    salon: Dialogue, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        dev, today = cast.membership("dev", cast.salon), salon.opens_on
        invited = Invited(invite_noor(salon, None, dev))
        first = salon.questions.get(number=1).pk
        assert invited.html.count("<textarea") == 2 and "What broke first?" in invited.html
        hosting.ask(dialogue=salon, questions=[("And now?", "en")], opens_on=today, by=dev)
    html = invited.browser.get(invited.page).content.decode()
    assert html.count("<textarea") == 1 and "And now?" in html and "Who repaired it?" not in html
    # The page she had open is still answered.
    assert invited.send(question=first).status_code == 302
    invited.comes_in()
    assert kept(cast).question_id == first


def test_where_no_question_is_asked_the_box_answers_the_conversation(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        salon.rounds.update(opens_on=None)
        invited = Invited(invite_noor(salon, None, dev))
    assert invited.html.count("<textarea") == 1 and "Nothing is put to you alone." in invited.html
    assert invited.send().status_code == 302
    assert "Your answer is kept." in invited.browser.get(invited.page).content.decode()
    invited.comes_in()
    assert kept(cast).question_id is None and kept(cast).answers_id is None


def test_the_mail_and_its_page_agree_that_she_can_write(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        invited = Invited(invite_noor(salon, None, cast.membership("dev", cast.salon)))
        mail = Message.objects.get(to="n@example.org")
        assert mail.kind == panel.ASKED and "Write your answer here" in mail.text
    assert "<textarea" in invited.html


def test_who_was_signed_out_meanwhile_finds_their_words_and_the_way_in(
    cast: Cast, salon: Dialogue, said: Contribution
) -> None:
    """Whatever it was sent to, there or not: the answer tells nobody which seats there are."""
    with tenancy.community(cast.salon):
        seat = salon.seats.get(name="Farid")
        seat.asked = salon.questions.get(number=1)
        seat.save(update_fields=["asked"])
    words = f"{WORDS} And for the third one the street collected for a year."
    form = {"text": words, "question": seat.asked_id, "once": once.new_key()}
    browser = Client(headers=HOST)
    for path in (f"/seats/{seat.pk}/", "/seats/987654321/", f"/dialogues/{salon.slug}/host/wrap/"):
        answer = browser.post(path, form)
        html = answer.content.decode()
        assert (answer.status_code, words in html, f'action="{path}"' in html) == (404, True, True)
        assert 'href="/sign-in/" target="_blank"' in html
    short = browser.post(f"/seats/{seat.pk}/", form | {"text": "Yes."})
    assert (short.status_code, ">Yes.</textarea>" in short.content.decode()) == (404, True)
    assert b"<textarea" not in browser.post(f"/seats/{seat.pk}/", form | {"text": " "}).content
    browser.force_login(cast.farid)
    assert browser.post(f"/seats/{seat.pk}/", form).status_code == 302
    with tenancy.community(cast.salon):
        assert Contribution.objects.get(text=words).author.name == "Farid"
