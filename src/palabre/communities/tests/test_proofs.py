"""That no machine sent a stranger's form: challenges of one community, that run out, whose answer is good once."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import proofs
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.people import counts
from palabre.people.models import Count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "ROUNDS", 10)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def asked(host: str = "salon.localhost") -> dict[str, Any]:
    given: dict[str, Any] = Client(headers={"host": host}).get("/proof/").json()
    return given


def is_good(cast: Cast, sent: str) -> bool:
    with tenancy.community(cast.salon):
        return proofs.is_good(cast.salon, sent)


def changed(proof: str, change: Callable[[dict[str, Any]], Any]) -> str:
    """The proof with something in it changed by whoever sends it."""
    inside = json.loads(base64.b64decode(proof))
    change(inside)
    return base64.b64encode(json.dumps(inside).encode()).decode()


def test_a_proof_is_good_once(cast: Cast) -> None:
    proof = proofs.solve(asked())
    assert is_good(cast, proof)
    assert not is_good(cast, proof)
    assert not is_good(cast, changed(proof, lambda inside: inside.update(more="bytes")))
    assert is_good(cast, proofs.solve(asked()))


def test_a_proof_runs_out(cast: Cast) -> None:
    proof = proofs.solve(asked())
    with clock.moved(proofs.LIFE + timedelta(seconds=1)):
        assert not is_good(cast, proof)
    assert is_good(cast, proof)


def test_one_that_ran_out_by_the_machines_own_clock_is_not_good(cast: Cast) -> None:
    with clock.moved(-proofs.LIFE - timedelta(minutes=1)):
        proof = proofs.solve(asked())
        assert not is_good(cast, proof)


def test_a_proof_of_another_community_is_not_good(cast: Cast) -> None:
    assert not is_good(cast, proofs.solve(asked("cities.localhost")))


def test_a_proof_of_another_host_of_the_same_community_is_not_good(cast: Cast) -> None:
    proof = proofs.solve(asked())
    cast.salon.host = "other.localhost"
    assert not is_good(cast, proof)


@pytest.mark.parametrize(
    "change",
    [
        lambda inside: inside["challenge"]["parameters"].update(cost=1),
        lambda inside: inside["challenge"]["parameters"].update(keyPrefix=""),
        lambda inside: inside["challenge"]["parameters"].update(expiresAt=4_000_000_000),
        lambda inside: inside["challenge"]["parameters"].pop("expiresAt"),
        lambda inside: inside["challenge"]["parameters"].pop("keySignature"),
        lambda inside: inside["challenge"].pop("signature"),
        lambda inside: inside["solution"].update(derivedKey="00" * 32),
        lambda inside: inside["solution"].update(derivedKey=17),
        lambda inside: inside["solution"].pop("derivedKey"),
    ],
)
def test_a_proof_that_was_tampered_with_is_not_good(cast: Cast, change: Callable[[Any], Any]) -> None:
    proof = proofs.solve(asked())
    assert not is_good(cast, changed(proof, change))
    assert is_good(cast, proof)


@pytest.mark.parametrize(
    "sent", ["", "no proof", "é", "W10=", "MQ==", "bnVsbA==", "eyJjaGFsbGVuZ2UiOiJ4In0=", "A" * 5_000]
)
def test_what_is_no_proof_is_not_good(cast: Cast, sent: str) -> None:
    assert not is_good(cast, sent)


def test_nobody_signs_a_challenge_of_their_own(cast: Cast) -> None:
    import altcha

    own = altcha.create_challenge(
        proofs.ALGORITHM, 1, counter=1, hmac_secret="guessed", hmac_key_secret="guessed"
    )
    assert not is_good(cast, proofs.solve(own.to_dict()))


def test_a_challenge_names_nobody_and_nobody_keeps_it(cast: Cast) -> None:
    browser = Client(headers={"host": "salon.localhost"})
    answer = browser.get("/proof/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not browser.cookies
    given = answer.json()
    assert "data" not in given["parameters"]
    assert given["signature"] != asked()["signature"]
    assert browser.post("/proof/").status_code == 405


def test_challenges_are_limited(cast: Cast, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "proof": {"address": "1/h"}}
    browser = Client(headers={"host": "salon.localhost"})
    assert [browser.get("/proof/").status_code for _ in range(2)] == [200, 429]


def test_a_private_community_gives_strangers_no_challenge(cast: Cast) -> None:
    cast.salon.visibility = "private"
    cast.salon.save()
    browser = Client(headers={"host": "salon.localhost"})
    assert browser.get("/proof/").status_code == 404
    assert browser.get("/proof.js").status_code == 404


def test_used_proofs_are_forgotten_once_they_have_run_out(cast: Cast) -> None:
    proof = proofs.solve(asked())
    Count.objects.all().delete()
    assert is_good(cast, proof)
    assert counts.purge() == 0
    with clock.moved(proofs.LIFE + timedelta(minutes=1)):
        assert counts.purge() == 1
        assert not is_good(cast, proof)


def test_a_form_sent_too_often_keeps_its_proof_out_of_sight(cast: Cast, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "post": {"address": "0/h"}}
    sent = {"text": "Mind the well.", proofs.FIELD: "A" * 700}
    answer = Client(headers={"host": "salon.localhost"}).post("/dialogues/x/speak/", sent)
    html = answer.content.decode()
    assert answer.status_code == 429
    assert f'type="hidden" name="{proofs.FIELD}" value="{"A" * 700}"' in html
    assert html.count("A" * 700) == 1
