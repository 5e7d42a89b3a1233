"""The host's page: who waits and how long, what is reported, what the day asks for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from palabre.dialogues.actions import hosting, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.moderation.actions import flag


def desk(browser: Any, salon: Dialogue) -> str:
    answer = browser.get(f"/dialogues/{salon.slug}/host/")
    assert answer.status_code == 200 and first_visit_bytes(answer) <= BUDGET
    html = re.sub(r"(?s)<style>.*?</style>", "", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_host_sees_who_waits_and_that_these_are_their_first_words(salon: Dialogue, as_: Any) -> None:
    text = desk(as_("dev"), salon)
    assert "Day 4 of 14" in text
    assert "0 hours First words here. Esi has no answer yet: The pump, then the committee." in text


def test_after_sixteen_hours_an_answer_is_late_and_the_playbook_says_so(salon: Dialogue, as_: Any) -> None:
    dev = as_("dev")
    answer = "Leave nobody without an answer for more than 16 hours."
    assert f"Day 3 ✓ Done: {answer}" in desk(dev, salon)
    with clock.moved(timedelta(hours=17)):
        html = dev.get(f"/dialogues/{salon.slug}/host/").content.decode()
        assert '<span class="how late">17 hours</span>' in html
        assert f"Day 3 {answer}" in desk(dev, salon)


def test_a_question_nobody_answered_says_since_when(salon: Dialogue, as_: Any) -> None:
    found = re.search(
        r"(\d+) hours Nobody has answered question 2 yet: Who repaired it\?", desk(as_("dev"), salon)
    )
    assert found is not None and 72 <= int(found[1]) < 96


def test_a_reported_text_is_shown_to_its_host(salon: Dialogue, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
        flag(
            community=cast.salon,
            subject=ContributionSubject(),
            subject_id=said.pk,
            reason="hurts",
            language="en",
            by=cast.membership("farid", cast.salon),
        )
    assert "1 report A moderator should look at what Esi said:" in desk(as_("dev"), salon)


@pytest.mark.parametrize("name", ["esi", "farid"])
def test_nobody_else_has_such_a_page(salon: Dialogue, as_: Any, name: str) -> None:
    assert as_(name).get(f"/dialogues/{salon.slug}/host/").status_code == 404


def test_the_playbook_ticks_itself_from_what_the_hosts_did(salon: Dialogue, cast: Cast, as_: Any) -> None:
    dev = as_("dev")
    assert "Day 1 ✓ Done: Put the first questions." in desk(dev, salon)
    assert "Day 1 Welcome everybody" in desk(dev, salon)
    with tenancy.community(cast.salon):
        by = cast.membership("dev", cast.salon)
        speaking.contribute(dialogue=salon, text="Welcome.", by=by, language="en", page_language="en")
        hosting.ask(dialogue=salon, questions=[("Who paid?", "en")], opens_on=clock.today("UTC"), by=by)
    text = desk(dev, salon)
    assert "Day 1 ✓ Done: Welcome everybody" in text and "Day 7 ✓ Done: Put a second round" in text
