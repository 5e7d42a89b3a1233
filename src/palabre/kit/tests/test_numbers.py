"""What comes in an address as a number of a row or as a moment, and what only looks like one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from palabre.kit.numbers import LONGEST, moment_of, row_number, typed_code


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * LONGEST, 10**LONGEST - 1)]
)
def test_a_number_is_read(text: str, number: int) -> None:
    assert row_number(text) == number


@pytest.mark.parametrize(
    "text",
    [None, "", "-1", "+1", "1.0", "1e3", " 1", "1_0", "٣", "²", "x", "\0", "9" * (LONGEST + 1), "9" * 5000],
)
def test_what_is_no_number_of_a_row_is_none(text: str | None) -> None:
    assert row_number(text) is None


def test_a_moment_is_read_with_its_offset() -> None:
    assert moment_of("2026-11-27T22:00:00+02:00") == datetime(2026, 11, 27, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "2026-11-27", "2026-11-27T22:00:00", "2026-02-31T00:00:00Z", "9" * 400),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_what_is_no_moment_or_has_none_elsewhere_is_none(text: str) -> None:
    assert moment_of(text) is None


def test_a_code_is_read_in_the_digits_of_any_script_with_what_people_put_between() -> None:
    assert typed_code(" ০৬৭ ٩٠٢ ") == "067902"
    assert typed_code("۱۲-۳۴\u2013۵۶\u200f") == "123456"
    assert typed_code("abcd-efgh-jk२३") == "abcdefghjk23"
    assert typed_code("²½一") == "²½一", "numbers that are no digits stay what they are"
