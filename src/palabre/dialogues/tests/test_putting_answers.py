"""Which answers a host puts to a panelist: any that is public, looked for by its words; each in its own language."""

from __future__ import annotations

import re
from typing import Any

import pytest

from palabre.communities import once
from palabre.dialogues.actions import speaking
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.queries import panel
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

ARABIC = "لا يوجد ماء في المدرسة منذ شهر مارس"


@pytest.fixture
def first(salon: Dialogue, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Contribution:
    """Esi's answer, older than all that are shown at once."""
    monkeypatch.setattr(panel, "TO_CHOOSE_FROM", 2)
    with tenancy.community(cast.salon):
        found = Contribution.objects.get(dialogue=salon)
        for text in ("The second word.", "The third word.", ARABIC):
            by = cast.membership("farid", cast.salon)
            speaking.contribute(dialogue=salon, text=text, by=by, page_language="en")
    return found


def page(salon: Dialogue) -> str:
    return f"/en/dialogues/{salon.slug}/host/seat/"


def ticks(html: str) -> dict[str, bool]:
    """The numbers of the answers offered, each with whether it is ticked."""
    found = re.findall(r'<input type="checkbox" name="put" value="(\d+)"([^>]*)>', html)
    return {number: "checked" in rest for number, rest in found}


def test_the_latest_are_offered_each_in_its_own_language_and_direction(
    salon: Dialogue, first: Contribution, as_: Any
) -> None:
    html = as_("dev").get(page(salon)).content.decode()
    assert f'<bdi>Farid</bdi>: <span lang="ar" dir="rtl">{ARABIC}</span>' in html
    assert '<span lang="en" dir="ltr">The third word.</span>' in html
    assert str(first.pk) not in ticks(html) and len(ticks(html)) == 2


def test_an_older_one_is_found_by_its_words_and_what_was_written_stays(
    salon: Dialogue, first: Contribution, as_: Any, cast: Cast
) -> None:
    dev = as_("dev")
    latest = next(iter(ticks(dev.get(page(salon)).content.decode())))
    typed = {"kind": "local_voice", "name": "Noor", "language": "fr", "put": [latest], "once": once.new_key()}
    html = dev.post(page(salon), typed | {"words": "committee", "look": "1"}).content.decode()
    assert ticks(html) == {latest: True, str(first.pk): False}
    assert 'value="Noor"' in html and '<option value="fr" selected>' in html and 'role="alert"' not in html
    nothing = dev.post(page(salon), typed | {"words": "zebra", "look": "1"}).content.decode()
    assert ticks(nothing) == {latest: True} and "No other answer has these words." in nothing
    assert dev.post(page(salon), typed | {"put": [latest, first.pk]}).status_code == 302
    with tenancy.community(cast.salon):
        put = panel.put_to(Seat.objects.get(name="Noor"))
    assert [one.contribution_id for one in put] == [first.pk, int(latest)]


def test_one_ticked_before_others_were_said_stays_ticked_and_can_be_put(
    salon: Dialogue, first: Contribution, as_: Any
) -> None:
    dev = as_("dev")
    sent = {"kind": "panelist", "language": "fr", "put": [first.pk], "once": once.new_key()}
    refused = dev.post(page(salon), sent | {"name": ""})
    assert refused.status_code == 422 and ticks(refused.content.decode())[str(first.pk)]
    assert dev.post(page(salon), sent | {"name": "Noor"}).status_code == 302


def test_an_answer_named_in_the_address_is_ticked(salon: Dialogue, first: Contribution, as_: Any) -> None:
    html = as_("dev").get(f"{page(salon)}?put={first.pk}&put=x&put=987654").content.decode()
    assert ticks(html)[str(first.pk)] and len(ticks(html)) == 3


def test_one_that_was_taken_down_meanwhile_is_said_to_be_gone(
    salon: Dialogue, first: Contribution, as_: Any, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        Contribution.objects.filter(pk=first.pk).update(standing="hidden")
    sent = {"kind": "panelist", "name": "Noor", "language": "fr", "put": [first.pk], "once": once.new_key()}
    answer = as_("dev").post(page(salon), sent)
    assert answer.status_code == 422
    assert "An answer you chose is not shown any more." in answer.content.decode()
    assert str(first.pk) not in ticks(answer.content.decode())
