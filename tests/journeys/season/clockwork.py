"""The clock of a salon's two weeks, and its worker: every timer of the installation, the chronicle, the jobs."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from procrastinate.contrib.django import app

from palabre.chronicle import readers
from palabre.kit import clock
from palabre.kit.testing.jobs import run_jobs

ZONE = "Europe/Paris"
OPENS = date(2027, 3, 22)
"""A Monday; in the night before the seventh day, a Sunday, clocks in Paris go from two to three."""
CLOSES = OPENS + timedelta(days=13)
# It looks after jobs of killed workers, and wants the worker's own connection.
NOT_A_TIMER = "config.take_up_stalled"


def day(number: int) -> date:
    """The day of this number, counted from 1."""
    return OPENS + timedelta(days=number - 1)


class Clockwork:
    """Where the clock of this process stands, moved by wall time in the community's zone."""

    def __init__(self, stack: ExitStack) -> None:
        self._moved = stack.enter_context(ExitStack())

    def set(self, number: int, hour: int, minute: int = 0) -> None:
        """Go to a time of day on a day of the salon, forwards or back."""
        self._moved.close()
        wanted = datetime.combine(day(number), time(hour, minute), ZoneInfo(ZONE))
        self._moved.enter_context(clock.moved(wanted - clock.now()))

    def shift(self, by: timedelta) -> None:
        """Move it by so much from where it stands."""
        self._moved.enter_context(clock.moved(by))


def work() -> None:
    """A round of the worker: each timer once, then what is to be told, then the jobs that come of both."""
    for periodic in app.periodic_registry.periodic_tasks.values():
        if periodic.task.name != NOT_A_TIMER:
            periodic.task(timestamp=0)
    for _round in range(2):
        readers.pull()
        run_jobs()
