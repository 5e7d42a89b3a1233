"""Tries are counted one by one, however many come at once."""

from __future__ import annotations

import threading

from django.db import connection

from palabre.kit.testing.cast import Cast
from palabre.people import codes
from palabre.people.models import SignInCode

HERE = {"host": "salon.localhost", "browser": "b" * 32}


def at_once(calls: int, code: str) -> list[codes.Outcome]:
    together, outcomes = threading.Barrier(calls), list[codes.Outcome]()

    def give_back() -> None:
        together.wait()
        try:
            outcomes.append(codes.give_back(**HERE, code=code))
        finally:
            connection.close()

    threads = [threading.Thread(target=give_back) for _ in range(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_twenty_guesses_at_once_are_five_tries(live_database: str) -> None:
    Cast()
    right = codes.ask(**HERE, email="esi@example.org")
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    outcomes = at_once(20, wrong)
    assert len(outcomes) == 20
    assert SignInCode.objects.get().tries == codes.TRIES
    assert codes.give_back(**HERE, code=right).person is None


def test_the_right_code_given_back_eight_times_at_once_works_once(live_database: str) -> None:
    Cast()
    outcomes = at_once(8, codes.ask(**HERE, email="esi@example.org"))
    assert [outcome.person is not None for outcome in outcomes].count(True) == 1


def test_the_table_does_not_hold_the_code(live_database: str) -> None:
    Cast()
    code = codes.ask(**HERE, email="esi@example.org")
    assert code not in str(SignInCode.objects.values().get())
