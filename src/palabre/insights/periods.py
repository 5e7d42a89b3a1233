"""Spans of days that figures are asked for: a whole engagement, a quarter of a year, a month, the last 30 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from palabre.insights.rules import MOST_OF_A_MONTH, WINDOW_DAYS


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included, where the community is; `quarter` is "2026-4" or "" for none."""

    first: date
    last: date
    time_zone: str
    quarter: str = ""

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min, ZoneInfo(self.time_zone))

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, ZoneInfo(self.time_zone))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From its first moment to the first one after it."""
        return self.begins, self.ends

    def within(self, first: date, last: date) -> Period | None:
        """The part of it that lies in these days, or None."""
        start, end = max(self.first, first), min(self.last, last)
        return Period(start, end, self.time_zone, self.quarter) if start <= end else None


def month_of(day: date, time_zone: str, back: int = 0) -> Period:
    """The calendar month of a day, or one so many months before."""
    months = day.year * 12 + day.month - 1 - back
    first = date(months // 12, months % 12 + 1, 1)
    following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return Period(first, following - timedelta(days=1), time_zone)


def lately(today: date, time_zone: str) -> Period:
    """The last 30 days, today included."""
    return Period(today - timedelta(days=WINDOW_DAYS - 1), today, time_zone)


def months(first: date, last: date) -> list[Period]:
    """The calendar months these days make, whole: those of which at least 15 days belong to them."""
    found, month = [], month_of(first, "UTC")
    while month.first <= last:
        part = month.within(first, last)
        if part is not None and (part.last - part.first).days + 1 >= MOST_OF_A_MONTH:
            found.append(month)
        month = month_of(month.last + timedelta(days=1), "UTC")
    return found


def months_in(first: date, last: date) -> int:
    """How many calendar months these days make."""
    return len(months(first, last))


def months_over(first: date, last: date, today: date) -> int:
    """How many of the months in these days are over: the present one is not late yet."""
    return months_in(first, min(last, month_of(today, "UTC").first - timedelta(days=1)))


def quarter_of(day: date, time_zone: str) -> Period:
    """The quarter of a year that a day lies in."""
    number = (day.month + 2) // 3
    first = date(day.year, 3 * number - 2, 1)
    last = month_of(first, time_zone, -2).last
    return Period(first, last, time_zone, f"{day.year}-{number}")


def quarters(first: date, last: date, time_zone: str) -> list[Period]:
    """The quarters these days lie in, each only as far as they reach, the earliest first."""
    found, day = [], first
    while day <= last:
        quarter = quarter_of(day, time_zone)
        if part := quarter.within(first, last):
            found.append(part)
        day = quarter.last + timedelta(days=1)
    return found
