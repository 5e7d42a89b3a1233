"""What an agreement promises, taken apart into lines: each with how many it stands for and when it is due.

Conversations are spread evenly over the agreement's months; stories are so many from each city each month; of cities
and languages all are due from the first day. A figure of the funder's view is the sum of such lines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from palabre.insights import periods
from palabre.insights.periods import Period


@dataclass(frozen=True)
class Part:
    """One line of a promise: `many` of it, due on a day (None: from the first day on), `due` once that is over.

    `number` counts conversations from 1; `language` is a promised language.
    """

    what: str
    many: int
    day: date | None = None
    due: bool = True
    number: int = 0
    language: str = ""


def parts(what: str, agreed: Any, period: Period, today: date) -> list[Part]:
    """The lines of one of PROMISES; those of conversations are of the whole agreement whatever the period."""
    return [part for part in PROMISES[what](agreed, period, today) if part.many]


def due(lines: Sequence[Part]) -> list[Part]:
    """Those whose day is over."""
    return [part for part in lines if part.due]


def missing(lines: Sequence[Part], delivered: int, heard: Collection[str] = ()) -> list[Part]:
    """What is due and was not delivered: the earliest promises are kept first, a language where it was `heard`."""
    left, found = delivered, []
    for part in due(lines):
        kept = int(part.language in heard) if part.language else min(left, part.many)
        left -= kept
        if part.many > kept:
            found.append(replace(part, many=part.many - kept))
    return found


def many(lines: Sequence[Part]) -> int:
    """How many they stand for together."""
    return sum(part.many for part in lines)


def _conversations(agreed: Any, _period: Period, today: date) -> list[Part]:
    months = periods.months(agreed.starts, agreed.ends)
    over = periods.months_over(agreed.starts, agreed.ends, today)
    found = []
    for number in range(1, agreed.salons + 1):
        # The month by whose end so many of them are due, rounded up.
        month = -(-number * len(months) // agreed.salons)
        day = months[month - 1].last if months else agreed.ends
        found.append(Part("conversations", 1, day, bool(months) and month <= over, number))
    return found


def _stories(agreed: Any, period: Period, today: date) -> list[Part]:
    over = periods.months_over(period.first, period.last, today)
    each = agreed.stories_per_month * agreed.cities
    months = periods.months(period.first, period.last)
    return [Part("stories", each, month.last, n < over) for n, month in enumerate(months)]


def _cities(agreed: Any, _period: Period, _today: date) -> list[Part]:
    return [Part("cities", agreed.cities)]


def _languages(agreed: Any, _period: Period, _today: date) -> list[Part]:
    return [Part("languages", 1, language=tag) for tag in agreed.languages]


PROMISES: Final[dict[str, Callable[[Any, Period, date], list[Part]]]] = {
    "conversations": _conversations,
    "stories": _stories,
    "cities": _cities,
    "languages": _languages,
}
