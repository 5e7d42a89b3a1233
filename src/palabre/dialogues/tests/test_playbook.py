"""The days of a salon: scaled to its length, ticked from what happened."""

from __future__ import annotations

import pytest

from palabre.dialogues.playbook import Facts, day_of, steps

NOTHING = Facts(day=1, length=14, silent_unreminded=2)


def done(facts: Facts) -> set[str]:
    return {step.code for step in steps(facts) if step.done}


def due(facts: Facts) -> set[str]:
    return {step.code for step in steps(facts) if step.is_overdue}


@pytest.mark.parametrize(
    ("length", "days"), [(14, [1, 3, 7, 12, 14]), (28, [1, 5, 13, 24, 28]), (1, [1] * 5)]
)
def test_the_days_stretch_with_the_conversation(length: int, days: list[int]) -> None:
    assert [day_of(planned, length) for planned in (1, 3, 7, 12, 14)] == days


def test_on_the_first_day_only_what_belongs_to_it_is_asked() -> None:
    assert due(NOTHING) == {"welcome", "questions"} and done(NOTHING) == set()


def test_a_word_of_the_hosts_and_questions_tick_the_first_day() -> None:
    assert done(Facts(day=1, length=14, hosts_spoke=True, rounds_out=1)) == {"welcome", "questions"}


def test_that_nobody_waits_is_ticked_on_its_day_and_not_before() -> None:
    assert "answer" not in done(Facts(day=2, length=14)) and "answer" in done(Facts(day=3, length=14))
    assert "answer" in due(Facts(day=3, length=14, late=1))


def test_the_reminder_is_owed_until_every_silent_panelist_has_one() -> None:
    assert "remind" in due(Facts(day=3, length=14, silent_unreminded=1))
    assert "remind" in done(Facts(day=3, length=14))


def test_a_note_of_the_first_day_is_none_for_the_middle_or_the_end() -> None:
    assert done(Facts(day=7, length=14, wrap_days=(1,))) & {"wrap", "last_days"} == set()
    assert done(Facts(day=7, length=14, wrap_days=(7,))) & {"wrap", "last_days"} == {"wrap"}
    assert done(Facts(day=9, length=14, wrap_days=(8,))) & {"wrap", "last_days"} == {"wrap"}
    assert done(Facts(day=12, length=14, wrap_days=(12,))) >= {"wrap", "last_days"}


@pytest.mark.parametrize("length", [14, 28, 5])
@pytest.mark.parametrize(("code", "planned"), [("wrap", 7), ("last_days", 12)])
def test_who_writes_a_note_every_day_is_asked_for_that_of_the_middle_and_of_the_end(
    code: str, planned: int, length: int
) -> None:
    day = day_of(planned, length)
    daily = tuple(range(1, day))
    assert code in due(Facts(day=day, length=length, wrap_days=daily))
    assert code in done(Facts(day=day, length=length, wrap_days=(*daily, day)))


def test_notes_of_the_first_days_tick_nothing_that_comes_later() -> None:
    assert done(Facts(day=4, length=14, wrap_days=(1, 2, 3, 4))) & {"wrap", "last_days"} == set()


def test_the_end_wants_findings_and_their_publication() -> None:
    assert {"finding", "announce"} <= due(Facts(day=14, length=14))
    assert {"finding", "announce"} <= done(Facts(day=15, length=14, findings=2, heard_published=True))
