"""Panelists' and carried words: their language is recognised where nobody names it."""

from __future__ import annotations

from typing import Any

import pytest

from palabre.communities import once
from palabre.dialogues.actions import panel
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

ENGLISH = "Nobody in our street has had water since last Monday."
RECOGNISE = '<option value="" selected>'
BENGALI = "স্কুলে পানি নেই, বাচ্চারা দুপুরে বাড়ি ফিরে যায়।"


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), ("ok", "fr")])
def test_a_french_seat_s_words_are_recognised_and_french_where_they_are_not(
    salon: Dialogue, cast: Cast, as_: Any, text: str, language: str
) -> None:
    with tenancy.community(cast.salon):
        seat, asked = Seat.objects.get(name="Farid"), salon.questions.get(number=1)
        Seat.objects.filter(pk=seat.pk).update(asked=asked)
    page = f"/en/seats/{seat.pk}/"
    assert RECOGNISE in language_box(as_("farid").get(page).content.decode(), "language")
    sent = {"text": text, "language": "", "question": asked.pk, "once": once.new_key()}
    assert as_("farid").post(page, sent).status_code == 302
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(text=text)
    assert (said.language, said.language_known) == (language, "recognised")


@pytest.mark.parametrize(("text", "language"), [(BENGALI, "bn"), (ENGLISH, "en"), ("ok", "bn")])
def test_carried_words_are_recognised_and_the_page_s_language_is_assumed(
    salon: Dialogue, cast: Cast, as_: Any, text: str, language: str
) -> None:
    said = carried(salon, cast, as_, "bn", text=text)
    assert (said.language, said.language_known, said.consent_language) == (language, "recognised", "bn")


def test_the_form_of_carried_words_recognises_first_and_asks_for_consent_in_the_language_spoken(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    html = as_("amina").get(f"/bn/dialogues/{salon.slug}/carry/").content.decode()
    assert language_box(html, "language").lstrip().startswith(RECOGNISE)
    assert language_box(html, "consent_language").lstrip().startswith(RECOGNISE)
    assert "Vos paroles peuvent-elles" in html and "May your words" in html
    said = carried(salon, cast, as_, "en", text=BENGALI, consent_language="")
    assert said.consent_language == "bn"
    slip = as_("amina").get(f"/en/contributions/{said.pk}/receipt/").content.decode()
    assert '<p lang="bn" dir="auto">' in slip and "/bn/take-back/" in slip
    other = carried(salon, cast, as_, "en", text="Babu ruwa a nan.", language="ha", consent_language="ha")
    assert (other.language, other.consent_language) == ("ha", "ha")


def test_of_a_seat_s_words_its_language_is_assumed_and_a_language_named_is_kept(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    seat = local_voice(salon, cast, "pt")
    assert carried(salon, cast, as_, "bn", text="ok", seat=seat.pk).language == "pt"
    named = carried(salon, cast, as_, "bn", text=ENGLISH, language="id")
    assert (named.language, named.language_known) == ("id", "named")


def test_a_seat_in_a_language_the_community_has_not_presets_it_too(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    seat = local_voice(salon, cast, "sw")
    html = as_("amina").get(f"/bn/dialogues/{salon.slug}/carry/?seat={seat.pk}").content.decode()
    assert '<option value="sw" selected>' in language_box(html, "language")


def local_voice(salon: Dialogue, cast: Cast, language: str) -> Seat:
    """Testa's seat, in a language."""
    dev = cast.membership("dev", cast.salon)
    with tenancy.community(cast.salon):
        return panel.seat(dialogue=salon, kind="local_voice", name="Testa", language=language, by=dev)


def carried(salon: Dialogue, cast: Cast, as_: Any, page: str, **fields: Any) -> Contribution:
    """What Amina takes down on the page in a language."""
    shown = {"said_by": "Mama Testa", "consent": "on", "consent_language": "bn", "once": once.new_key()}
    answer = as_("amina").post(f"/{page}/dialogues/{salon.slug}/carry/", shown | fields)
    assert answer.status_code == 302, answer.content.decode()
    with tenancy.community(cast.salon):
        said: Contribution = Contribution.objects.get(text=fields["text"])
    return said


def language_box(html: str, name: str) -> str:
    """What a list of languages offers."""
    return html.partition(f'<select name="{name}"')[2].partition(">")[2].partition("</select>")[0]
