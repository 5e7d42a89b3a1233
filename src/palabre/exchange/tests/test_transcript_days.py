"""The day on which a text was held: read, given, or asked for with a sentence that says why."""

from __future__ import annotations

import datetime

import pytest

from palabre.exchange.transcripts.parsing import parse
from palabre.exchange.transcripts.shape import TranscriptError

TEXT = "# {day} The tap\n\n### Esi:\nIt is dry again today, and nobody knows why.\n"


def told(day: str, **more: object) -> str:
    with pytest.raises(TranscriptError) as refused:
        parse(TEXT.format(day=day), filename="tap.md", language="en", **more)  # type: ignore[arg-type]
    return str(refused.value)


def test_a_day_to_come_is_refused() -> None:
    assert "2099-03-07 is still to come" in told("2099-03-07")
    assert "is still to come" in told("", date=datetime.date(2099, 3, 7))


def test_a_day_of_no_calendar_is_named() -> None:
    assert "There is no 2026-02-31 in any calendar." in told("2026-02-31")


def test_without_any_day_it_says_how_to_give_one() -> None:
    assert "has a date. Say on which day it was held, with this file alone: --date" in told("")
