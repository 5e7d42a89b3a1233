"""Counts are put right while people post and the worker folds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from palabre.dialogues.actions.counting import mend_counts
from palabre.dialogues.models import Contribution
from palabre.dialogues.queries.counting import WrongCount, wrong_counts
from palabre.dialogues.queries.reading import total
from palabre.dialogues.tasks import fold_tallies
from palabre.dialogues.tests.conftest import open_salon
from palabre.dialogues.tests.test_counting import say, spoil
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast


class Meanwhile:
    """The salon in a database of the test's own, and others who are at work in it meanwhile."""

    def __init__(self) -> None:
        self.cast = Cast()
        self.salon = open_salon(self.cast)
        self.failed: list[Exception] = []

    def alone(self, work: Callable[[], object]) -> threading.Thread:
        """Do it on another connection."""

        def run() -> None:
            try:
                work()
            except Exception as fault:  # noqa: BLE001 (the test names it)
                self.failed.append(fault)
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def community(self) -> Any:
        return tenancy.community(self.cast.salon)


@pytest.fixture
def meanwhile(live_database: str) -> Meanwhile:
    return Meanwhile()


def test_whoever_posts_meanwhile_neither_waits_nor_is_counted_twice(meanwhile: Meanwhile) -> None:
    posted, go_on = threading.Event(), threading.Event()
    salon = meanwhile.salon

    def post() -> None:
        with meanwhile.community():
            say(salon, meanwhile.cast, "Not yet committed.")
            posted.set()
            assert go_on.wait(30)

    with meanwhile.community():
        spoil(salon, 4)
    poster = meanwhile.alone(post)
    assert posted.wait(30)
    with meanwhile.community():
        assert [(one.kept, one.there) for one in mend_counts()] == [(5, 1)]
        # Mended and not yet committed: others post at once all the same.
        other = meanwhile.alone(lambda: in_community(meanwhile, "Said between.", "farid"))
        other.join(30)
        assert not other.is_alive()
    go_on.set()
    poster.join()
    assert meanwhile.failed == []
    with meanwhile.community():
        assert (wrong_counts(), total(salon)) == ([], 3)


def in_community(meanwhile: Meanwhile, words: str, by: str) -> None:
    with meanwhile.community():
        say(meanwhile.salon, meanwhile.cast, words, by)


def test_posts_folds_and_mendings_at_once_leave_every_count_right(meanwhile: Meanwhile) -> None:
    salon, each = meanwhile.salon, 6
    with meanwhile.community():
        for _delta in range(150):
            spoil(salon, 1)

    def post(by: str) -> None:
        for number in range(each):
            in_community(meanwhile, f"Answer {number}.", by)

    def mend() -> None:
        for _again in range(each):
            with meanwhile.community():
                mend_counts()

    threads = [
        meanwhile.alone(work)
        for work in (partial(post, "esi"), mend, partial(post, "farid"), mend, fold_tallies)
    ]
    for thread in threads:
        thread.join()
    assert meanwhile.failed == []
    with meanwhile.community():
        assert wrong_counts() == []
        assert total(salon) == Contribution.objects.filter(standing="public").count() == 1 + 2 * each


def test_two_mendings_at_once_add_the_difference_once(meanwhile: Meanwhile) -> None:
    found: list[list[WrongCount]] = []

    def mend() -> None:
        with meanwhile.community():
            found.append(mend_counts())

    with meanwhile.community():
        spoil(meanwhile.salon, 4)
    with meanwhile.community():
        assert len(mend_counts()) == 1
        second = meanwhile.alone(mend)
        while second.is_alive() and not somebody_waits():
            second.join(0.01)
    second.join()
    assert (found, meanwhile.failed) == ([[]], [])
    with meanwhile.community():
        assert (wrong_counts(), total(meanwhile.salon)) == ([], 1)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])
