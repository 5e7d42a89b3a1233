"""The host's page: who waits and how long, what is reported, what the day asks for."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from palabre.dialogues.actions import caring, hosting, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.queries import care
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.moderation.actions import decide, flag
from palabre.moderation.queries import languages_on_duty


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


def test_what_somebody_adds_to_their_own_words_is_no_answer(salon: Dialogue, cast: Cast, as_: Any) -> None:
    waits = "First words here. Esi has no answer yet: The pump, then the committee."
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
        more: dict[str, Any] = {"dialogue": salon, "answers": said, "page_language": "en", "language": "en"}
        speaking.contribute(text="And the valve.", by=cast.membership("esi", cast.salon), **more)
    assert waits in desk(as_("dev"), salon)
    with tenancy.community(cast.salon):
        speaking.contribute(text="Which one?", by=cast.membership("amina", cast.salon), **more)
    assert waits not in desk(as_("dev"), salon)


def test_carried_words_are_answered_by_anybody_but_the_one_who_spoke(salon: Dialogue, cast: Cast) -> None:
    def carried(name: str) -> Contribution:
        return speaking.carry(
            dialogue=salon,
            said_by=name,
            text="It stands still.",
            language="en",
            consent_language="en",
            city=None,
            by=cast.membership("amina", cast.salon),
        )

    def answers(said: Contribution, answered: Contribution) -> None:
        Contribution.objects.filter(pk=said.pk).update(answers=answered)

    with tenancy.community(cast.salon):
        said = carried("Mama Ngozi")
        answers(carried("Mama Ngozi"), said)
        assert said in care.needs(salon).unanswered
        answers(carried("Baba Femi"), said)
        assert said not in care.needs(salon).unanswered


def test_a_round_released_by_hand_waits_from_that_moment_and_not_from_midnight(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    late = datetime.combine(clock.today("UTC"), time(19), UTC)
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        by_hand = hosting.ask(dialogue=salon, questions=[("Who paid?", "en")], opens_on=None, by=dev)
        with clock.moved(late - clock.now()):
            caring.release(round=by_hand, by=dev)
            hosting.ask(
                dialogue=salon, questions=[("Who kept it?", "en")], opens_on=clock.today("UTC"), by=dev
            )
    with clock.moved(late + timedelta(hours=2, minutes=5) - clock.now()):
        text = desk(as_("dev"), salon)
    assert "2 hours Nobody has answered question 3 yet: Who paid?" in text
    assert "2 hours Nobody has answered question 4 yet: Who kept it?" in text


def test_a_report_is_counted_once_however_often_it_was_decided_about(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        said, carla = Contribution.objects.get(dialogue=salon), cast.membership("carla", cast.salon)
        about: dict[str, Any] = {
            "community": cast.salon,
            "subject": ContributionSubject(),
            "subject_id": said.pk,
        }
        first = flag(**about, reason="hurts", language="en", by=cast.membership("farid", cast.salon))
        for _ in range(2):
            decide(
                standing=first.standing,
                subject=ContributionSubject(),
                state="public",
                language="en",
                by=carla,
            )
        flag(**about, reason="hurts", language="en", by=cast.membership("amina", cast.salon))
    assert "2 reports A moderator should look at what Esi said:" in desk(as_("dev"), salon)


def test_no_blocked_moderator_is_on_duty(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        bruno = cast.membership("bruno", cast.salon)
        bruno.roles = ["moderator"]
        bruno.save()
        cast.bruno.reads = ["yo"]
        cast.bruno.save()
        assert "yo" in languages_on_duty(cast.salon)
        bruno.blocked_at = clock.now()
        bruno.save()
        assert "yo" not in languages_on_duty(cast.salon)
