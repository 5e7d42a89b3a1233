"""Line 22: words that were taken back, or taken down, stand in no mail that has not left yet, whatever kind it is."""

from __future__ import annotations

import pytest
from django.test import Client

from palabre.chronicle import readers
from palabre.dialogues.actions import changing, panel, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.receipts import receipt_for
from palabre.dialogues.tests.conftest import HOST, open_salon
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.actions import WITHDRAWN
from palabre.mail.models import Message
from palabre.moderation import actions as moderating
from palabre.moderation.subjects import subject_of
from tests.support.databases import PACKAGE

pytestmark = [pytest.mark.threat, pytest.mark.django_db]

WORDS, NAME = "The committee drank the money, @Dev.", "Mama Testa"
KINDS = {path.name.removesuffix(".subject.txt") for path in PACKAGE.glob("*/templates/mail/*.subject.txt")}
# Every kind of mail either quotes what somebody said in a conversation, or is known to quote nothing of it.
QUOTING = {"answered", "mentioned", "decided", "panel_invitation"}
OF_ITS_SENDER = {
    "assignment": "an editor's brief",
    "assignment_news": "a correspondent's reason",
    "newcomer": "a manager's sentence",
    "panel_reminder": "what a host wrote in it",
}
OF_NOBODY = {
    "code",
    "invitation",
    "export_ready",
    "dialogue_opens",
    "dialogue_last_day",
    "dialogue_archived",
}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def salon(cast: Cast) -> Dialogue:
    return open_salon(cast)


def test_of_every_kind_of_mail_it_is_known_whether_it_quotes_what_somebody_said() -> None:
    assert QUOTING | set(OF_ITS_SENDER) | OF_NOBODY == KINDS


def test_what_is_said_to_quote_nobody_has_no_place_for_it() -> None:
    for kind in OF_NOBODY:
        sources = "".join(path.read_text("utf-8") for path in PACKAGE.glob(f"*/templates/mail/{kind}.*"))
        assert "quot" not in sources and "excerpt" not in sources, kind


def queued(cast: Cast, words: str = WORDS) -> set[str]:
    """The kinds of mail that wait to leave and tell these words."""
    with tenancy.community(cast.salon):
        rows = Message.objects.filter(state="queued")
        return {one.kind for one in rows if words in one.text + one.html + one.subject}


def asked_to_answer(cast: Cast, salon: Dialogue, said: Contribution) -> None:
    """Noor is asked by mail to answer this, and something else."""
    with tenancy.community(cast.salon):
        by = cast.membership("dev", cast.salon)
        put = [said, salon.contributions.get(text__startswith="The pump")]
        to = {"name": "Noor", "email": "noor@example.org", "language": "en"}
        panel.seat(dialogue=salon, kind="panelist", put=put, by=by, **to)


def decide(cast: Cast, said: Contribution, *states: str) -> None:
    subject = subject_of("dialogues.contribution")
    assert subject is not None
    with tenancy.community(cast.salon):
        farid, carla = (cast.membership(who, cast.salon) for who in ("farid", "carla"))
        asked = {"subject": subject, "subject_id": said.pk, "reason": "hurts", "language": "en", "by": farid}
        case = moderating.flag(community=cast.salon, **asked).standing
        for state in states:
            moderating.decide(
                standing=case,
                subject=subject,
                state=state,
                ground="hurts",
                reason="No.",
                language="en",
                by=carla,
            )
    readers.pull()


def say(cast: Cast, salon: Dialogue, who: str, text: str, to: Contribution | None = None) -> Contribution:
    with tenancy.community(cast.salon):
        by = cast.membership(who, cast.salon)
        made = speaking.contribute(dialogue=salon, text=text, by=by, answers=to, page_language="en")
    readers.pull()
    return made


@pytest.fixture
def said(cast: Cast, salon: Dialogue) -> Contribution:
    """Words of Esi's, with a mail of each kind that quotes them waiting to leave."""
    made = say(cast, salon, "esi", WORDS, to=say(cast, salon, "farid", "So it began."))
    decide(cast, made, "hidden", "public")
    asked_to_answer(cast, salon, made)
    assert queued(cast) == QUOTING, "what is hidden and shown again is told again"
    return made


