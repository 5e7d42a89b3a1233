"""One proof sent by many at the same moment, over connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from palabre.communities import proofs
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast


@pytest.fixture
def cast(live_database: str) -> Cast:
    return Cast()


def test_of_many_who_send_one_proof_at_once_one_is_good(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "ROUNDS", 10)
    proof = proofs.solve(proofs.challenge(cast.salon))
    together = Barrier(6)

    def send() -> bool:
        together.wait()
        try:
            with tenancy.community(cast.salon):
                return proofs.is_good(cast.salon, proof)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = [one.result() for one in [pool.submit(send) for _ in range(6)]]
    assert sorted(answers) == [False] * 5 + [True]
