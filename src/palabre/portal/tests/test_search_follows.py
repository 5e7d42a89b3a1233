"""Search follows a member to a new name, and a conversation to other days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.communities import actions
from palabre.dialogues.actions import dating, hosting, speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.queries import reading
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.jobs import run_jobs, waiting
from palabre.portal import index
from palabre.portal.models import SearchDocument
from palabre.portal.queries.search import search
from palabre.portal.tests import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def dialogue(cast: Cast) -> Dialogue:
    with tenancy.community(cast.salon):
        return filled.conversation(cast, cast.salon)


def say(cast: Cast, dialogue: Dialogue, number: int) -> Contribution:
    by = cast.membership("esi", cast.salon)
    return speaking.contribute(
        dialogue=dialogue,
        text=f"The pump broke for the {number}th time this year.",
        by=by,
        question=dialogue.questions.get(number=1),
        page_language="en",
    )


def call(cast: Cast, name: str) -> None:
    esi = cast.membership("esi", cast.salon)
    actions.save_profile(by=esi, wants_mail=False, listed=False, person={}, name=name)


def titles(cast: Cast, question: str) -> list[str]:
    with tenancy.community(cast.salon):
        found = search(cast.salon, question, "en").found
        return [one.document.title for one in found if one.document.kind == "contribution"]


def test_what_somebody_said_is_found_under_their_new_name_and_no_more_under_the_old(
    cast: Cast, dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    with tenancy.community(cast.salon):
        said = [say(cast, dialogue, number) for number in range(5)]
        Contribution.objects.filter(pk=said[0].pk).update(said_by="Nightjar")
        index.refresh("contribution", said[0].pk)
    readers.pull()
    assert sorted(titles(cast, "pump broke")) == ["Esi"] * 4 + ["Nightjar"]
    with tenancy.community(cast.salon):
        call(cast, "Kwabena")
    readers.pull()
    assert sorted(titles(cast, "pump broke")) == ["Esi"] * 2 + ["Kwabena"] * 2 + ["Nightjar"]
    run_jobs()
    assert titles(cast, "Kwabena") == ["Kwabena"] * 4 and titles(cast, "Esi") == []
    assert titles(cast, "Nightjar") == ["Nightjar"]


def test_a_name_that_stayed_has_nothing_written_anew(
    cast: Cast, dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenancy.community(cast.salon):
        say(cast, dialogue, 1)
    readers.pull()
    with tenancy.community(cast.salon):
        call(cast, "Esi")
    written: list[Any] = []
    monkeypatch.setattr(index, "_write", written.append)
    readers.pull()
    assert written == [] and not waiting()


def test_whoever_comes_back_under_another_name_is_found_under_it(cast: Cast, dialogue: Dialogue) -> None:
    with tenancy.community(cast.salon):
        say(cast, dialogue, 1)
        actions.leave(by=cast.membership("esi", cast.salon))
        again: dict[str, Any] = {"name": "Kwabena", "language": "en", "accepts_rules": True}
        actions.join(community=cast.salon, by=cast.esi, **again)
    readers.pull()
    assert titles(cast, "pump broke") == ["Kwabena"]


def test_a_conversation_and_its_questions_are_found_under_the_days_they_were_moved_to(
    cast: Cast, dialogue: Dialogue
) -> None:
    readers.pull()
    with tenancy.community(cast.salon):
        host = cast.membership("dev", cast.salon)
        hosting.seat(dialogue=dialogue, kind="host", name="Dev", language="en", membership=host, by=None)
        dialogue = reading.fetch(dialogue.slug, host)
        opens = dialogue.opens_on - timedelta(3)
        dating.move_days(
            dialogue=dialogue, opens_on=opens, closes_on=dialogue.closes_on, synthesis_due=None, by=host
        )
    readers.pull()
    with tenancy.community(cast.salon):
        kept = SearchDocument.objects.filter(kind__in=("dialogue", "question"))
        days = {(row.kind, row.at.astimezone(clock.now().tzinfo).date()) for row in kept}
    assert days == {("dialogue", opens), ("question", opens)}
