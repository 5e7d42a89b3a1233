"""What was heard rests on what was said; what came of it shows when it is late."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues import rules
from palabre.dialogues.actions import heard
from palabre.dialogues.models import Contribution, Dialogue, Finding, Synthesis
from palabre.dialogues.queries import heard as heard_queries
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tasks import fold_tallies, note_states
from palabre.dialogues.tests.conftest import HOST
from palabre.dialogues.tests.crowd import crowd
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes


def test_a_finding_that_cites_nothing_is_refused(salon: Dialogue, inside: Cast) -> None:
    dev = inside.membership("dev", inside.salon)
    synthesis = heard.begin_synthesis(dialogue=salon, language="en", by=dev)
    with pytest.raises(Refusal, match="at least one answer"):
        heard.add_finding(synthesis=synthesis, text="They all agree.", cites=[], by=dev)


def test_nothing_is_published_while_people_still_speak(salon: Dialogue, inside: Cast) -> None:
    dev = inside.membership("dev", inside.salon)
    synthesis = heard.begin_synthesis(dialogue=salon, language="en", by=dev)
    heard.add_finding(synthesis=synthesis, text="The pump.", cites=list(Contribution.objects.all()), by=dev)
    with pytest.raises(Refusal, match="after the last day"):
        heard.publish_synthesis(synthesis=synthesis, by=dev)


@pytest.mark.long
def test_answers_are_looked_for_among_a_thousand_and_what_was_ticked_stays(
    salon: Dialogue, cast: Cast, as_: Any
) -> None:
    dev, address = as_("dev"), f"/dialogues/{salon.slug}/host/heard/"
    with tenancy.community(cast.salon):
        crowd(cast, salon, 1_000)
        first, *_others, last = Contribution.objects.visible_to(None).filter(dialogue=salon).said_in_order()
    page = dev.get(address)
    assert first_visit_bytes(page) < BUDGET
    assert offered(page)[0] == (first.pk, False) and len(offered(page)) == heard_queries.OFFERED
    sent = {"text": "They all agree.", "cites": [first.pk], "once": once.new_key()}
    further = dev.post(address, sent | {"after": page.context["citable"].following})
    assert further.status_code == 200
    assert offered(further)[0] == (first.pk, True) and len(offered(further)) == heard_queries.OFFERED + 1
    assert not {pk for pk, _ticked in offered(further)[1:]} & {pk for pk, _ticked in offered(page)}
    found = dev.post(address, sent | {"look": "1", "words": last.text[-12:].upper()})
    assert (last.pk, False) in offered(found) and "They all agree." in found.content.decode()
    assert "Not saved yet" not in dev.post(address, {"look": "1", "once": once.new_key()}).content.decode()
    with tenancy.community(cast.salon):
        assert not Finding.objects.exists()
    assert dev.post(address, sent | {"cites": [first.pk, last.pk]}).status_code == 302
    with tenancy.community(cast.salon):
        assert set(Finding.objects.get().citations.values_list("contribution", flat=True)) == {
            first.pk,
            last.pk,
        }


def offered(page: Any) -> list[tuple[int, bool]]:
    """The numbers of the answers on the page, and whether each is ticked."""
    ticks = re.findall(r'name="cites" value="(\d+)"( checked)?', page.content.decode())
    return [(int(pk), bool(checked)) for pk, checked in ticks]


def test_published_it_archives_the_dialogue_and_says_what_it_rests_on(
    salon: Dialogue, cast: Cast, as_: Any, client: Client
) -> None:
    dev = as_("dev")
    with tenancy.community(cast.salon):
        said = Contribution.objects.get()
    sent = {"text": "The committee fails after the pump.", "cites": [said.pk], "once": once.new_key()}
    assert dev.post(f"/dialogues/{salon.slug}/host/heard/", sent).status_code == 302
    with clock.moved(timedelta(days=12)):
        answer = dev.post(f"/dialogues/{salon.slug}/host/heard/publish/", {"once": once.new_key()})
        assert answer.status_code == 302
        html = client.get(f"/dialogues/{salon.slug}/heard/", headers=HOST).content.decode()
        assert "The committee fails after the pump." in html
        assert f"/contributions/{said.pk}/" in html
        assert "1 person stands behind this" in html
        with tenancy.community(cast.salon):
            assert rules.state(Dialogue.objects.get()) == "archived"


def test_an_answer_that_is_late_shows_its_days(salon: Dialogue, cast: Cast, as_: Any, client: Client) -> None:
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        heard.send_outcome(
            dialogue=salon, recipient="Ministry of Water", language="en", sent_on=today - timedelta(days=40),
            answer_due=today - timedelta(days=12), by=cast.membership("dev", cast.salon),
        )  # fmt: skip
    assert "12 days overdue" in client.get("/outcomes/", headers=HOST).content.decode()


def test_a_members_draft_of_a_synthesis_is_refused(salon: Dialogue, inside: Cast) -> None:
    with pytest.raises(Refusal):
        heard.begin_synthesis(dialogue=salon, language="en", by=inside.membership("esi", inside.salon))
    assert not Synthesis.objects.exists()


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-4, "upcoming"),
        (0, "open"),
        (10, "open"),
        (11, "in_synthesis"),
        (24, "in_synthesis"),
        (25, "archived"),
    ],
)
def test_the_state_follows_the_clock(salon: Dialogue, inside: Cast, days: int, state: str) -> None:
    with clock.moved(timedelta(days=days)):
        assert rules.state(salon) == state


def test_each_change_of_state_is_noted_once(salon: Dialogue, cast: Cast) -> None:
    assert [note_states(), note_states()] == [1, 0]
    with clock.moved(timedelta(days=10)):
        assert [note_states(), note_states()] == [1, 0], "the last day"
    with clock.moved(timedelta(days=30)):
        assert [note_states(), note_states()] == [1, 0]


def test_folding_counts_changes_no_count(salon: Dialogue, cast: Cast) -> None:
    from palabre.dialogues.models import Tally
    from palabre.dialogues.queries.reading import total

    with tenancy.community(cast.salon):
        for _ in range(150):
            Tally.objects.create(community=cast.salon, dialogue=salon, question=None, delta=1)
        before = total(salon)
    assert fold_tallies() == 149
    with tenancy.community(cast.salon):
        assert total(salon) == before == 151
        assert Tally.objects.count() == 2
