"""A text that is taken out waits for no moderator any more; what waits beyond the first page is led to and counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from palabre.chronicle.models import Entry
from palabre.communities import once
from palabre.dialogues.actions import changing, shelving, speaking
from palabre.dialogues.furniture import SUBJECTS
from palabre.dialogues.models import Contribution, Dialogue, Gloss, Resource
from palabre.dialogues.queries import care
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation import actions, queries
from palabre.moderation.models import Appeal, Standing
from palabre.moderation.subjects import Subject

MANY = queries.QUEUE_ON_A_PAGE


def say(cast: Cast, salon: Dialogue, text: str, language: str = "en") -> Contribution:
    """By Esi, as it lies in the table: dozens of them are wanted."""
    return Contribution.objects.create(
        community=cast.salon,
        dialogue=salon,
        author=cast.membership("esi", cast.salon),
        text=text,
        html=f"<p>{text}</p>",
        language=language,
        said_at=clock.now(),
    )


def report(cast: Cast, number: int, subject: Subject | None = None) -> Standing:
    made: Standing = actions.flag(
        community=cast.salon,
        subject=subject or ContributionSubject(),
        subject_id=number,
        reason="hurts",
        language="en",
        by=cast.membership("farid", cast.salon),
    ).standing
    return made


def closed(cast: Cast) -> list[bool]:
    """Of each standing, in the order of the reports, whether it was closed."""
    rows = Standing.objects.filter(community=cast.salon).order_by("pk")
    return [row.closed_at is not None for row in rows]


def waiting(cast: Cast) -> int:
    """As counted, and as listed."""
    carla = cast.membership("carla", cast.salon)
    counted = queries.waiting(cast.salon, carla)
    assert len(queries.queue(cast.salon, carla).cases) == min(counted, MANY)
    return counted


@pytest.mark.long
def test_what_was_reported_and_taken_back_leaves_its_place_to_what_still_waits(
    salon: Dialogue, inside: Cast
) -> None:
    gone = [say(inside, salon, f"Gone {number}") for number in range(MANY)]
    for said in gone:
        report(inside, said.pk)
    here = say(inside, salon, "Mind the well.")
    report(inside, here.pk)
    for said in gone:
        changing.withdraw(said=said, by=said.author)
    found = queries.queue(inside.salon, inside.membership("carla", inside.salon))
    assert [case.excerpt.text for case in found.cases] == ["Mind the well."]
    assert found.more == "" and waiting(inside) == 1
    assert [said.pk for said, _report in care.needs(salon).flagged] == [here.pk]
    assert closed(inside) == [True] * MANY + [False]


@pytest.mark.long
def test_reading_is_not_blinded_by_a_standing_that_nobody_closed(salon: Dialogue, inside: Cast) -> None:
    here = say(inside, salon, "Mind the well.")
    for number in range(MANY):
        report(inside, 9_000_000 + number)
    report(inside, here.pk)
    assert waiting(inside) == 1
    assert [said.pk for said, _report in care.needs(salon).flagged] == [here.pk]


def test_a_held_text_and_an_appeal_are_closed_with_their_text(salon: Dialogue, inside: Cast) -> None:
    held, asked = say(inside, salon, "Held"), say(inside, salon, "Asked again")
    subject, carla = ContributionSubject(), inside.membership("carla", inside.salon)
    actions.hold(community=inside.salon, subject=subject, subject_id=held.pk, reason="link")
    case = report(inside, asked.pk)
    down: dict[str, Any] = {"state": "hidden", "ground": "hurts", "reason": "Names."}
    made = actions.decide(standing=case, subject=subject, language="en", by=carla, **down)
    assert asked.author is not None
    actions.appeal(decision=made, text="Why?", language="en", by=asked.author)
    assert waiting(inside) == 2
    for said in (held, asked):
        changing.withdraw(said=said, by=inside.membership("esi", inside.salon))
    assert closed(inside) == [True, True] and waiting(inside) == 0
    # Not by reading alone: with the words there again, nothing of what was asked before would wait.
    Contribution.objects.filter(pk__in=[held.pk, asked.pk]).update(standing="public", withdrawn_at=None)
    assert waiting(inside) == 0
    assert Appeal.objects.get().answer is None
    assert [line.state for line in queries.log(inside.salon)[0]] == ["hidden"]


def test_what_is_asked_after_it_was_closed_waits_again(salon: Dialogue, inside: Cast) -> None:
    said, subject = say(inside, salon, "Mind the well."), ContributionSubject()
    report(inside, said.pk)
    actions.close(subject=subject, subject_id=said.pk, community_id=inside.salon.pk)
    assert waiting(inside) == 0
    report(inside, said.pk)
    assert waiting(inside) == 1


def test_off_the_shelf_is_off_the_queue(salon: Dialogue, inside: Cast) -> None:
    dev = inside.membership("dev", inside.salon)
    shelving.shelve(
        dialogue=salon, origin="field", title="Wells", address="https://example.org/w", language="en", by=dev
    )
    shelved = Resource.objects.get()
    report(inside, shelved.pk, SUBJECTS[Resource])
    assert waiting(inside) == 1
    shelving.take_away(resource=shelved, by=dev)
    assert closed(inside) == [True] and waiting(inside) == 0


@pytest.mark.parametrize("how", ["withdrawn", "its language corrected"])
def test_a_gloss_that_goes_with_its_words_waits_no_more(salon: Dialogue, inside: Cast, how: str) -> None:
    dev, said = inside.membership("dev", inside.salon), Contribution.objects.get(dialogue=salon)
    made = speaking.gloss(contribution=said, text="La pompe.", language="fr", by=dev)
    report(inside, made.pk, SUBJECTS[Gloss])
    if how == "withdrawn":
        changing.withdraw(said=said, by=said.author)
    else:
        changing.correct_language(said=said, language="fr", by=dev)
    assert not Gloss.objects.exists()
    assert closed(inside) == [True] and waiting(inside) == 0


def test_closing_and_taking_out_are_one(
    salon: Dialogue, inside: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = say(inside, salon, "Mind the well.")
    report(inside, said.pk)

    def fail(*_args: Any, **_facts: Any) -> None:
        raise RuntimeError("no chronicle")

    monkeypatch.setattr(changing, "record", fail)
    with pytest.raises(RuntimeError):
        changing.withdraw(said=said, by=said.author)
    assert closed(inside) == [False] and waiting(inside) == 1
    assert not Entry.objects.filter(verb="moderation.closed").exists()


@pytest.mark.long
def test_the_queue_leads_on_to_the_rest_and_warns_of_every_language_in_it(
    salon: Dialogue, cast: Cast, as_: Callable[[str], Client]
) -> None:
    with tenancy.community(cast.salon):
        for number in range(MANY):
            report(cast, say(cast, salon, f"Number {number}.").pk)
        last = report(cast, say(cast, salon, "কুয়োটি দেখো", "bn").pk)
    carla = as_("carla")
    first = carla.get("/moderation/").content.decode()
    assert first.count('name="cases"') == MANY and "কুয়োটি" not in first
    assert "Nobody who decides here reads Bengali." in first
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    address = f"/moderation/{following[1]}"
    second = carla.get(address).content.decode()
    assert second.count('name="cases"') == 1 and "কুয়োটি" in second
    assert "Nobody who decides here reads Bengali." in second and 'rel="next"' not in second
    said = {"cases": [last.pk], "state": "public", "once": once.new_key()}
    assert carla.post(address, said).status_code == 302
    # Nothing is behind that place any more; whoever opens it again is not told that nothing waits.
    again = carla.get(address).content.decode()
    assert again.count('name="cases"') == MANY and "Nobody who decides" not in again


@pytest.mark.long
@pytest.mark.parametrize("after", ["x", "_", "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00_1", "_9" * 30])
def test_a_place_that_is_none_shows_the_first_page(
    salon: Dialogue, cast: Cast, as_: Callable[[str], Client], after: str
) -> None:
    with tenancy.community(cast.salon):
        report(cast, say(cast, salon, "Mind the well.").pk)
    assert b"Mind the well." in as_("carla").get("/moderation/", {"after": after}).content
