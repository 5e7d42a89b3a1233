"""Whoever may not speak sees no form, and one sentence that says why: theirs, not the one about the days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.dialogues.actions import changing, hosting, shelving, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tests.conftest import HOST, invite_noor
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

LISTENS = "You are here to read and to listen."
BLOCKED = "You can read here, and not write. Your own page says why."
WAITS = "has not let you in yet"
DAYS = "This conversation takes answers from"
OVER = "This conversation takes no answers any more."


def pages(salon: Dialogue, said: Contribution) -> dict[str, str]:
    talk = f"/dialogues/{salon.slug}/"
    return {
        "speak": f"{talk}speak/?answers={said.pk}",
        "question": f"{talk}question/1/",
        "contribution": f"/contributions/{said.pk}/",
        "dialogue": talk,
        "home": "/",
    }


@pytest.fixture
def said(cast: Cast, salon: Dialogue) -> Contribution:
    with tenancy.community(cast.salon):
        return Contribution.objects.get(dialogue=salon)


def becomes(cast: Cast, who: str, **what: Any) -> None:
    with tenancy.community(cast.salon):
        Membership.objects.filter(pk=cast.membership(who, cast.salon).pk).update(**what)


def is_blocked(cast: Cast, who: str) -> None:
    becomes(cast, who, blocked_at=clock.now(), blocked_because="Because.", blocked_language="en")


def is_waiting(cast: Cast, who: str) -> None:
    becomes(cast, who, waits_since=clock.now(), roles=[])


@pytest.mark.long
@pytest.mark.parametrize(("who", "why"), [("ghada", LISTENS), ("esi", BLOCKED), ("farid", WAITS)])
def test_no_form_is_shown_to_who_may_not_speak_and_one_sentence_says_why(
    cast: Cast, salon: Dialogue, said: Contribution, as_: Any, who: str, why: str
) -> None:
    {LISTENS: lambda *_any: None, BLOCKED: is_blocked, WAITS: is_waiting}[why](cast, who)
    browser = as_(who)
    for name, place in pages(salon, said).items():
        html = browser.get(place).content.decode()
        assert "<textarea" not in html and "/speak/?" not in html and "Say something" not in html, name
        assert html.count(why) == (name not in ("dialogue", "home")), name
        assert DAYS not in html


@pytest.mark.long
def test_who_may_speak_is_shown_a_form_and_no_such_sentence(
    cast: Cast, salon: Dialogue, said: Contribution, as_: Any
) -> None:
    for browser in (as_("esi"), Client(headers=HOST)):
        for name, place in pages(salon, said).items():
            html = browser.get(place).content.decode()
            assert "<textarea" in html or "/speak/?" in html, name
            assert LISTENS not in html


def test_what_an_officer_sends_all_the_same_is_refused_for_the_right_reason(
    cast: Cast, salon: Dialogue, as_: Any
) -> None:
    sent = {"text": "We pay for it.", "once": once.new_key()}
    answer = as_("ghada").post(f"/dialogues/{salon.slug}/speak/", sent)
    html = answer.content.decode()
    assert (answer.status_code, LISTENS in html, "We pay for it." in html, DAYS in html) == (
        422,
        True,
        True,
        False,
    )


def test_before_and_after_its_days_there_is_no_form_but_the_days(salon: Dialogue, as_: Any) -> None:
    for moved in (timedelta(days=-10), timedelta(days=11)):
        with clock.moved(moved):
            html = as_("esi").get(f"/dialogues/{salon.slug}/speak/").content.decode()
            assert DAYS in html and "<textarea" not in html and "in the box below" not in html


def test_what_was_archived_before_its_last_day_does_not_speak_of_days(
    cast: Cast, salon: Dialogue, as_: Any
) -> None:
    with tenancy.community(cast.salon):
        Dialogue.objects.update(archived_at=clock.now())
    sent = {"text": "Too late?", "once": once.new_key()}
    html = as_("esi").post(f"/dialogues/{salon.slug}/speak/", sent).content.decode()
    assert OVER in html and "Too late?" in html and DAYS not in html


def refused(act: Any, *args: Any, **fields: Any) -> str:
    with pytest.raises(Refusal) as found:
        act(*args, **fields)
    return str(found.value)


def test_each_act_is_refused_with_its_own_reason(cast: Cast, salon: Dialogue, said: Contribution) -> None:
    with tenancy.community(cast.salon):
        ghada, esi, farid = (cast.membership(who, cast.salon) for who in ("ghada", "esi", "farid"))
        sheet = {"dialogue": salon, "title": "A plan", "language": "en", "address": "https://example.org/a"}
        assert LISTENS in refused(shelving.send_in, by=ghada, **sheet)
        words = {"said_by": "Ma", "text": "x", "language": "en", "consent_language": "en", "city": None}
        assert "Correspondents and hosts" in refused(speaking.carry, dialogue=salon, by=esi, **words)
        assert LISTENS in refused(speaking.carry, dialogue=salon, by=ghada, **words)
        changed = {"said": said, "text": "Other.", "language": "en"}
        assert "Only who said this" in refused(changing.change, by=farid, **changed)
        Contribution.objects.update(standing="hidden")
        assert "were taken down" in refused(changing.change, by=esi, **changed)
        with clock.moved(timedelta(days=11)):
            assert DAYS in refused(changing.change, by=esi, **changed)
            assert "Only who said this" in refused(changing.change, by=farid, **changed)
    is_blocked(cast, "esi")
    with tenancy.community(cast.salon):
        assert refused(changing.change, by=cast.membership("esi", cast.salon), **changed) == BLOCKED


def test_a_panelist_asked_of_a_round_to_come_is_told_that_it_is_early(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        opens_on = clock.today("UTC") + timedelta(days=2)
        hosting.ask(dialogue=salon, questions=[("Later?", "en")], opens_on=opens_on, by=dev)
        asked = salon.questions.get(text="Later?")
        link = invite_noor(salon, asked, dev)
    browser = Client(headers=HOST)
    early = "This question is not open yet."
    html = browser.get(link).content.decode()
    assert early in html and "<textarea" not in html
    sent = {"text": "Already.", "question": asked.pk, "once": once.new_key()}
    html = browser.post(link, sent).content.decode()
    assert early in html and DAYS not in html and "Already." in html


INVITED, NOT_YET, NOBODY = (
    "Nobody has answered this yet. Be the first.",
    "Nobody has answered this yet.",
    "Nobody answered this.",
)


def sentences(browser: Any, salon: Dialogue) -> set[str]:
    """What the conversation's page and that of its second question say of there being no answer."""
    found = set()
    for path in (f"/en/dialogues/{salon.slug}/", f"/en/dialogues/{salon.slug}/question/2/"):
        html = browser.get(path).content.decode()
        found.add(next(one for one in (INVITED, NOT_YET, NOBODY) if one in html))
    return found


def test_only_who_can_answer_is_invited_to_be_the_first(cast: Cast, salon: Dialogue, as_: Any) -> None:
    assert sentences(Client(headers=HOST), salon) == sentences(as_("esi"), salon) == {INVITED}
    is_blocked(cast, "esi")
    assert sentences(as_("esi"), salon) == {NOT_YET}
    for days in (12, 90):
        with clock.moved(timedelta(days=days)):
            assert sentences(Client(headers=HOST), salon) == {NOBODY}
            assert sentences(as_("dev"), salon) == {NOBODY}
