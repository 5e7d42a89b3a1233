"""Dates, times and numbers in plain words of the reader's language and in its own digits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time, format_timedelta
from babel.numbers import format_decimal

from palabre.kit.languages import digits, locale_of

# How a span is said where a dash would be read as minus or not at all. All of these write the day first.
_SPANS: Final = {
    "en": "{} to {}",
    "fr": "du {} au {}",
    "es": "del {} al {}",
    "pt": "de {} a {}",
    "ar": "من {} إلى {}",
    "bn": "{} থেকে {}",
    "id": "{} sampai {}",
}
# Where CLDR's own pattern for a span reads well; in many others it is untested ("18 – 1 Des 2026") and both
# days are written in full instead.
_CLDR_SPANS: Final = frozenset({"zh-Hant", "zh-Hans", "ja", "ko", "fa"})
# CLDR's pattern for Yoruba loses the zero of a minute.
_CLOCKS: Final = {"yo": "HH:mm"}
_RECENT: Final = timedelta(days=7)
_ONE_MINUTE: Final = timedelta(minutes=1)
# Weekday and day without a year, in full words: CLDR has no such pattern, only ones that shorten the weekday.
_WEEKDAY: Final = {
    "en": "EEEE d MMMM",
    "fr": "EEEE d MMMM",
    "es": "EEEE d 'de' MMMM",
    "pt": "EEEE, d 'de' MMMM",
    "ar": "EEEE، d MMMM",
    "bn": "EEEE, d MMMM",
    "id": "EEEE, d MMMM",
    "zh-Hant": "M月d日 EEEE",
    "zh-Hans": "M月d日EEEE",
}


def day(when: date, lang: str) -> str:
    """A day in full words: "18 November 2026"."""
    return digits(_first(when, format_date(when, "long", locale=locale_of(lang)), lang), lang)


def month(when: date, lang: str) -> str:
    """A month with its year: "November 2026"."""
    return digits(format_skeleton("yMMMM", when, locale=locale_of(lang)), lang)


def weekday_day(when: date, lang: str) -> str:
    """A day with its weekday, for something near: "Wednesday 18 November".

    Without a year in the interface languages and Chinese, with it in others.
    """
    said = format_date(when, _WEEKDAY.get(lang, "full"), locale=locale_of(lang))
    return digits(_first(when, said, lang), lang)


def day_range(start: date, end: date, lang: str) -> str:
    """A span of days, both included, saying once what both share: "18 November to 1 December 2026".

    Raises ValueError when it ends before it starts.
    """
    if end < start:
        raise ValueError("a span of days cannot end before it starts")
    if start == end:
        return day(start, lang)
    if lang in _SPANS:
        return _SPANS[lang].format(_opening(start, end, lang), day(end, lang))
    if lang in _CLDR_SPANS:
        return digits(format_interval(start, end, "yMMMMd", locale=locale_of(lang)), lang)
    return f"{day(start, lang)} – {day(end, lang)}"


def clock(when: datetime, tz: str, lang: str) -> str:
    """The time of an aware moment in a time zone (an IANA name), as the language writes it: "15:05"."""
    local = when.astimezone(ZoneInfo(tz))
    return digits(format_time(local.time(), _CLOCKS.get(lang, "short"), locale=locale_of(lang)), lang)


def ago(when: datetime, now: datetime, lang: str) -> str:
    """How long ago (or until) in words for a week; the day itself beyond, or where no such words exist.

    The day is the one of `now`'s time zone. Less than a minute is said as one minute.
    """
    apart = when - now
    local = when.astimezone(now.tzinfo).date()
    if abs(apart) >= _RECENT:
        return day(local, lang)
    if abs(apart) < _ONE_MINUTE:
        apart = -_ONE_MINUTE
    said = _relative(apart, locale_of(lang))
    return digits(said, lang) if said != _relative(apart, Locale.parse("root")) else day(local, lang)


def number(n: float, lang: str) -> str:
    """A number with the language's grouping, decimal sign and digits."""
    system = "arab" if lang == "ar" else "default"
    return digits(format_decimal(n, locale=locale_of(lang), numbering_system=system), lang)


def day_of(start: date, end: date, today: date) -> tuple[int, int] | None:
    """Which day of how many today is, both counted from 1 ("day 4 of 14"); None outside the span."""
    if not start <= today <= end:
        return None
    return (today - start).days + 1, (end - start).days + 1


def _relative(apart: timedelta, locale: Locale) -> str:
    return format_timedelta(apart, add_direction=True, threshold=1, locale=locale)


def _opening(start: date, end: date, lang: str) -> str:
    if start.year != end.year:
        return day(start, lang)
    if start.month != end.month:
        said = format_skeleton("MMMMd", start, locale=locale_of(lang))
        return digits(_first(start, said, lang), lang)
    return digits("1er" if lang == "fr" and start.day == 1 else str(start.day), lang)


def _first(when: date, said: str, lang: str) -> str:
    """French says "1er" for the first of a month; CLDR's patterns do not know it."""
    return said.replace("1 ", "1er ", 1) if lang == "fr" and when.day == 1 else said