def test_words_that_were_taken_back_stand_in_no_mail_that_has_not_left(
    cast: Cast, said: Contribution
) -> None:
    with tenancy.community(cast.salon):
        changing.withdraw(said=said, by=cast.membership("esi", cast.salon))
    readers.pull()
    assert queued(cast) == set()
    with tenancy.community(cast.salon):
        assert not Message.objects.filter(text__contains=WORDS).exists(), "nor in one that stays"
        assert {one.trouble for one in Message.objects.filter(state="failed")} == {WITHDRAWN}


def test_words_that_were_taken_down_are_quoted_to_their_author_alone(cast: Cast, said: Contribution) -> None:
    decide(cast, said, "removed")
    assert queued(cast) == {"decided"}
    with tenancy.community(cast.salon):
        assert {one.to for one in Message.objects.filter(kind="decided")} == {"esi@example.org"}


def test_a_panelist_is_still_asked_once_by_a_link_that_works(cast: Cast, said: Contribution) -> None:
    with tenancy.community(cast.salon):
        changing.withdraw(said=said, by=cast.membership("esi", cast.salon))
        (mail,) = Message.objects.filter(kind="panel_invitation", state="queued")
    assert "The pump, then the committee." in mail.text and "Dev" in mail.text
    path = next(part for part in mail.text.split() if "/panel/" in part).partition("localhost")[2]
    answer = Client(headers=HOST).get("/en/panel/" + path.partition("/panel/")[2])
    assert answer.status_code == 200
    assert "The pump, then the committee." in answer.content.decode()


def test_an_invitation_that_has_left_is_not_sent_twice(cast: Cast, said: Contribution) -> None:
    with tenancy.community(cast.salon):
        Message.objects.filter(kind="panel_invitation").update(state="sent")
        changing.withdraw(said=said, by=cast.membership("esi", cast.salon))
        assert Message.objects.filter(kind="panel_invitation").count() == 1


def test_who_took_their_words_back_is_told_of_an_answer_without_them(cast: Cast, salon: Dialogue) -> None:
    own = say(cast, salon, "esi", WORDS)
    say(cast, salon, "farid", "They did not.", to=own)
    assert "answered" in queued(cast)
    with tenancy.community(cast.salon):
        changing.withdraw(said=own, by=cast.membership("esi", cast.salon))
    readers.pull()
    assert queued(cast) == set()
    with tenancy.community(cast.salon):
        (mail,) = Message.objects.filter(kind="answered", state="queued")
    assert "They did not." in mail.text and "You had said" not in mail.text + mail.html


def test_carried_words_go_with_their_code_from_every_mail_and_page_and_so_does_the_name(
    cast: Cast, salon: Dialogue
) -> None:
    with tenancy.community(cast.salon):
        by = cast.membership("amina", cast.salon)
        consent = {"language": "en", "consent_language": "en", "city": None}
        said = speaking.carry(dialogue=salon, said_by=NAME, text=WORDS, by=by, **consent)
    asked_to_answer(cast, salon, said)
    assert queued(cast, NAME) == {"panel_invitation"}
    with tenancy.community(cast.salon):
        changing.withdraw(said=said, receipt=receipt_for(said.community_id, said.pk))
    readers.pull()
    assert queued(cast) == queued(cast, NAME) == set()
    for person in (None, cast.amina, cast.dev):
        browser = Client(headers=HOST)
        if person is not None:
            browser.force_login(person)
        html = browser.get(f"/contributions/{said.pk}/").content.decode()
        assert "Taken back by who said it" in html and "<title>Words taken back" in html
        assert NAME not in html and "What  said" not in html
        assert browser.get(f"/dialogues/{salon.slug}/speak/?answers={said.pk}&quote=1").status_code == 404
    with tenancy.community(cast.salon):
        assert not Contribution.objects.filter(said_by=NAME).exists()
