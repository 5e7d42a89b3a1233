"""Law 2: one transaction with the action, gapless positions after the commit, identifiers only, no signals."""

from __future__ import annotations

import ast
import threading
from typing import Any

import pytest
from django.db import connection, transaction

from palabre.chronicle import readers
from palabre.chronicle.entries import number, record
from palabre.chronicle.models import Entry, Stumble
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from tests.laws import floors


@pytest.fixture
def cast(live_database: str) -> Cast:
    return Cast()


def positions() -> list[int | None]:
    with tenancy.everywhere(reason="a test looks at all positions"):
        return list(Entry.objects.order_by("id").values_list("position", flat=True))


def test_an_entry_goes_with_its_action(cast: Cast) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), tenancy.community(cast.salon):
        record("test.done", cast.salon)
        raise Undone
    assert "test.done" not in verbs()


def verbs() -> list[str]:
    with tenancy.everywhere(reason="a test looks at all verbs"):
        return list(Entry.objects.values_list("verb", flat=True))


def test_an_entry_committed_late_gets_its_position_after_those_before_it(cast: Cast) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with tenancy.community(cast.salon):
            record("test.slow", cast.salon)
            begun.set()
            go_on.wait(10)
        connection.close()

    worker = threading.Thread(target=slow)
    worker.start()
    assert begun.wait(10)
    with tenancy.community(cast.salon):
        record("test.fast", cast.salon)
    number()
    go_on.set()
    worker.join()
    number()
    with tenancy.everywhere(reason="a test compares positions"):
        by_verb = dict(Entry.objects.filter(verb__startswith="test.").values_list("verb", "position"))
        by_id = list(
            Entry.objects.filter(verb__startswith="test.").order_by("id").values_list("verb", flat=True)
        )
    assert by_id == ["test.slow", "test.fast"]
    assert by_verb["test.fast"] < by_verb["test.slow"]
    numbered = sorted(p for p in positions() if p)
    assert numbered == list(range(1, len(numbered) + 1))


def test_two_numberers_at_once_leave_no_gap_and_no_double(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        for _ in range(60):
            record("test.many", cast.salon)

    def work() -> None:
        for _ in range(6):
            number(most=7)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    number()
    numbered = sorted(p for p in positions() if p is not None)
    assert len(numbered) >= 60
    assert numbered == list(range(1, len(numbered) + 1))


def test_a_reader_reads_each_entry_once_and_a_fault_stops_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def reader(entry: Entry) -> None:
        assert tenancy.current_community_id() == cast.salon.pk
        if entry.verb == "test.bad":
            raise ValueError("cannot read this")
        seen.append(entry.verb)

    monkeypatch.setattr(readers, "_readers", {"test": reader})
    with tenancy.community(cast.salon):
        for verb in ("test.one", "test.bad", "test.two"):
            record(verb, cast.salon)
    readers.pull()
    readers.pull()
    assert seen == ["test.one", "test.two"]
    assert Stumble.objects.count() == 1


def text_in(value: Any) -> bool:
    """Whether an entry's data holds words rather than identifiers and short codes."""
    if isinstance(value, dict):
        return any(text_in(v) for v in value.values())
    if isinstance(value, list):
        return any(text_in(v) for v in value)
    return isinstance(value, str) and (len(value) > 40 or " " in value)


def test_entries_hold_identifiers_never_text(cast: Cast) -> None:
    from datetime import timedelta

    from palabre.dialogues.actions import hosting, speaking
    from palabre.kit import clock

    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        dev, esi = cast.membership("dev", cast.salon), cast.membership("esi", cast.salon)
        made = hosting.open_dialogue(
            community=cast.salon, format="salon", title="A long title that nobody may find in the chronicle",
            language="en", opens_on=today, closes_on=today + timedelta(days=13), by=dev,
        )  # fmt: skip
        speaking.contribute(dialogue=made, text="Words that must not travel.", by=esi, page_language="en")
    with tenancy.everywhere(reason="a test reads every entry"):
        entries = list(Entry.objects.all())
    assert {"dialogues.dialogue_announced", "dialogues.contribution_posted"} <= {e.verb for e in entries}
    assert [e.verb for e in entries if text_in(e.data)] == []


def test_the_reading_of_entries_can_fail() -> None:
    assert text_in({"a": ["Words that must not travel."]})
    assert not text_in({"dialogue": 12, "language": "fr", "kind": "dialogues.contribution"})


def signals_in(source: str) -> bool:
    """Whether a file sends, receives or defines a Django signal."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("django.dispatch", "django.db.models.signals")
        ):
            return True
    return False


def test_nobody_listens_to_signals() -> None:
    users = [p for room in floors.FLOOR_OF for p in floors.sources(room) if signals_in(p.read_text())]
    assert users == []


def test_the_reading_for_signals_can_fail() -> None:
    assert signals_in("from django.db.models.signals import post_save")


def test_an_action_without_its_transaction_would_leave_nothing(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), tenancy.community(cast.salon):
        record("test.never", cast.salon)
        raise ZeroDivisionError
    assert "test.never" not in verbs()
