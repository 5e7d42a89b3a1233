"""What time it is, for everything that decides by the clock, so that a test can move it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from palabre.kit import shown

# Seconds by which a server started for a test or a rehearsal lives ahead of the wall clock.
_offset = timedelta(seconds=float(os.environ.get("PALABRE_CLOCK_AHEAD", "0")))


def now() -> datetime:
    """The present moment, aware, in UTC. A page that asks for it is not kept: use `now_until` where it may be."""
    if (note := shown.note()) is not None:
        note.must_not_be_kept("it asked for the present moment")
    return _now()


def now_until(ask: Callable[[], datetime | None]) -> datetime:
    """The present moment, to compare with what is due; `ask` tells the next moment that will be due, None if none."""
    if (note := shown.note()) is not None:
        note.changes_when(ask)
    return _now()


def seconds() -> float:
    """The present moment in seconds since the epoch."""
    return time.time() + _offset.total_seconds()


def today(time_zone: str) -> date:
    """The present day in a time zone (an IANA name)."""
    zone = ZoneInfo(time_zone)
    day = _now().astimezone(zone).date()
    if (note := shown.note()) is not None:
        note.changes_at(datetime.combine(day + timedelta(days=1), datetime.min.time(), zone))
    return day


def _now() -> datetime:
    return timezone.now() + _offset


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Move the clock of this process for the length of the block."""
    global _offset  # noqa: PLW0603 (the one clock of this process)
    before, _offset = _offset, _offset + by
    try:
        yield
    finally:
        _offset = before
