"""What answers no question of a conversation that asks some; languages chosen; words that came when it was closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import channels, hosting, panel, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message

LATE = "The valve was opened at last, and then the pump ran dry."


def read(path: str) -> str:
    return Client(headers=HOST).get(path).content.decode()


def test_words_that_answer_no_question_have_their_page_and_the_conversation_leads_there(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    page = f"/dialogues/{salon.slug}/"
    assert "apart/" not in read(page)
    fields = {"said_by": "Abuela", "text": "Vendo agua en la esquina.", "language": "es", "consent": "on"}
    assert as_("amina").post(f"{page}carry/", fields | {"once": once.new_key()}).status_code == 302
    asked = {"text": "And I sell ice.", "once": once.new_key()}
    assert as_("esi").post(f"{page}speak/", asked).status_code == 302
    html = read(page)
    assert f'{page}apart/">Beside the questions</a> <span class="count">2 answers' in html
    apart = read(f"{page}apart/")
    assert "Vendo agua en la esquina." in apart and "And I sell ice." in apart
    assert "Vendo agua" not in read(f"{page}apart/?reads=en")
    with tenancy.community(cast.salon):
        under = salon.questions.get(number=1)
        speaking.contribute(
            dialogue=salon,
            question=under,
            text="Under it.",
            by=cast.membership("esi", cast.salon),
            page_language="en",
        )
    assert "Under it." not in read(f"{page}apart/")


def test_the_languages_one_chose_go_along_and_nobody_is_said_to_be_silent(
    salon: Dialogue, cast: Cast
) -> None:
    page = f"/dialogues/{salon.slug}/"
    with tenancy.community(cast.salon):
        asked, esi = salon.questions.get(number=1), cast.membership("esi", cast.salon)
        for number in range(9):
            speaking.contribute(
                dialogue=salon,
                question=asked,
                text=f"Eau {number}.",
                by=esi,
                language="fr",
                page_language="fr",
            )
    assert f"{page}question/1/?reads=fr" in read(f"{page}?reads=fr")
    html = read(f"{page}question/1/?reads=id")
    assert "Nothing here is in the languages you chose." in html and '<a href="?">Show all</a>' in html
    assert "Nobody has answered" not in html


def test_the_boxes_of_whoever_is_signed_in_begin_with_what_they_read(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    cast.esi.reads = ["fr"]
    cast.esi.save()
    page = f"/dialogues/{salon.slug}/"
    assert 'value="fr" checked' in as_("esi").get(page).content.decode()
    assert " checked" not in read(page)


@pytest.mark.parametrize("where", ["carry", "change"])
def test_words_sent_when_the_last_day_is_over_stay_in_the_form(
    where: str, salon: Dialogue, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        said = speaking.contribute(
            dialogue=salon, text="The pump.", by=cast.membership("amina", cast.salon), page_language="en"
        )
    forms = {"carry": f"/dialogues/{salon.slug}/carry/", "change": f"/contributions/{said.pk}/change/"}
    sent = {"text": LATE, "said_by": "Ma", "language": "", "consent": "on", "once": once.new_key()}
    amina = as_("amina")
    with clock.moved(timedelta(days=40)):
        answer = amina.post(forms[where], sent)
        assert amina.get(forms[where]).status_code == 404
    assert answer.status_code == 422 and LATE in answer.content.decode()
    with tenancy.community(cast.salon):
        assert not Contribution.objects.filter(text=LATE).exists()


def test_a_second_channel_of_a_long_name_gets_an_address_of_its_own(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        made = [
            channels.open_channel(
                community=cast.salon, name="w" * 59, language="en", by=cast.membership("dev", cast.salon)
            )
            for _twice in range(2)
        ]
    assert made[0].slug != made[1].slug and len(made[1].slug) <= 60


def test_a_hosted_discussion_has_its_month_in_its_address_in_a_channel_or_not(
    salon: Dialogue, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        made = hosting.open_dialogue(
            community=cast.salon,
            format="hosted",
            title="What did you stop?",
            language="en",
            opens_on=salon.opens_on,
            closes_on=salon.closes_on,
            by=cast.membership("dev", cast.salon),
        )
    assert made.slug == f"{salon.opens_on:%Y-%m}-what-did-you-stop"


def test_whoever_is_asked_to_host_reads_what(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        panel.seat(
            dialogue=salon,
            kind="host",
            name="Noor",
            email="noor@example.org",
            language="fr",
            by=cast.membership("dev", cast.salon),
        )
        letter = Message.objects.get(kind="invitation")
    assert f"d’animer une conversation : {salon.title}" in letter.text and "d’animer" in letter.html
