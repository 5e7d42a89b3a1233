"""What changes is told, in whatever order it is committed; and who reads misses nothing of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from django.db import connection

from palabre.kit.delivery import invalidations
from palabre.kit.delivery.invalidations import Snapshot
from palabre.kit.touching import TABLE

INSERT = f"INSERT INTO {TABLE} (tag) VALUES (%s)"


def open_connection() -> psycopg.Connection[Any]:
    told = connection.get_connection_params()
    wanted = {name: told[name] for name in ("dbname", "user", "password", "host", "port") if name in told}
    return psycopg.connect(**wanted)


@pytest.fixture
def writers(live_database: str) -> Iterator[list[psycopg.Connection[Any]]]:
    with ExitStack() as stack:
        yield [stack.enter_context(open_connection()) for _writer in range(4)]


def read(last: Snapshot) -> tuple[Snapshot, list[str]]:
    with connection.cursor() as cursor:
        return invalidations.since(cursor, last)


def now() -> Snapshot:
    with connection.cursor() as cursor:
        return invalidations.snapshot(cursor)


def test_a_change_committed_late_is_read_when_it_is_there(writers: list[Any]) -> None:
    early, late = writers[:2]
    last = now()
    late.execute(INSERT, ["late"])
    early.execute(INSERT, ["early"])
    early.commit()
    last, tags = read(last)
    assert tags == ["early"]
    late.commit()
    last, tags = read(last)
    assert tags == ["late"]
    assert read(last)[1] == []


def test_what_is_taken_back_is_never_read(writers: list[Any]) -> None:
    last = now()
    writers[0].execute(INSERT, ["never"])
    writers[0].rollback()
    assert read(last)[1] == []


@pytest.mark.parametrize("seed", range(5))
def test_each_is_read_exactly_once_in_any_order(writers: list[Any], seed: int) -> None:
    chance = random.Random(seed)
    last, written, seen = now(), set(), []
    waiting: dict[int, list[str]] = {number: [] for number in range(len(writers))}
    for step in range(120):
        number = chance.randrange(len(writers))
        act = chance.random()
        if act < 0.5:
            writers[number].execute(INSERT, [f"t{step}"])
            waiting[number].append(f"t{step}")
        elif act < 0.7:
            writers[number].commit()
            written |= set(waiting[number])
            waiting[number] = []
        elif act < 0.75:
            writers[number].rollback()
            waiting[number] = []
        else:
            last, tags = read(last)
            seen += tags
    for number, writer in enumerate(writers):
        writer.commit()
        written |= set(waiting[number])
    seen += read(last)[1]
    assert sorted(seen) == sorted(written)


def test_a_snapshot_knows_what_it_has_seen(writers: list[Any]) -> None:
    ((mine,),) = writers[0].execute("SELECT pg_current_xact_id()::text").fetchall()
    running = now()
    assert not running.has_seen(int(mine))
    writers[0].commit()
    assert now().has_seen(int(mine))
    assert not now().has_seen(int(mine) + 10_000)


def test_snapshots_are_read_as_postgresql_writes_them() -> None:
    seen = Snapshot("10:20:12,15")
    assert [number for number in range(8, 22) if seen.has_seen(number)] == [
        8,
        9,
        10,
        11,
        13,
        14,
        16,
        17,
        18,
        19,
    ]
    assert Snapshot("7:7:").has_seen(6)
    assert not Snapshot("7:7:").has_seen(7)
