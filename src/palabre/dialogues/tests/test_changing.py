"""Changing one's words, correcting their language, taking them back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import changing, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.receipts import receipt_for, receipt_hash
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation import actions as moderating
from palabre.moderation.models import Standing
from palabre.moderation.subjects import subject_of

pytestmark = pytest.mark.django_db
HOST = {"host": "salon.localhost"}
OGG = b"OggS" + bytes(200)


def browser(person: Any = None) -> Client:
    made = Client(headers=HOST)
    if person is not None:
        made.force_login(person)
    return made


def send(who: Client, path: str, **fields: Any) -> Any:
    return who.post(path, {**fields, "once": once.new_key()})


def said_by(cast: Cast, who: str, salon: Dialogue, text: str = "The pump is dry.") -> Contribution:
    with tenancy.community(cast.salon):
        return speaking.contribute(
            dialogue=salon, text=text, by=cast.membership(who, cast.salon), page_language="en"
        )


def carried(cast: Cast, salon: Dialogue) -> Contribution:
    with tenancy.community(cast.salon):
        return speaking.carry(
            dialogue=salon,
            said_by="Dona Celeste",
            text="Quero a escada.",
            language="pt",
            consent_language="pt",
            city=None,
            by=cast.membership("amina", cast.salon),
        )


def shown(cast: Cast) -> int:
    with tenancy.community(cast.salon):
        return sum(Dialogue.objects.get().tallies.values_list("delta", flat=True))


@pytest.mark.long
def test_a_changed_answer_says_so_and_its_earlier_wording_can_be_read(cast: Cast, salon: Dialogue) -> None:
    said = said_by(cast, "esi", salon)
    page = f"/contributions/{said.pk}/"
    assert b">Change<" in browser(cast.esi).get(page).content
    send(browser(cast.esi), f"{page}change/", text="The pump was dry.", language="en")
    seen = browser().get(page).content
    assert b"The pump was dry." in seen
    assert b"The pump is dry." not in seen
    assert b"wordings/" in seen
    assert b"The pump is dry." in browser().get(f"{page}wordings/").content


@pytest.mark.long
def test_nobody_else_changes_ones_words_and_nobody_after_the_last_day(cast: Cast, salon: Dialogue) -> None:
    said = said_by(cast, "esi", salon)
    page = f"/contributions/{said.pk}/"
    for other in (None, cast.farid, cast.dev):
        for act in ("change", "withdraw"):
            assert browser(other).get(f"{page}{act}/").status_code == 404
            assert send(browser(other), f"{page}{act}/", text="No.", language="en").status_code == 404
    with clock.moved(timedelta(days=30)):
        assert browser(cast.esi).get(f"{page}change/").status_code == 404
        with pytest.raises(Refusal), tenancy.community(cast.salon):
            changing.change(said=said, text="Late.", language="en", by=cast.membership("esi", cast.salon))


@pytest.mark.parametrize(
    ("text", "tag", "found", "known"),
    [
        ("জল নেই, শিশুরা দুপুরে বাড়ি ফিরে যায়।", "", "bn", "recognised"),
        ("ok", "", "en", "recognised"),
        ("Nobody in our street has had water since Monday.", "fr", "fr", "named"),
    ],
)
def test_the_language_of_changed_words_is_recognised_anew_unless_it_is_named(
    cast: Cast, salon: Dialogue, text: str, tag: str, found: str, known: str
) -> None:
    said = said_by(cast, "esi", salon)
    with tenancy.community(cast.salon):
        speaking.gloss(
            contribution=said, text="পাম্প শুকনো।", language="bn", by=cast.membership("dev", cast.salon)
        )
    page = f"/contributions/{said.pk}/change/"
    assert b'<option value="" selected>' in browser(cast.esi).get(page).content
    assert send(browser(cast.esi), page, text=text, language=tag).status_code == 302
    with tenancy.community(cast.salon):
        said.refresh_from_db()
        assert (said.language, said.language_known) == (found, known)
        # What was said shortly in a language is not said again where the words are in that language themselves.
        assert said.glosses.exists() == (found != "bn")


def test_a_language_that_was_named_or_corrected_stays_so_in_the_form(cast: Cast, salon: Dialogue) -> None:
    said = said_by(cast, "esi", salon)
    with tenancy.community(cast.salon):
        changing.correct_language(said=said, language="fr", by=cast.membership("esi", cast.salon))
    form = browser(cast.esi).get(f"/contributions/{said.pk}/change/").content
    assert b'<option value="fr" selected>' in form


def test_nobody_reports_their_own_words_and_the_author_is_led_to_why_they_went(
    cast: Cast, salon: Dialogue
) -> None:
    said = said_by(cast, "esi", salon)
    page, report = f"/contributions/{said.pk}/", f"/report/dialogues.contribution/{said.pk}/"
    assert report.encode() not in browser(cast.esi).get(page).content
    assert report.encode() in browser(cast.farid).get(page).content
    assert browser(cast.esi).get(report).status_code == 404
    with tenancy.community(cast.salon):
        moderating.flag(
            community=cast.salon,
            subject=ContributionSubject(),
            subject_id=said.pk,
            reason="hurts",
            language="en",
            by=cast.membership("farid", cast.salon),
        )
        decision = moderating.decide(
            standing=Standing.objects.get(subject_id=said.pk),
            subject=ContributionSubject(),
            state="hidden",
            ground="hurts",
            language="en",
            by=cast.membership("carla", cast.salon),
        )
    why = f"/moderation/decision/{decision.pk}/".encode()
    assert why in browser(cast.esi).get(page).content
    assert why not in browser(cast.carla).get(page).content


def test_more_replies_are_offered_where_there_are_more(cast: Cast, salon: Dialogue) -> None:
    said = said_by(cast, "esi", salon)
    assert b"More replies" not in browser().get(f"/contributions/{said.pk}/").content


def test_author_and_hosts_correct_a_language(cast: Cast, salon: Dialogue) -> None:
    said = said_by(cast, "esi", salon)
    page = f"/contributions/{said.pk}/"
    assert send(browser(cast.farid), f"{page}language/", language="fr").status_code == 404
    assert send(browser(cast.dev), f"{page}language/", language="ar").status_code == 302
    assert b'lang="ar" dir="rtl"><p>The pump is dry.' in browser().get(page).content
    assert send(browser(cast.esi), f"{page}language/", language="xx").status_code == 422


def test_what_is_taken_back_leaves_a_place_with_its_replies(cast: Cast, salon: Dialogue) -> None:
    before = shown(cast)
    said = said_by(cast, "esi", salon)
    with tenancy.community(cast.salon):
        speaking.contribute(
            dialogue=salon,
            text="Since when?",
            answers=said,
            by=cast.membership("farid", cast.salon),
            page_language="en",
        )
        changing.change(
            said=said, text="The pump stinks.", language="en", by=cast.membership("esi", cast.salon)
        )
    page = f"/contributions/{said.pk}/"
    with clock.moved(timedelta(days=60)):
        assert b"Take them back" in browser(cast.esi).get(f"{page}withdraw/").content
        assert send(browser(cast.esi), f"{page}withdraw/").status_code == 302
        seen = browser().get(page).content
    assert b"Taken back by who said it" in seen
    assert b"Since when?" in seen
    assert b"pump" not in seen
    assert shown(cast) == before + 1
    with tenancy.community(cast.salon):
        said.refresh_from_db()
        assert (said.text, said.html, said.revisions.count()) == ("", "", 0)


def test_taking_back_twice_counts_once_and_no_moderator_puts_it_back(cast: Cast, salon: Dialogue) -> None:
    before = shown(cast)
    said = said_by(cast, "esi", salon)
    subject = subject_of("dialogues.contribution")
    assert subject is not None
    with tenancy.community(cast.salon):
        for _twice in range(2):
            changing.withdraw(said=said, by=cast.membership("esi", cast.salon))
        standing = moderating.hold(community=cast.salon, subject=subject, subject_id=said.pk, reason="link")
        moderating.decide(
            standing=standing,
            subject=subject,
            state="public",
            language="en",
            by=cast.membership("carla", cast.salon),
        )
    assert shown(cast) == before
    assert b"Taken back" in browser().get(f"/contributions/{said.pk}/").content


def test_a_speaker_takes_back_carried_words_by_their_code(cast: Cast, salon: Dialogue) -> None:
    said = carried(cast, salon)
    slip = f"/contributions/{said.pk}/receipt/"
    code = receipt_for(cast.salon.pk, said.pk)
    assert code.encode() in browser(cast.amina).get(slip).content
    assert browser(cast.dev).get(slip).status_code == 404
    stranger = browser()
    assert send(stranger, "/take-back/", receipt="AAAA-BBBB-CCCC").status_code == 422
    assert send(stranger, "/take-back/", receipt="x").status_code == 422
    assert b"Quero a escada." in stranger.get(f"/contributions/{said.pk}/").content
    assert send(stranger, "/take-back/", receipt=code.lower().replace("-", " ")).status_code == 302
    assert b"Quero" not in stranger.get(f"/contributions/{said.pk}/").content


def test_whoever_tried_too_many_codes_is_told_how_long_to_wait(
    cast: Cast, salon: Dialogue, settings: Any
) -> None:
    settings.LIMITS = settings.LIMITS | {"receipt": {"address": "1/h"}}
    into_the_hour = timedelta(minutes=22) - timedelta(seconds=clock.now().timestamp() % 3600)
    with clock.moved(into_the_hour):
        assert send(browser(), "/en/take-back/", receipt="AAAA-BBBB-CCCC").status_code == 422
        late = send(browser(), "/en/take-back/", receipt="AAAA-BBBB-CCCC")
    assert late.status_code == 429 and 37 * 60 < int(late["Retry-After"]) <= 38 * 60
    assert "You can do it again in 38 minutes." in late.content.decode()


def test_a_code_is_good_for_one_text_of_one_community_and_nothing_is_no_code(
    cast: Cast, salon: Dialogue
) -> None:
    said, other = carried(cast, salon), carried(cast, salon)
    assert receipt_hash("abcd efgh\u2011jk২৩") == receipt_hash("ABCD-EFGH-JK23") != ""
    assert receipt_for(cast.salon.pk, said.pk) != receipt_for(cast.circle.pk, said.pk)
    with tenancy.community(cast.salon):
        for wrong in ("", receipt_for(cast.salon.pk, other.pk)):
            with pytest.raises(Refusal):
                changing.withdraw(said=said, receipt=wrong)
        web = Contribution.objects.exclude(channel="carried").first()
        assert web is not None
        with pytest.raises(Refusal):
            changing.withdraw(said=web, receipt="")
    assert receipt_hash("") == ""


def test_a_recording_is_kept_with_the_words_and_goes_with_them(
    cast: Cast, salon: Dialogue, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    amina = browser(cast.amina)
    fields = {
        "said_by": "Dona Celeste",
        "text": "Quero a escada.",
        "language": "pt",
        "consent_language": "pt",
        "consent": "on",
    }
    path = f"/dialogues/{salon.slug}/carry/"
    refused = send(amina, path, sound=SimpleUploadedFile("a.mp3", b"<html>"), **fields)
    assert refused.status_code == 422
    assert b"Quero a escada." in refused.content
    kept = send(amina, path, sound=SimpleUploadedFile("my name.mp3", OGG), **fields)
    page = kept["Location"].partition("?")[0]
    assert b"<audio" in browser().get(page).content
    heard = browser().get(f"{page}sound/")
    assert (heard["Content-Type"], heard.getvalue()) == ("audio/ogg", OGG)
    assert "my name" not in str(list(tmp_path.rglob("*")))
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(channel="carried")
        changing.withdraw(said=said, by=cast.membership("amina", cast.salon))
    assert browser().get(f"{page}sound/").status_code == 404


def test_sending_the_same_words_is_no_change(cast: Cast, salon: Dialogue) -> None:
    said = said_by(cast, "esi", salon)
    with tenancy.community(cast.salon):
        changing.change(said=said, text=said.text, language="en", by=cast.membership("esi", cast.salon))
        said.refresh_from_db()
        assert (said.edited_at, said.revisions.count()) == (None, 0)
