"""What happened is read once, in the order it was committed, each entry inside its community."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from palabre.chronicle import readers
from palabre.chronicle.entries import number, record
from palabre.chronicle.loop import Loop
from palabre.chronicle.models import Entry, Stumble
from palabre.kit import health, tenancy
from palabre.kit.models import Heartbeat
from palabre.kit.testing.cast import Cast

Heard = list[tuple[str, int | None]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What a reader of this test's own was given: the verb, and the community it stood in."""
    found: Heard = []

    def listen(entry: Entry) -> None:
        if entry.verb == "test.bad":
            raise ValueError("cannot read this")
        scope = tenancy.scope()
        found.append((entry.verb, scope.community_id if scope else None))

    monkeypatch.setattr(readers, "_readers", {"listener": listen})
    return found


@pytest.mark.django_db
def test_each_entry_is_read_once_inside_its_community(heard: Heard) -> None:
    cast = Cast()
    with tenancy.community(cast.salon):
        record("test.one", cast.salon)
    with tenancy.community(cast.circle):
        record("test.two", cast.circle, subject=3, verb=7)
    record("test.three", cast.salon)
    assert readers.pull() == 3
    assert readers.pull() == 0
    assert heard == [("test.one", cast.salon.pk), ("test.two", cast.circle.pk), ("test.three", None)]
    assert readers.behind("listener") == 0


@pytest.mark.django_db
def test_an_entry_nobody_can_read_stops_nobody_and_is_kept_for_the_operator(
    heard: Heard,
) -> None:
    cast = Cast()
    for verb in ("test.one", "test.bad", "test.two"):
        record(verb, cast.salon)
    readers.pull()
    assert [verb for verb, _community in heard] == ["test.one", "test.two"]
    assert "cannot read this" in Stumble.objects.get().reason


@pytest.mark.django_db
def test_an_entry_can_be_neither_changed_nor_deleted_by_the_app() -> None:
    entry = record("test.one", Cast().salon)
    for act in (lambda: Entry.objects.update(verb="test.other"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()
    with tenancy.everywhere(reason="test"):
        entry.refresh_from_db()
    assert entry.verb == "test.one"


def test_what_commits_late_is_read_late_and_not_missed(live_database: str, heard: Heard) -> None:
    cast = Cast()
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record("test.slow", cast.salon)
            begun.set()
            go_on.wait(20)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert begun.wait(20)
    record("test.quick", cast.salon)
    readers.pull()
    assert [verb for verb, _community in heard] == ["test.quick"]
    go_on.set()
    writer.join()
    readers.pull()
    assert [verb for verb, _community in heard] == ["test.quick", "test.slow"]
    assert number() == 0
    with tenancy.everywhere(reason="test"):
        assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == [1, 2]


@pytest.mark.long
def test_two_workers_read_nothing_twice(live_database: str, heard: Heard) -> None:
    cast = Cast()
    for n in range(300):
        record(f"test.{n}", cast.salon)

    def pull() -> None:
        readers.pull()
        connection.close()

    threads = [threading.Thread(target=pull) for _worker in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    readers.pull()
    assert [verb for verb, _community in heard] == [f"test.{n}" for n in range(300)]


@pytest.mark.django_db
def test_a_slow_reader_holds_up_neither_the_others_nor_the_sign_of_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    by_turns: dict[str, readers.Reader] = {
        name: lambda entry, name=name: told.append(f"{name} {entry.verb}")  # type: ignore[misc]
        for name in ("slow", "quick")
    }
    monkeypatch.setattr(readers, "_readers", by_turns)
    monkeypatch.setattr(readers, "LONGEST", -1.0)
    cast = Cast()
    for verb in ("test.one", "test.two"):
        record(verb, cast.salon)
    assert readers.pull(between=lambda: told.append("alive")) == 4
    assert told[:7] == [
        *("alive", "slow test.one", "alive", "quick test.one", "alive"),
        *("slow test.two", "alive"),
    ]
    assert readers.behind("slow") == readers.behind("quick") == 0


def test_the_loop_goes_on_after_a_fault_and_says_it_is_alive(
    live_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter([DatabaseError("away"), None, None])

    def pull(between: Callable[[], None]) -> int:
        fault = next(calls, None)
        if fault:
            raise fault
        between()
        return 0

    monkeypatch.setattr(readers, "pull", pull)
    loop = Loop()
    loop.step()
    assert not Heartbeat.objects.filter(name=health.WORKER).exists()
    loop.step()
    assert Heartbeat.objects.filter(name=health.WORKER).exists()
