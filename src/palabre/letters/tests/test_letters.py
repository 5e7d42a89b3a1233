"""Who is told what, in which language, from which community; and that nobody is told twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.communities.models import Mute
from palabre.dialogues.actions import speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tasks import note_states
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message
from palabre.moderation import actions as moderating
from palabre.moderation.models import Standing
from palabre.moderation.subjects import subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def open_dialogue(community: Any, *, days: int = 5, since: int = 0) -> Dialogue:
    """A dialogue that opened `since` days ago and lasts `days` more days after today."""
    today = clock.today("UTC")
    with tenancy.community(community):
        return Dialogue.objects.create(
            community=community,
            slug="water",
            format="salon",
            title="L'eau & la ville",
            language="fr",
            opens_on=today - timedelta(days=since),
            closes_on=today + timedelta(days=days),
            synthesis_due=today + timedelta(days=days + 3),
            created_at=clock.now(),
        )


def say(dialogue: Dialogue, cast: Cast, who: str, text: str, language: str, to: Any = None) -> Contribution:
    community = cast.salon if dialogue.community_id == cast.salon.pk else cast.circle
    by = cast.membership(who, community)
    with tenancy.community(community):
        return speaking.contribute(
            dialogue=dialogue, text=text, language=language, answers=to, by=by, page_language=language
        )


def mails(kind: str = "") -> list[Message]:
    with tenancy.everywhere(reason="test"):
        found = Message.objects.order_by("to", "pk")
        return list(found.filter(kind=kind) if kind else found)


def speak(person: Any, language: str) -> None:
    person.language = language
    person.save()


def test_who_is_answered_is_told_once_in_their_own_language(cast: Cast) -> None:
    speak(cast.esi, "fr")
    dialogue = open_dialogue(cast.salon, since=1)
    first = say(dialogue, cast, "esi", "Mon idée <b>&</b> la tienne", "fr")
    say(dialogue, cast, "farid", "আমি একমত", "bn", to=first)
    readers.pull()
    readers.pull()
    (mail,) = mails("answered")
    assert (mail.to, mail.language) == ("esi@example.org", "fr")
    assert mail.sender == '"Open Floor" <no-reply@localhost>'
    assert "http://salon.localhost/fr/contributions/" in mail.text
    assert '<blockquote lang="bn" dir="ltr">আমি একমত</blockquote>' in mail.html
    assert "> আমি একমত" in mail.text


def test_answering_oneself_is_no_news(cast: Cast) -> None:
    dialogue = open_dialogue(cast.salon, since=1)
    first = say(dialogue, cast, "esi", "One more thing", "en")
    say(dialogue, cast, "esi", "And another", "en", to=first)
    readers.pull()
    assert mails("answered") == []


def test_whoever_muted_somebody_gets_no_mail_about_what_they_say(cast: Cast) -> None:
    dialogue = open_dialogue(cast.salon, since=1)
    first = say(dialogue, cast, "esi", "One thing", "en")
    with tenancy.community(cast.salon):
        esi, farid = cast.membership("esi", cast.salon), cast.membership("farid", cast.salon)
        Mute.objects.create(community=cast.salon, by=esi, whom=farid, at=clock.now())
    say(dialogue, cast, "farid", "An answer", "en", to=first)
    say(dialogue, cast, "farid", "Listen, @Esi", "en")
    readers.pull()
    assert mails("answered") == [] and mails("mentioned") == []
    with tenancy.community(cast.salon):
        Mute.objects.all().delete()
    say(dialogue, cast, "farid", "Another answer", "en", to=first)
    say(dialogue, cast, "farid", "Listen again, @Esi", "en")
    readers.pull()
    assert [mail.to for mail in [*mails("answered"), *mails("mentioned")]] == ["esi@example.org"] * 2


def test_nobody_is_told_of_an_answer_that_was_hidden_before(cast: Cast) -> None:
    dialogue = open_dialogue(cast.salon, since=1)
    first = say(dialogue, cast, "esi", "One thing", "en")
    reply = say(dialogue, cast, "farid", "Nasty", "en", to=first)
    hold(cast, reply)
    readers.pull()
    assert mails("answered") == []


def test_a_mail_about_an_answer_that_is_hidden_stays_where_it_has_not_left(cast: Cast) -> None:
    dialogue = open_dialogue(cast.salon, since=1)
    first = say(dialogue, cast, "esi", "One thing", "en")
    reply = say(dialogue, cast, "farid", "Nasty", "en", to=first)
    readers.pull()
    hold(cast, reply)
    readers.pull()
    (mail,) = mails("answered")
    assert (mail.state, mail.trouble.split(":")[0]) == ("failed", "withdrawn")


def test_an_answer_that_a_moderator_lets_through_is_told_then(cast: Cast) -> None:
    dialogue = open_dialogue(cast.salon, since=1)
    first = say(dialogue, cast, "esi", "One thing", "en")
    reply = say(dialogue, cast, "farid", "Fine", "en", to=first)
    standing = hold(cast, reply)
    readers.pull()
    carla = cast.membership("carla", cast.salon)
    with tenancy.community(cast.salon):
        subject = subject_of("dialogues.contribution")
        assert subject is not None
        moderating.decide(standing=standing, subject=subject, state="public", language="en", by=carla)
    readers.pull()
    assert [mail.to for mail in mails("answered")] == ["esi@example.org"]


def hold(cast: Cast, contribution: Contribution) -> Any:
    with tenancy.community(cast.salon):
        subject = subject_of("dialogues.contribution")
        assert subject is not None
        return moderating.hold(
            community=cast.salon, subject=subject, subject_id=contribution.pk, reason="rude"
        )


def agree(cast: Cast, who: str, community: Any) -> None:
    with tenancy.community(community):
        membership = cast.membership(who, community)
        membership.mail_consent_at = clock.now()
        membership.save()


def test_an_opening_is_told_to_those_who_agreed_in_that_community_alone(cast: Cast) -> None:
    agree(cast, "esi", cast.salon)
    agree(cast, "sam", cast.circle)
    agree(cast, "dev", cast.cities)
    speak(cast.esi, "ar")
    open_dialogue(cast.salon)
    note_states()
    readers.pull()
    (mail,) = mails()
    assert (mail.kind, mail.to, mail.language) == ("dialogue_opens", "esi@example.org", "ar")
    assert '<html lang="ar" dir="rtl"' in mail.html
    assert '<h1 lang="fr" dir="ltr">L&#x27;eau &amp; la ville</h1>' in mail.html
    assert "http://salon.localhost/ar/dialogues/water/" in mail.text
    assert not any(host in mail.html + mail.text for host in ("circle.", "cities."))


@pytest.mark.long
def test_each_notice_of_a_dialogue_is_sent_exactly_once_however_the_clock_moves(cast: Cast) -> None:
    agree(cast, "esi", cast.salon)
    open_dialogue(cast.salon)
    for hours in (0, 1, 1, 24, 72, 96, 97, 120, 121, 125, 24 * 8, 24 * 9, 24 * 11, 24 * 30):
        with clock.moved(timedelta(hours=hours)):
            note_states()
            readers.pull()
            note_states()
            readers.pull()
    assert [mail.kind for mail in mails()] == ["dialogue_opens", "dialogue_last_day", "dialogue_archived"]


def test_a_worker_that_was_away_for_three_days_does_not_announce_what_has_closed(cast: Cast) -> None:
    agree(cast, "esi", cast.salon)
    open_dialogue(cast.salon, days=1)
    note_states()
    with clock.moved(timedelta(days=3)):
        readers.pull()
    assert mails("dialogue_opens") == []


def test_a_conversation_archived_long_ago_is_no_news(cast: Cast) -> None:
    agree(cast, "esi", cast.salon)
    open_dialogue(cast.salon, since=400, days=-380)
    note_states()
    readers.pull()
    assert mails() == []


def test_a_notice_that_was_stopped_is_not_sent(cast: Cast) -> None:
    from palabre.kit.testing.jobs import run_jobs
    from palabre.mail.actions import stop
    from palabre.mail.stopping import Stop

    agree(cast, "esi", cast.salon)
    agree(cast, "dev", cast.salon)
    stop(Stop(cast.salon.pk, None, "dialogue_opens", "esi@example.org"))
    open_dialogue(cast.salon)
    note_states()
    readers.pull()
    run_jobs()
    assert [(mail.to, mail.state) for mail in mails()] == [
        ("dev@example.org", "sent"),
        ("esi@example.org", "failed"),
    ]


def decide(cast: Cast, said: Contribution, state: str, who: str = "carla", **more: Any) -> Any:
    subject = subject_of("dialogues.contribution")
    assert subject is not None
    with tenancy.community(cast.salon):
        standing, _new = Standing.objects.get_or_create(
            community=cast.salon, kind=subject.kind, subject_id=said.pk, defaults={"since": clock.now()}
        )
        return moderating.decide(
            standing=standing,
            subject=subject,
            state=state,
            by=cast.membership(who, cast.salon),
            **{"language": "en", **more},
        )


def test_an_author_is_told_why_in_their_own_language_and_once(cast: Cast) -> None:
    speak(cast.esi, "fr")
    said = say(open_dialogue(cast.salon, since=1), cast, "esi", "Mon voisin ment", "fr")
    made = decide(cast, said, "hidden", ground="hurts", reason="It calls <b>somebody</b> a liar.")
    readers.pull()
    readers.pull()
    (mail,) = mails("decided")
    assert (mail.to, mail.language) == ("esi@example.org", "fr")
    ground, words = (
        mail.text.index("Pourquoi\N{NO-BREAK SPACE}: Ce texte attaque ou blesse quelqu’un"),
        mail.text.index("> It calls <b>somebody</b> a liar."),
    )
    assert ground < words and "(anglais)" in mail.text[ground:words]
    assert "Ce texte attaque ou blesse quelqu’un" in mail.html and "(anglais)" in mail.html
    assert "> Mon voisin ment" in mail.text
    assert f"http://salon.localhost/fr/moderation/decision/{made.pk}/" in mail.text
    assert '<blockquote lang="en" dir="ltr">It calls &lt;b&gt;somebody&lt;/b&gt; a liar.' in mail.html
    assert "stop" not in mail.text


def test_a_text_left_in_its_place_is_no_news_to_its_author(cast: Cast) -> None:
    said = say(open_dialogue(cast.salon, since=1), cast, "esi", "One thing", "en")
    decide(cast, said, "public")
    readers.pull()
    assert mails("decided") == []


def test_who_asked_again_hears_the_answer_whatever_it_is(cast: Cast) -> None:
    said = say(open_dialogue(cast.salon, since=1), cast, "esi", "One thing", "en")
    made = decide(cast, said, "hidden", ground="hurts", reason="So.")
    with tenancy.community(cast.salon):
        asked = moderating.appeal(
            decision=made, text="Why?", language="en", by=cast.membership("esi", cast.salon)
        )
    decide(cast, said, "hidden", who="dev", ground="hurts", reason="Still so.", appeal=asked)
    readers.pull()
    assert [mail.subject for mail in mails("decided")] == [
        "A moderator took down what you wrote",
        "Your words stay down",
    ]


def test_who_is_named_is_told_in_their_language_and_not_twice_where_they_are_answered(cast: Cast) -> None:
    speak(cast.esi, "ar")
    dialogue = open_dialogue(cast.salon, since=1)
    first = say(dialogue, cast, "esi", "One thing", "en")
    say(dialogue, cast, "dev", "@Esi knows", "en")
    say(dialogue, cast, "dev", "@Esi: yes", "en", to=first)
    readers.pull()
    readers.pull()
    assert [(mail.kind, mail.language) for mail in mails()] == [("mentioned", "ar"), ("answered", "ar")]
