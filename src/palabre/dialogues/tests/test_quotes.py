"""Somebody quotes somebody: what they wrote themselves is recognised, and is what lists and mails tell."""

from __future__ import annotations

from typing import Any

from palabre.communities import once
from palabre.dialogues.actions import changing, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.queries import notices, search
from palabre.dialogues.views.speaking import quoted
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

ARABIC = "لا يوجد ماء في المدرسة منذ شهر مارس، والأطفال يعودون إلى البيت عند الظهر."
ENGLISH = "We repaired ours together."


def say(cast: Cast, salon: Dialogue, who: str, text: str, to: Contribution | None = None) -> Contribution:
    by = cast.membership(who, cast.salon)
    with tenancy.community(cast.salon):
        return speaking.contribute(dialogue=salon, text=text, by=by, answers=to, page_language="fr")


def test_an_english_answer_under_an_arabic_quote_is_english(cast: Cast, salon: Dialogue, as_: Any) -> None:
    asked = say(cast, salon, "farid", ARABIC)
    page = f"/dialogues/{salon.slug}/speak/?answers={asked.pk}&quote=1"
    html = as_("esi").get(page).content.decode()
    assert "&gt; لا يوجد" in html
    sent = {"text": quoted(asked) + ENGLISH, "answers": asked.pk, "once": once.new_key()}
    assert as_("esi").post(page, sent).status_code == 302
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(answers=asked)
    assert said.language == "en" and '<blockquote lang="ar" dir="rtl">' in said.html


def test_a_quote_alone_is_of_its_own_language(cast: Cast, salon: Dialogue) -> None:
    asked = say(cast, salon, "farid", ARABIC)
    assert say(cast, salon, "esi", quoted(asked), asked).language == "ar"


def test_words_changed_say_the_language_of_what_they_quote(cast: Cast, salon: Dialogue) -> None:
    said, esi = say(cast, salon, "esi", ENGLISH), cast.membership("esi", cast.salon)
    with tenancy.community(cast.salon):
        changed = changing.change(said=said, text=f"> {ARABIC}\n\n{ENGLISH}", language="en", by=esi)
    assert '<blockquote lang="ar" dir="rtl">' in changed.html


def test_who_was_answered_is_told_the_answer_and_not_their_own_words(cast: Cast, salon: Dialogue) -> None:
    asked = say(cast, salon, "farid", ARABIC)
    reply = say(cast, salon, "esi", quoted(asked) + ENGLISH, asked)
    with tenancy.community(cast.salon):
        told = notices.answered(reply.pk)
        (found,) = search.contribution(reply.pk)
    assert told is not None and told.excerpt == ENGLISH and told.own_excerpt == ARABIC
    assert found.text.startswith(ENGLISH) and ARABIC in found.text


def test_lists_begin_with_the_answer(cast: Cast, salon: Dialogue, as_: Any) -> None:
    say(cast, salon, "esi", f"> Somebody else's words\n\n{ENGLISH}")
    hosting, esi = f"/dialogues/{salon.slug}/host", cast.membership("esi", cast.salon)
    for page in (f"{hosting}/", f"{hosting}/heard/", f"/members/{esi.pk}/"):
        html = as_("dev").get(f"/en{page}").content.decode()
        assert ENGLISH in html and "Somebody else" not in html
