"""Law 2: one transaction with the action, gapless positions after the commit, identifiers only, no signals."""

from __future__ import annotations

import ast
import threading
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils.dateparse import parse_date

from palabre.chronicle import readers
from palabre.chronicle.entries import CODES, number, record
from palabre.chronicle.models import Entry, Stumble
from palabre.communities.models import Role
from palabre.kit import tenancy
from palabre.kit.fields import Words
from palabre.kit.languages import is_known
from palabre.kit.testing.cast import Cast
from palabre.moderation.models import Holds
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


def vocabulary() -> set[str]:
    """Every code of ours: the choices of all fields, the kinds of rows, what texts are held for."""
    models = apps.get_models()
    choices = {
        str(value) for m in models for f in m._meta.get_fields() for value, _ in getattr(f, "flatchoices", ())
    }
    return (
        choices
        | {m._meta.label_lower for m in models}
        | {f.name for f in Holds._meta.fields}
        | set(Role.values)
    )


def words_in(value: Any, known: set[str]) -> list[str]:
    """What an entry's data holds beside numbers, codes of ours, languages and days."""
    if isinstance(value, dict | list):
        return [
            word
            for one in (value.values() if isinstance(value, dict) else value)
            for word in words_in(one, known)
        ]
    if not isinstance(value, str) or value in known or is_known(value) or parse_date(value):
        return []
    return [value]


def test_entries_hold_identifiers_never_text(demo: str) -> None:
    with tenancy.everywhere(reason="a test reads every entry"):
        entries = list(Entry.objects.all())
    assert len({entry.verb for entry in entries}) > 40
    known = vocabulary()
    assert {entry.verb: found for entry in entries if (found := words_in(entry.data, known))} == {}


def test_the_reading_of_entries_can_fail() -> None:
    known = vocabulary()
    assert words_in({"a": ["Words that must not travel."], "state": "water"}, known)
    assert not words_in({"dialogue": 12, "language": "fr", "kind": "dialogues.contribution"}, known)


@pytest.mark.parametrize(
    "text", [{"title": "water"}, {"state": "Words that must not travel."}, {"roles": ["a b"]}, {"at": [{}]}]
)
def test_an_entry_with_text_in_it_is_refused(cast: Cast, text: dict[str, Any]) -> None:
    with tenancy.community(cast.salon), pytest.raises(ValueError, match="never text"):
        record("test.wordy", cast.salon, **text)
    assert "test.wordy" not in verbs()


def texts_recorded(source: str) -> list[str]:
    """What the calls of `record` in a file are given under the name of a text: fields of words, names, addresses."""
    words = {f.name for m in apps.get_models() for f in m._meta.local_fields if isinstance(f, Words)} - CODES
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "record":
            for keyword in call.keywords:
                inside = list(ast.walk(keyword.value))
                owners = {id(node.value) for node in inside if isinstance(node, ast.Attribute)}
                for node in (node for node in inside if id(node) not in owners):
                    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
                    if name in words | {"name", "email"}:
                        found.append(f"{keyword.arg}: {name}")
    return found


def test_no_action_writes_a_text_into_its_entry() -> None:
    calls, found = 0, {}
    for path in (path for room in floors.FLOOR_OF for path in floors.sources(room)):
        source = path.read_text()
        calls += source.count("record(")
        if texts := texts_recorded(source):
            found[path.name] = texts
    assert calls > 60
    assert found == {}


def test_the_reading_of_calls_can_fail() -> None:
    assert texts_recorded('record("x", made, by=by, state=made.title)') == ["state: title"]
    assert texts_recorded('record("x", made, by=by, was=text, kind=str(by.person.email))') == [
        "was: text",
        "kind: email",
    ]
    assert texts_recorded('record("x", made, by=by, dialogue=made.pk, language=language)') == []


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
