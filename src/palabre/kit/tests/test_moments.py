"""Dates, times and numbers in plain words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit import moments
from palabre.kit.languages import DIGITS, LANGUAGES

NOVEMBER_18, DECEMBER_1 = date(2026, 11, 18), date(2026, 12, 1)
NOON = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "18 November 2026"),
        ("fr", "18 novembre 2026"),
        ("es", "18 de noviembre de 2026"),
        ("ar", "١٨ نوفمبر ٢٠٢٦"),
        ("bn", "১৮ নভেম্বর, ২০২৬"),
        ("zh-Hant", "2026年11月18日"),
    ],
)
def test_a_day_is_said_in_full_words_and_own_digits(lang: str, said: str) -> None:
    assert moments.day(NOVEMBER_18, lang) == said


def test_french_says_premier_and_only_for_the_first() -> None:
    assert moments.day(DECEMBER_1, "fr") == "1er décembre 2026"
    assert moments.weekday_day(DECEMBER_1, "fr") == "mardi 1er décembre"
    assert moments.day(date(2026, 12, 11), "fr") == "11 décembre 2026"
    assert moments.day_range(DECEMBER_1, date(2026, 12, 21), "fr") == "du 1er au 21 décembre 2026"


def test_a_weekday_leaves_out_the_year() -> None:
    assert moments.weekday_day(NOVEMBER_18, "en") == "Wednesday 18 November"
    assert moments.weekday_day(NOVEMBER_18, "pt") == "quarta-feira, 18 de novembro"


@pytest.mark.parametrize(
    ("start", "end", "lang", "said"),
    [
        (NOVEMBER_18, DECEMBER_1, "en", "18 November to 1 December 2026"),
        (date(2026, 3, 3), date(2026, 3, 16), "en", "3 to 16 March 2026"),
        (date(2026, 12, 20), date(2027, 1, 3), "en", "20 December 2026 to 3 January 2027"),
        (NOVEMBER_18, NOVEMBER_18, "en", "18 November 2026"),
        (NOVEMBER_18, DECEMBER_1, "fr", "du 18 novembre au 1er décembre 2026"),
        (NOVEMBER_18, DECEMBER_1, "ar", "من ١٨ نوفمبر إلى ١ ديسمبر ٢٠٢٦"),
        (date(2026, 3, 3), date(2026, 3, 16), "bn", "৩ থেকে ১৬ মার্চ, ২০২৬"),
        (NOVEMBER_18, DECEMBER_1, "zh-Hant", "2026年11月18日至12月1日"),
        (NOVEMBER_18, DECEMBER_1, "sw", "18 Novemba 2026 – 1 Desemba 2026"),
    ],
)
def test_a_span_says_once_what_both_days_share(start: date, end: date, lang: str, said: str) -> None:
    assert moments.day_range(start, end, lang) == said


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        moments.day_range(DECEMBER_1, NOVEMBER_18, "en")


def test_a_clock_shows_the_time_of_the_place() -> None:
    assert moments.clock(NOON, "Asia/Dhaka", "en") == "18:05"
    assert moments.clock(NOON, "Asia/Dhaka", "id") == "18.05"
    assert moments.clock(NOON, "Asia/Amman", "ar") == "٣:٠٥ م"
    assert moments.clock(NOON, "Africa/Lagos", "yo") == "13:05"


def test_the_recent_past_is_said_in_words() -> None:
    assert moments.ago(NOON - timedelta(hours=3), NOON, "en") == "3 hours ago"
    assert moments.ago(NOON - timedelta(days=2), NOON, "bn") == "২ দিন আগে"
    assert moments.ago(NOON - timedelta(seconds=2), NOON, "en") == "1 minute ago"
    assert moments.ago(NOON + timedelta(days=2), NOON, "en") == "in 2 days"


def test_beyond_a_week_the_day_itself_is_said() -> None:
    assert moments.ago(NOON - timedelta(days=30), NOON, "en") == "23 October 2026"


@pytest.mark.parametrize("lang", ["yo", "rw", "ln", "ig", "mg", "ff"])
def test_a_language_without_relative_words_says_the_day(lang: str) -> None:
    assert moments.ago(NOON - timedelta(hours=3), NOON, lang) == moments.day(NOON.date(), lang)


def test_numbers_are_grouped_and_written_as_the_language_does() -> None:
    said = {lang: moments.number(1234567, lang) for lang in ("en", "es", "ar", "bn")}
    assert said == {"en": "1,234,567", "es": "1.234.567", "ar": "١٬٢٣٤٬٥٦٧", "bn": "১২,৩৪,৫৬৭"}
    assert moments.number(0.5, "fr") == "0,5"


def test_days_are_counted_from_one_and_only_while_it_lasts() -> None:
    start, end = date(2026, 3, 3), date(2026, 3, 16)
    counted = [moments.day_of(start, end, start + timedelta(days=shift)) for shift in (-1, 0, 3, 13, 14)]
    assert counted == [None, (1, 14), (4, 14), (14, 14), None]


@pytest.mark.long
@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 800), st.sampled_from(sorted(LANGUAGES)))
def test_every_language_can_say_every_span(start: date, days: int, lang: str) -> None:
    said = moments.day_range(start, start + timedelta(days=days), lang)
    assert said
    assert lang not in DIGITS or not any(digit in said for digit in "0123456789")
