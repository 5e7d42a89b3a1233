"""What a search is narrowed to, read from an address: what is not on the lists is passed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

# Days outside these are slips of the keyboard, and far from the ends of the calendar.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


@dataclass(frozen=True)
class Narrowed:
    """One kind, language (BCP 47), city (GeoNames) or span of days, both included; "", 0 and None leave all."""

    kind: str = ""
    language: str = ""
    city: int = 0
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self != Narrowed()

    def address(self, **more: str) -> str:
        """The part of an address after its question mark, with `more` before it."""
        days = (day.isoformat() if day else "" for day in (self.since, self.until))
        named = zip(FIELDS, (self.kind, self.language, str(self.city or ""), *days), strict=True)
        return urlencode([pair for pair in (*more.items(), *named) if pair[1]])

    def moments(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """From the first midnight up to, and without, the one after the last day, in a time zone."""
        there = ZoneInfo(zone)
        since = datetime.combine(self.since, time(), there) if self.since else None
        before = datetime.combine(self.until + timedelta(days=1), time(), there) if self.until else None
        return since, before


FIELDS: Final = ("kind", "in", "city", "since", "until")


def narrowed(
    asked: Mapping[str, str], *, kinds: Collection[str], languages: Collection[str], cities: Collection[int]
) -> Narrowed:
    """Read `kind`, `in`, `city`, `since` and `until`; days that stand the wrong way round are turned."""
    kind, language, city, since, until = (asked.get(field, "") for field in FIELDS)
    days = [_day(since), _day(until)]
    if days[0] and days[1] and days[0] > days[1]:
        days.reverse()
    return Narrowed(
        kind=kind if kind in kinds else "",
        language=language if language in languages else "",
        city=next((number for number in cities if str(number) == city), 0),
        since=days[0],
        until=days[1],
    )


def untold(asked: Mapping[str, str]) -> str:
    """What became of days that were not taken as they were written: "unread", "turned", or "" where all is well."""
    written = [asked.get(field, "").strip() for field in ("since", "until")]
    days = [_day(text) for text in written]
    if any(text and day is None for text, day in zip(written, days, strict=True)):
        return "unread"
    return "turned" if days[0] and days[1] and days[0] > days[1] else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
