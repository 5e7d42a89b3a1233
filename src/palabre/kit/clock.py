"""What time it is, for everything that decides by the clock, so that a test can move it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

# Seconds by which a server started for a test or a rehearsal lives ahead of the wall clock.
_offset = timedelta(seconds=float(os.environ.get("PALABRE_CLOCK_AHEAD", "0")))


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now() + _offset


def today(time_zone: str) -> date:
    """The present day in a time zone (an IANA name)."""
    return now().astimezone(ZoneInfo(time_zone)).date()


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Move the clock of this process for the length of the block."""
    global _offset  # noqa: PLW0603 (the one clock of this process)
    before, _offset = _offset, _offset + by
    try:
        yield
    finally:
        _offset = before
