"""Counts that went wrong are found and put right."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from palabre.config.cli.program import main
from palabre.dialogues.actions import changing, speaking
from palabre.dialogues.actions.counting import mend_counts
from palabre.dialogues.models import Contribution, Dialogue, Tally
from palabre.dialogues.queries.counting import WrongCount, wrong_counts
from palabre.dialogues.queries.reading import total
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """`program("--check")`: the exit code of `palabre counters`, and what it answers as JSON."""
    # Named, so that the program uses the database the test stands on; the connection itself is there already.
    monkeypatch.setenv("DATABASE_URL", "postgresql://palabre_app@localhost/palabre")
    monkeypatch.setenv("DATABASE_DIRECT_URL", "postgresql://palabre_app@localhost/palabre")

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = main(["counters", *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def say(salon: Dialogue, cast: Cast, text: str, by: str = "esi") -> Contribution:
    return speaking.contribute(
        dialogue=salon,
        question=salon.questions.get(number=1),
        text=text,
        by=cast.membership(by, cast.salon),
        language="en",
        page_language="en",
    )


def spoil(salon: Dialogue, delta: int) -> None:
    question = salon.questions.get(number=1)
    Tally.objects.create(community_id=salon.community_id, dialogue=salon, question=question, delta=delta)


def test_a_wrong_count_is_found_by_a_check_which_changes_nothing_and_ends_with_one(
    salon: Dialogue, cast: Cast, program: Callable[..., Any]
) -> None:
    with tenancy.community(cast.salon):
        spoil(salon, 4)
    wrong = {"dialogue": salon.slug, "question": 1, "city": "", "kept": 5, "there": 1}
    for _twice in range(2):
        code, answer = program("--check", "--host", cast.salon.host)
        assert code == 1
        assert answer["wrong"] == [{"community": cast.salon.host, **wrong}]
        assert not answer["mended"]
    with tenancy.community(cast.salon):
        assert total(salon) == 5


def test_a_wrong_count_is_mended_and_then_right(
    salon: Dialogue, cast: Cast, program: Callable[..., Any]
) -> None:
    with tenancy.community(cast.salon):
        spoil(salon, -3)
    code, answer = program("--mend")
    assert (code, answer["mended"], len(answer["wrong"])) == (0, True, 1)
    with tenancy.community(cast.salon):
        assert total(salon) == 1
    code, answer = program()
    assert (code, answer["wrong"], answer["mended"]) == (0, [], False)
    assert cast.salon.host in answer["communities"]


def test_what_it_found_and_did_is_said_in_words(
    salon: Dialogue, cast: Cast, program: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with tenancy.community(cast.salon):
        spoil(salon, 4)
    assert main(["counters", "--mend"]) == 0
    said = capsys.readouterr().out
    assert f"{cast.salon.host}: {salon.slug}, question 1, no city: the count says 5, there are 1." in said
    assert "Wrong counts put right: 1." in said
    assert f"{cast.circle.host}: every count is right." in said


def test_right_counts_are_not_touched_by_whatever_happened_to_the_words(
    salon: Dialogue, inside: Cast
) -> None:
    taken, hidden, shown_again = (say(salon, inside, words) for words in ("The rope.", "The pump.", "Us."))
    changing.withdraw(said=taken, by=inside.membership("esi", inside.salon))
    for state in ("hidden", "public", "hidden"):
        ContributionSubject().apply(hidden.pk, state)
    for state in ("removed", "public"):
        ContributionSubject().apply(shown_again.pk, state)
    before = list(Tally.objects.order_by("pk").values())
    assert wrong_counts() == mend_counts() == []
    assert list(Tally.objects.order_by("pk").values()) == before
    assert total(salon) == 2


def test_a_count_that_is_gone_altogether_is_made_again(salon: Dialogue, inside: Cast) -> None:
    Tally.objects.all().delete()
    assert mend_counts() == [WrongCount(salon.slug, 1, "", kept=0, there=1)]
    assert (total(salon), wrong_counts()) == (1, [])


def test_another_community_s_counts_are_neither_read_nor_mended(
    salon: Dialogue, cast: Cast, program: Callable[..., Any]
) -> None:
    with tenancy.community(cast.salon):
        spoil(salon, 4)
    code, answer = program("--mend", "--host", cast.circle.host)
    assert (code, answer["communities"], answer["wrong"]) == (0, [cast.circle.host], [])
    with tenancy.community(cast.circle):
        assert wrong_counts() == mend_counts() == []
    with tenancy.community(cast.salon):
        assert total(salon) == 5


def test_a_host_that_is_none_is_refused_with_a_sentence(cast: Cast, program: Callable[..., Any]) -> None:
    code, answer = program("--mend", "--host", "nowhere.example.org")
    assert code == 1
    assert answer["refused"].startswith("There is no community on nowhere.example.org.")
