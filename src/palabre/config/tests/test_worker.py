"""The worker as it really runs: a process of its own, as the app role, stopped by SIGTERM."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from palabre.chronicle.entries import record
from palabre.chronicle.models import Bookmark
from palabre.kit import clock, tenancy
from palabre.kit.models import Heartbeat
from palabre.kit.testing.cast import Cast
from palabre.mail.delivery import deliver
from palabre.mail.models import Message
from tests.support.databases import Cluster

PATIENCE = 40.0


@pytest.fixture
def environment(live_database: str, cluster: Cluster, tmp_path: Any) -> dict[str, str]:
    return cluster.environment(live_database, PALABRE_DATA=str(tmp_path), PALABRE_DEMO="1")


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "palabre", "worker", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def until(true: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, (process.stdout.read() if process.stdout else b"").decode()
        assert time.monotonic() < deadline, "the worker did not do it in time"
        time.sleep(0.2)


def queued(community: Any, to: str) -> Message:
    with tenancy.community(community):
        message = Message.objects.create(
            community_id=community.pk,
            kind="notice",
            once="1",
            to=to,
            sender="x <x@localhost>",
            language="en",
            subject="Hello",
            text="Hello",
            html="<p>Hello</p>",
            queued_at=clock.now(),
        )
        deliver.defer(community_id=community.pk, message_id=message.pk)
    return message


def state_of(message: Message) -> str:
    with tenancy.everywhere(reason="test"):
        message.refresh_from_db()
    return message.state


def ended_cleanly(process: subprocess.Popen[bytes]) -> str:
    process.send_signal(signal.SIGTERM)
    output, _none = process.communicate(timeout=30)
    assert process.returncode in (0, 130), output.decode()
    return output.decode()


@pytest.mark.drill
def test_it_delivers_reads_the_chronicle_beats_and_stops_when_told(environment: dict[str, str]) -> None:
    cast = Cast()
    first = queued(cast.salon, "esi@example.org")
    process = start(environment)
    try:
        until(lambda: state_of(first) == "sent", process)
        until(lambda: Heartbeat.objects.filter(name="worker").exists(), process)
        second = queued(cast.circle, "sam@example.org")
        with tenancy.community(cast.salon):
            record("test.happened", cast.salon)
        until(lambda: state_of(second) == "sent", process)
        until(lambda: Bookmark.objects.filter(reader="letters", position__gte=1).exists(), process)
        output = ended_cleanly(process)
    finally:
        process.kill()
    assert "Traceback" not in output


@pytest.mark.drill
def test_a_job_whose_worker_was_killed_is_done_again_and_a_mail_not_twice(
    environment: dict[str, str],
) -> None:
    cast = Cast()
    message = queued(cast.salon, "esi@example.org")
    with tenancy.community(cast.salon):
        Message.objects.filter(pk=message.pk).update(attempted_at=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")  # by a worker that is no more
    from asgiref.sync import async_to_sync
    from procrastinate.contrib.django import app

    stalled = async_to_sync(app.job_manager.get_stalled_jobs)()
    assert [job.task_name for job in stalled] == ["mail.deliver"]
    for job in stalled:
        async_to_sync(app.job_manager.retry_job)(job)
    process = start(environment, "--once")
    output, _none = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, output.decode()
    assert state_of(message) == "failed"
    assert message.trouble.startswith("Stopped in the middle")


@pytest.mark.drill
def test_many_jobs_share_few_connections(environment: dict[str, str], live_database: str) -> None:
    cast = Cast()
    batch = [queued(cast.salon, f"reader{n}@example.org") for n in range(60)]
    before = sessions(live_database)
    process = start(environment, "--once")
    output, _none = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, output.decode()
    assert {state_of(message) for message in batch} == {"sent"}
    time.sleep(1.5)  # the server counts a session a moment after it ended
    assert sessions(live_database) - before < 20


def sessions(database: str) -> int:
    """How many connections the server has seen to a database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sessions FROM pg_stat_database WHERE datname = %s", [database])
        return int(cursor.fetchone()[0])
