"""First voices among what needs the host: also those whose first words answer somebody."""

from __future__ import annotations

import re
from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.communities import once
from palabre.dialogues.actions import speaking
from palabre.dialogues.models import Contribution, Dialogue, Mention
from palabre.dialogues.queries import care
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast


def say(cast: Cast, name: str, text: str, answers: Contribution | None = None) -> Contribution:
    by = cast.membership(name, cast.salon)
    where = Dialogue.objects.select_related("community").get()
    return speaking.contribute(
        dialogue=where, text=text, by=by, answers=answers, language="en", page_language="en"
    )


@pytest.fixture
def reply(salon: Dialogue, cast: Cast) -> Contribution:
    """Amina's first words here, under Esi's."""
    with tenancy.community(cast.salon):
        return say(cast, "amina", "Here too.", Contribution.objects.get(dialogue=salon))


def waiting(salon: Dialogue) -> tuple[list[str], set[int]]:
    needs = care.needs(salon)
    return [said.text for said in needs.unanswered], needs.first


def test_first_words_that_answer_somebody_are_listed_and_welcomed_by_name(
    reply: Contribution, salon: Dialogue, cast: Cast, as_: Any
) -> None:
    dev = as_("dev")
    html = dev.get(f"/en/dialogues/{salon.slug}/host/").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "First words here. Amina has no answer yet: Here too." in text
    address = f"/en/contributions/{reply.pk}/welcome/"
    assert address in html
    form = dev.get(address).content.decode()
    written = re.search(r"(?s)<textarea[^>]*>\s*(.*?)</textarea>", form)
    assert written is not None and written[1].startswith("@Amina Welcome")
    sent = {"text": written[1], "language": "en", "answers": reply.pk, "once": once.new_key()}
    assert dev.post(f"/en/dialogues/{salon.slug}/speak/", sent).status_code == 302
    readers.pull()
    with tenancy.community(cast.salon):
        assert Mention.objects.get().membership == cast.membership("amina", cast.salon)
        assert waiting(salon) == ([], set())


def test_further_words_of_the_same_person_are_no_answer(
    reply: Contribution, salon: Dialogue, inside: Cast
) -> None:
    say(inside, "amina", "And the tap.", reply)
    assert waiting(salon) == (["Here too."], {reply.pk})
    say(inside, "esi", "Which tap?", reply)
    assert waiting(salon) == ([], set())


def test_a_reply_of_somebody_who_has_spoken_before_waits_for_nobody(salon: Dialogue, inside: Cast) -> None:
    first = say(inside, "amina", "Mine first.")
    say(inside, "amina", "Here too.", Contribution.objects.get(text__startswith="The pump"))
    assert waiting(salon) == (["Mine first."], {first.pk})


def test_under_words_that_are_hidden_it_has_no_place(
    reply: Contribution, salon: Dialogue, inside: Cast
) -> None:
    Contribution.objects.filter(replies=reply).update(standing="hidden")
    assert waiting(salon) == ([], set())
