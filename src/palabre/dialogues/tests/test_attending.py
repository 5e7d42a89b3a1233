"""Coming back to a dialogue, words kept for later, quoting, naming somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.communities.actions.keeping_apart import mute
from palabre.dialogues.actions import attending, changing, speaking
from palabre.dialogues.models import Contribution, Dialogue, Draft, Mention
from palabre.dialogues.queries import notices
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
HOST = {"host": "salon.localhost"}


def browser(person: Any = None) -> Client:
    made = Client(headers=HOST)
    if person is not None:
        made.force_login(person)
    return made


def say(cast: Cast, salon: Dialogue, who: str, text: str) -> Contribution:
    with tenancy.community(cast.salon):
        return speaking.contribute(
            dialogue=salon, text=text, by=cast.membership(who, cast.salon), page_language="en"
        )


@pytest.mark.long
def test_what_others_said_since_ones_last_visit_is_new(cast: Cast, salon: Dialogue) -> None:
    page, farid = f"/dialogues/{salon.slug}/", browser(cast.farid)
    assert b"since your last visit" not in farid.get(page).content
    with clock.moved(timedelta(hours=2)):
        say(cast, salon, "farid", "Mine is not new to me.")
        say(cast, salon, "esi", "The ladder is here.")
    with clock.moved(timedelta(hours=3)):
        assert b"1 answer is new since your last visit" in farid.get(page).content
        fresh = farid.get(f"{page}fresh/").content
        assert b"The ladder is here." in fresh
        assert b"Mine is not" not in fresh
    with clock.moved(timedelta(hours=3, minutes=20)):
        assert b"The ladder is here." in farid.get(f"{page}fresh/").content, "still the same visit"
        say(cast, salon, "esi", "The ladder is gone.")
    with clock.moved(timedelta(hours=3, minutes=40)):
        farid.get(page)
    with clock.moved(timedelta(hours=6)):
        assert b"since your last visit</a>" not in farid.get(page).content, "read in that visit"
    assert browser().get(f"{page}fresh/").status_code == 404


@pytest.mark.long
def test_words_kept_for_later_are_their_writers_alone_and_go_when_they_are_sent(
    cast: Cast, salon: Dialogue
) -> None:
    with tenancy.community(cast.salon):
        question = salon.questions.get(number=1)
    place = f"/dialogues/{salon.slug}/speak/?question={question.pk}"
    esi = browser(cast.esi)
    fields = {"question": question.pk, "text": "Half a thou", "language": "fr", "once": once.new_key()}
    kept = esi.post(place, {**fields, "keep": "1"}, follow=True).content
    assert b"Kept. Only you see it" in kept
    assert b"Half a thou" in esi.get(place).content
    assert b"Half a thou" not in esi.get(f"/dialogues/{salon.slug}/speak/").content
    assert b"Half a thou" not in browser(cast.farid).get(place).content
    assert b"Half a thou" not in esi.get(f"/dialogues/{salon.slug}/").content
    with clock.moved(timedelta(hours=1)):
        esi.post(place, {**fields, "text": "A whole thought"})
    assert b"Half a thou" not in esi.get(place).content
    with tenancy.community(cast.salon):
        assert Draft.objects.count() == 0


def test_keeping_nothing_drops_what_was_kept(cast: Cast, salon: Dialogue) -> None:
    place, esi = f"/dialogues/{salon.slug}/speak/", browser(cast.esi)
    for text in ("Something", "  "):
        esi.post(place, {"text": text, "keep": "1", "once": once.new_key()})
    with tenancy.community(cast.salon):
        assert Draft.objects.count() == 0


@pytest.mark.long
def test_carried_words_and_a_change_are_kept_for_later_without_a_script_too(
    cast: Cast, salon: Dialogue
) -> None:
    said = say(cast, salon, "esi", "The rope.")
    carry = f"/dialogues/{salon.slug}/carry/"
    with tenancy.community(cast.salon):
        asked = salon.questions.get(number=1).pk
    beside: dict[str, Any] = {"city_named": "Kano", "question": asked, "consent_language": "sw"}
    words = beside | {"text": "Ruwan ya", "said_by": "Mama Ngozi", "language": "fr"}
    for who, other, place, sent in (
        (cast.amina, cast.dev, carry, words),
        (cast.esi, cast.dev, f"/contributions/{said.pk}/change/", {"text": "The ro", "language": "fr"}),
    ):
        writer = browser(who)
        kept = writer.post(place, {**sent, "keep": "1", "once": once.new_key()}, follow=True)
        html = writer.get(place).content.decode()
        assert "Kept. Only you see it" in kept.content.decode() and "Keep for later" in html
        assert f">\n{sent['text']}</textarea>" in html and '<option value="fr" selected>' in html
        for shown in (
            'value="Mama Ngozi"',
            'value="Kano"',
            f'value="{asked}" selected',
            'value="sw" selected',
        ):
            assert shown in html or place != carry
        assert sent["text"] + "</" not in browser(other).get(place).content.decode()
        done = {
            **sent,
            "city_named": "",
            "text": f"{sent['text']} pe.",
            "consent": "on",
            "consent_language": "en",
        }
        assert writer.post(place, {**done, "once": once.new_key()}).status_code == 302
    with tenancy.community(cast.salon):
        assert Draft.objects.count() == 0
        assert Contribution.objects.filter(text__in=["Ruwan ya pe.", "The ro pe."]).count() == 2
    change = {"text": "The rope and", "keep": "1", "once": once.new_key()}
    browser(cast.esi).post(f"/contributions/{said.pk}/change/", change)
    with tenancy.community(cast.salon):
        changing.withdraw(said=said, by=cast.membership("esi", cast.salon))
        assert Draft.objects.count() == 0, "what was taken back is in no draft either"


@pytest.mark.parametrize("where", ["speak", "carry", "change"])
def test_more_than_is_kept_is_refused_and_stays_in_the_form(where: str, cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
    path = (
        f"/en/contributions/{said.pk}/change/"
        if where == "change"
        else f"/en/dialogues/{salon.slug}/{where}/"
    )
    writer = browser(cast.dev if where == "carry" else cast.esi)
    for length, status in ((attending.LONGEST_KEPT + 1, 422), (attending.LONGEST_KEPT, 302)):
        text = "a" * length
        answer = writer.post(path, {"text": text, "keep": "1", "once": once.new_key()})
        assert answer.status_code == status
        html = answer.content.decode()
        if status == 422:
            assert f"{length} characters; at most {attending.LONGEST_KEPT} fit" in html and text in html
            assert html.count('<li><a href="#') == 1, "nothing else is asked for"
        with tenancy.community(cast.salon):
            kept = [draft.text for draft in Draft.objects.all()]
            assert kept == ([] if status == 422 else [text])


def test_quoting_begins_with_their_words_under_their_name(cast: Cast, salon: Dialogue) -> None:
    said = say(cast, salon, "esi", "One line\n\nand another")
    form = browser(cast.farid).get(f"/dialogues/{salon.slug}/speak/?answers={said.pk}&quote=1")
    assert "&gt; Esi:\n&gt;\n&gt; One line\n&gt;\n&gt; and another" in form.content.decode()


def test_only_who_takes_part_is_named_and_each_is_told_once(cast: Cast, salon: Dialogue) -> None:
    said = say(cast, salon, "esi", "Ask @farid and @FARID, @Amina and @Esi.")
    with tenancy.community(cast.salon):
        assert [m.membership.name for m in Mention.objects.all()] == ["Farid"]
        changing.change(said=said, text="@Farid knows.", language="en", by=cast.membership("esi", cast.salon))
        assert Mention.objects.count() == 1
        (told,) = notices.mentioned(said.pk)
        assert (told.to.email, told.by) == ("farid@example.org", "Esi")


def test_of_two_names_that_begin_alike_the_longer_is_meant(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        for who, name in (("farid", "Ana"), ("dev", "Ana Luz")):
            member = cast.membership(who, cast.salon)
            member.name = name
            member.save()
    say(cast, salon, "farid", "Here.")
    said = say(cast, salon, "esi", "@Ana Luz, is it so?")
    with tenancy.community(cast.salon):
        assert [m.membership.name for m in said.mentions.all()] == ["Ana Luz"]


def test_the_script_that_keeps_words_is_ours_and_allowed(cast: Cast, salon: Dialogue) -> None:
    page = browser().get(f"/dialogues/{salon.slug}/speak/")
    assert b'<script src="/keeping.js" data-mark="" data-' in page.content
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert b"localStorage" in browser().get("/keeping.js").content


@pytest.mark.long
def test_each_account_has_a_mark_of_its_own_for_what_its_browser_keeps_and_signing_out_forgets_it(
    cast: Cast, salon: Dialogue
) -> None:
    esi, pages = browser(cast.esi), [f"/dialogues/{salon.slug}/{place}/" for place in ("speak", "question/1")]
    marks = {
        client.get(page).content.decode().partition('data-mark="')[2].partition('"')[0]
        for client in (esi, browser(cast.farid), browser(cast.farid), browser())
        for page in pages
    }
    assert len(marks) == 3
    assert str(cast.membership("esi", cast.salon).pk) not in marks
    assert esi.post("/sign-out/")["Clear-Site-Data"] == '"storage"'


def test_going_back_and_sending_again_leads_to_the_first_answer(cast: Cast, salon: Dialogue) -> None:
    place, esi = f"/dialogues/{salon.slug}/speak/", browser(cast.esi)
    first, second = (esi.post(place, {"text": "Once.", "once": once.new_key()}) for _twice in range(2))
    assert first["Location"] == second["Location"]
    with tenancy.community(cast.salon):
        assert Contribution.objects.filter(text="Once.").count() == 1
    say(cast, salon, "farid", "Once.")
    with clock.moved(timedelta(hours=2)):
        say(cast, salon, "esi", "Once.")
    with tenancy.community(cast.salon):
        assert Contribution.objects.filter(text="Once.").count() == 3


def test_going_back_and_sending_other_words_says_those_too(cast: Cast, salon: Dialogue) -> None:
    """A browser that goes back finds the form with the key it was sent with."""
    place, esi, key = f"/dialogues/{salon.slug}/speak/", browser(cast.esi), once.new_key()
    led = [esi.post(place, {"text": text, "once": key})["Location"] for text in ("One.", "Two.", "One.")]
    assert led[0] == led[2] != led[1]
    with tenancy.community(cast.salon):
        said = Contribution.objects.filter(text__in=["One.", "Two."]).order_by("pk")
        assert [one.text for one in said] == ["One.", "Two."]


@pytest.mark.long
def test_who_was_muted_is_folded_away_for_that_reader_alone(cast: Cast, salon: Dialogue) -> None:
    said = say(cast, salon, "esi", "Again and again.")
    with tenancy.community(cast.salon):
        mute(whom=cast.membership("esi", cast.salon), by=cast.membership("farid", cast.salon))
    page = f"/contributions/{said.pk}/"
    folded = browser(cast.farid).get(page).content
    assert b"Esi, whom you muted, said something</summary>" in folded
    assert b"Again and again." in folded, "one click away"
    for other in (None, cast.dev, cast.esi):
        assert b"whom you muted" not in browser(other).get(page).content
