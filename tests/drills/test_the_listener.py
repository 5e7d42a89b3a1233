"""The listener's own thread: it hears, its connection is cut, it comes back; and nothing untrue is kept between."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connections

from palabre.kit.delivery.listener import NAME, UNHEARD, Listener
from palabre.kit.delivery.store import Page, Store
from palabre.kit.touching import CHANNEL, TABLE
from tests.support.databases import Cluster, named

pytestmark = pytest.mark.long
TAG = "1/dialogue:1"


@pytest.fixture
def listening(live_database: str) -> Iterator[tuple[Store, Listener]]:
    store = Store()
    listener = Listener(store, dict(connections.settings["default"]))
    listener.start()
    try:
        wait(lambda: store.is_open)
        yield store, listener
    finally:
        listener.stop()


@pytest.fixture
def owner(cluster: Cluster, live_database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(named(cluster.where.superuser_url, live_database), autocommit=True) as opened:
        yield opened


def wait(until: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)


def keep(store: Store) -> None:
    page = Page(headers=[], bodies={"gzip": b"x"}, mark="m", tags=frozenset({TAG}), until=math.inf)
    assert store.keep(("a",), page, store.begin())


def test_a_change_is_heard_at_once(listening: tuple[Store, Listener], owner: psycopg.Connection) -> None:
    store, _listener = listening
    keep(store)
    owner.execute(f"INSERT INTO {TABLE} (tag) VALUES (%s)", [TAG])
    owner.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    wait(lambda: len(store) == 0)


def test_a_change_is_found_although_nothing_wakes_it(
    listening: tuple[Store, Listener], owner: psycopg.Connection
) -> None:
    store, _listener = listening
    keep(store)
    owner.execute(f"INSERT INTO {TABLE} (tag) VALUES (%s)", [TAG])
    wait(lambda: len(store) == 0)


def test_while_its_connection_is_cut_nothing_is_kept_and_then_it_comes_back(
    listening: tuple[Store, Listener], owner: psycopg.Connection
) -> None:
    store, listener = listening
    keep(store)
    begun = store.begin()
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s AND datname = %s"
    )
    assert owner.execute(cut, [NAME, owner.info.dbname]).rowcount == 1
    wait(lambda: not store.is_open)
    assert len(store) == 0
    owner.execute(f"INSERT INTO {TABLE} (tag) VALUES (%s)", [TAG])
    wait(lambda: store.is_open)
    page = Page(headers=[], bodies={"gzip": b"x"}, mark="m", tags=frozenset({TAG}), until=math.inf)
    assert not store.keep(("a",), page, begun)  # it was begun before the cut
    keep(store)
    (number,) = owner.execute("SELECT pg_current_xact_id()::text").fetchone() or ("0",)
    owner.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    wait(lambda: listener.has_seen(int(number)))


def test_through_a_connection_that_hears_nothing_no_page_is_kept(
    live_database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("palabre.kit.delivery.listener.HEARS_WITHIN", 0.2)
    monkeypatch.setattr("palabre.kit.delivery.listener.LISTEN", "SELECT 1")
    store = Store()
    listener = Listener(store, dict(connections.settings["default"]))
    with caplog.at_level(logging.ERROR):
        listener.start()
        wait(lambda: UNHEARD in caplog.text)
    assert not store.is_open
    listener.stop()
