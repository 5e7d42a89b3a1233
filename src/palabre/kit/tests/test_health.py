"""Whoever watches the installation is told the truth, on every host, and nothing about anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from palabre import __version__
from palabre.kit import clock, health

pytestmark = pytest.mark.django_db


def ask(client: Client, host: str = "localhost") -> tuple[int, dict[str, Any]]:
    answer = client.get("/healthz", headers={"host": host})
    return answer.status_code, answer.json()


def test_all_is_well_while_the_worker_beats(client: Client) -> None:
    health.beat()
    assert ask(client) == (
        200,
        {"version": __version__, "database": "there", "worker": "working", "last_job": None},
    )


def test_a_worker_never_seen_or_gone_silent_is_not_well(client: Client) -> None:
    status, facts = ask(client)
    assert (status, facts["worker"]) == (503, "never seen")
    health.beat()
    with clock.moved(timedelta(seconds=31)):
        status, facts = ask(client)
    assert (status, facts["worker"]) == (503, "silent")


@pytest.mark.parametrize(
    "host", ["unknown.example", "10.0.0.7:8000", "127.0.0.1", "salon.localhost", "[::1]:80"]
)
def test_it_answers_on_every_host(client: Client, host: str) -> None:
    health.beat()
    assert ask(client, host)[0] == 200


def test_without_the_database_it_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError("password=secret host=db")

    monkeypatch.setattr(health, "_worker", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    status, facts = ask(client)
    assert (status, facts["database"]) == (503, "away")
    assert "secret" not in str(facts)


def test_it_only_answers_questions(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
