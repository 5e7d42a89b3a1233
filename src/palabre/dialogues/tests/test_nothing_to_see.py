"""Words of which nobody would see anything are none, wherever somebody may write some."""

from __future__ import annotations

from typing import Any

import pytest

from palabre.communities import once
from palabre.dialogues.actions import changing, hosting, speaking
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.refusals import Refusal
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

NOTHING = ["\u200b \u200b", "![](http://a/b.png)", "\u3164"]


@pytest.mark.parametrize("text", NOTHING)
def test_an_answer_without_a_sign_is_asked_for_again(
    text: str, salon: Dialogue, cast: Cast, as_: Any
) -> None:
    sent = {"text": text, "language": "en", "once": once.new_key()}
    answer = as_("esi").post(f"/en/dialogues/{salon.slug}/speak/", sent)
    assert answer.status_code == 422
    assert "There is no text yet. Write a sentence and send it again." in answer.content.decode()
    with tenancy.community(cast.salon):
        assert Contribution.objects.count() == 1


@pytest.mark.parametrize("text", NOTHING)
def test_no_action_keeps_words_without_a_sign(text: str, salon: Dialogue, inside: Cast) -> None:
    dev, esi = (inside.membership(name, inside.salon) for name in ("dev", "esi"))
    said = Contribution.objects.get()
    where: dict[str, Any] = {"dialogue": salon, "text": text, "by": dev, "language": "en"}
    person = {"said_by": "Amadou", "consent_language": "en", "city": None}
    for do in (
        lambda: speaking.contribute(**where, page_language="en"),
        lambda: speaking.carry(**where, **person),  # type: ignore[arg-type]
        lambda: changing.change(said=said, text=text, language="en", by=esi),
        lambda: hosting.wrap(**where),
    ):
        with pytest.raises(Refusal, match="There is no text yet"):
            do()
    assert Contribution.objects.get().text == said.text and not salon.wraps.exists()


@pytest.mark.parametrize("what", ["wrap", "gloss", "seat", "own_seat", "carry"])
def test_forms_ask_again_for_what_nobody_could_see(what: str, salon: Dialogue, cast: Cast, as_: Any) -> None:
    with tenancy.community(cast.salon):
        said, seat = Contribution.objects.get(), Seat.objects.get(name="Farid")
    paths = {
        "wrap": f"/dialogues/{salon.slug}/host/wrap/",
        "gloss": f"/contributions/{said.pk}/gloss/",
        "seat": f"/dialogues/{salon.slug}/host/seat/",
        "own_seat": f"/seats/{seat.pk}/words/",
        "carry": f"/dialogues/{salon.slug}/carry/",
    }
    languages = {"language": "fr", "consent_language": "en", "once": once.new_key()}
    sent = {
        "text": "\u200b",
        "name": "\u200b",
        "said_by": "\u200b\u3164",
        "kind": "panelist",
        "consent": "on",
    }
    answer = as_("dev").post(f"/en{paths[what]}", languages | sent)
    assert answer.status_code == 422 and "aria-invalid" in answer.content.decode()
    with tenancy.community(cast.salon):
        assert Seat.objects.count() == 2 and Contribution.objects.count() == 1
