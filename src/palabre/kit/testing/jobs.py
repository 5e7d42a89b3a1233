"""Running the jobs that were deferred, as the worker would: with no ambient community, each on its own."""

from __future__ import annotations

from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from palabre.kit import tenancy


def waiting(name: str = "") -> list[dict[str, Any]]:
    """The arguments of the jobs that wait, oldest first; those of one name, or all."""
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return [job.args for job in (jobs.filter(task_name=name) if name else jobs)]


def run_jobs(rounds: int = 10) -> int:
    """Run what waits, and what that defers in turn; returns how many ran. What a job raises is raised."""
    ran = 0
    for _round in range(rounds):
        jobs = list(ProcrastinateJob.objects.filter(status="todo").order_by("id"))
        if not jobs:
            break
        for job in jobs:
            _forget(job.pk)
            assert tenancy.scope() is None, "a job must not find a community it did not bring"
            app.tasks[job.task_name](**job.args)
            ran += 1
    return ran


def _forget(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [pk])
