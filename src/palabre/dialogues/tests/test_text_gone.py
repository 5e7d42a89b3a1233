"""A reply to a text that went while it was written: its words come back in the form, never a missing page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import attending, changing
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.subject import ContributionSubject
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

WORDS = "We paid for the second pump ourselves."
GONE = "The text you answered is not shown any more."


@pytest.fixture
def said(salon: Dialogue, cast: Cast) -> Contribution:
    with tenancy.community(cast.salon):
        found: Contribution = Contribution.objects.select_related("author").get(dialogue=salon)
    return found


def taken_back(said: Contribution) -> None:
    changing.withdraw(said=said, by=said.author)


def taken_down(said: Contribution) -> None:
    ContributionSubject().apply(said.pk, "hidden")


def form_of(html: str) -> dict[str, str]:
    """What the form that answers would send."""
    form = html.partition('<form class="say"')[2] or html.partition("<form method")[2]
    hidden = re.findall(
        r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form.partition("</form>")[0]
    )
    return {name: value for name, value in hidden if value}


@pytest.mark.parametrize("goes", [taken_back, taken_down])
@pytest.mark.parametrize(
    "page", ["/contributions/{}/", "/dialogues/who-keeps-the-water-running/speak/?answers={}"]
)
def test_the_words_stand_in_the_form_to_be_sent_as_an_answer_to_the_question(
    salon: Dialogue, said: Contribution, cast: Cast, as_: Any, goes: Any, page: str
) -> None:
    farid, speak = as_("farid"), f"/en/dialogues/{salon.slug}/speak/"
    opened = form_of(farid.get("/en" + page.format(said.pk)).content.decode())
    with tenancy.community(cast.salon):
        goes(said)
    answer = farid.post(speak, opened | {"text": WORDS})
    html = answer.content.decode()
    assert answer.status_code == 422 and GONE in html and f">\n{WORDS}</textarea>" in html
    assert "as an answer to the question" in html and "What broke first?" in html
    assert "The pump, then the committee." not in html
    assert farid.post(speak, form_of(html) | {"text": WORDS}).status_code == 302
    with tenancy.community(cast.salon):
        kept = Contribution.objects.get(text=WORDS)
        assert kept.answers_id is None and kept.question_id == said.question_id


def test_a_visitor_s_words_come_back_and_are_kept_as_an_answer(
    salon: Dialogue, said: Contribution, cast: Cast
) -> None:
    visitor, speak = Client(headers=HOST), f"/en/dialogues/{salon.slug}/speak/"
    with tenancy.community(cast.salon):
        taken_back(said)
    answer = visitor.post(speak, {"text": WORDS, "answers": said.pk, "once": once.new_key()})
    assert answer.status_code == 422 and GONE in answer.content.decode()
    sent = visitor.post(speak, form_of(answer.content.decode()) | {"text": WORDS})
    assert "/sign-in/" in sent["Location"]


def test_what_a_text_answered_is_told_to_nobody_who_did_not_know_it(
    salon: Dialogue, said: Contribution, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        taken_down(said)
    speak, told = f"/en/dialogues/{salon.slug}/speak/", []
    for number in (said.pk, 987_654):
        answer = as_("farid").post(speak, {"text": WORDS, "answers": number, "once": "k" * 22})
        told.append((answer.status_code, form_of(answer.content.decode())))
    assert told[0] == told[1] == (422, {"once": "k" * 22})


def test_words_kept_before_signing_in_are_shown_where_the_text_went_meanwhile(
    salon: Dialogue, said: Contribution, cast: Cast
) -> None:
    visitor = Client(headers=HOST)
    sent = {"text": WORDS, "answers": said.pk, "once": once.new_key()}
    assert visitor.post(f"/en/dialogues/{salon.slug}/speak/", sent).status_code == 302
    with tenancy.community(cast.salon):
        taken_back(said)
    visitor.force_login(cast.farid)
    answer = visitor.post("/en/join/")
    assert answer.status_code == 409
    assert GONE in answer.content.decode() and WORDS in answer.content.decode()


def test_kept_for_later_words_come_back_too_and_stay_within_reach(
    salon: Dialogue, said: Contribution, cast: Cast, as_: Any
) -> None:
    farid, speak = as_("farid"), f"/en/dialogues/{salon.slug}/speak/"
    with tenancy.community(cast.salon):
        by, place = cast.membership("farid", cast.salon), attending.place_of(None, said.pk)
        attending.keep_draft(dialogue=salon, place=place, text=WORDS, language="", kind="", by=by)
        taken_back(said)
    assert WORDS in farid.get(f"{speak}?answers={said.pk}").content.decode()
    assert as_("dev").get(f"{speak}?answers={said.pk}").status_code == 404
    answer = farid.post(speak, {"text": WORDS, "answers": said.pk, "keep": "1", "once": once.new_key()})
    assert answer.status_code == 422 and WORDS in answer.content.decode()


def test_a_reply_stands_under_the_question_of_what_it_answers_whatever_its_form_says(
    salon: Dialogue, said: Contribution, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        other = salon.questions.get(number=2).pk
    sent = {"text": WORDS, "answers": said.pk, "question": other, "once": once.new_key()}
    assert as_("farid").post(f"/dialogues/{salon.slug}/speak/", sent).status_code == 302
    with tenancy.community(cast.salon):
        assert Contribution.objects.get(text=WORDS).question_id == said.question_id
