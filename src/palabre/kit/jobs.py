"""Work done later by the worker: jobs that carry their community, and work that comes round by the clock.

A job is a row: deferred inside a transaction it exists when, and only when, that transaction commits. Declare
jobs in a room's `tasks.py`, or in a module that `tasks.py` imports: those are found when Django starts.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, ParamSpec

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from palabre.kit import tenancy

P = ParamSpec("P")

# Waits of 4, 16, 64, 256 and 1024 seconds: what is down for a quarter of an hour does no harm.
BACK_OFF = RetryStrategy(max_attempts=5, exponential_wait=4)


def within(community_id: int | None) -> AbstractContextManager[None]:
    """Inside a community, or across all for what belongs to the network (None)."""
    if community_id is None:
        return tenancy.everywhere(reason="a job of the network's own")
    return tenancy.community(community_id)


def job(*, name: str, retry: RetryStrategy = BACK_OFF) -> Callable[[Callable[P, None]], Task[P, None, P]]:
    """Declare a job that sees to its transactions itself. Keyword arguments only, plain JSON values."""
    return app.task(name=name, retry=retry)


def community_task(
    *, name: str, retry: RetryStrategy = BACK_OFF
) -> Callable[[Callable[..., None]], Task[..., None, ...]]:
    """Declare a job that runs inside its community, in one transaction.

    Defer it with `task.defer(community_id=..., ...)`; the function itself receives only the other arguments.
    """

    def declare(act: Callable[..., None]) -> Task[..., None, ...]:
        @functools.wraps(act)
        def entered(*, community_id: int | None, **arguments: Any) -> None:
            with within(community_id):
                act(**arguments)

        return app.task(name=name, retry=retry)(entered)

    return declare


def every(cron: str, *, name: str) -> Callable[[Callable[[], object]], Task[Any, None, Any]]:
    """Declare work that comes round by the clock (`"*/5 * * * *"`, in UTC), outside every community.

    The queueing lock keeps one waiting run at most, however long the worker was away.
    """

    def declare(act: Callable[[], object]) -> Task[Any, None, Any]:
        @functools.wraps(act)
        def run(timestamp: int) -> None:
            act()

        return app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(run))

    return declare
