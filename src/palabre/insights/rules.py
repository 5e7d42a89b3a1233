"""Who may see which figures, and from where on a figure asks for something to be done."""

from __future__ import annotations

from typing import Any, Final

FIRST_ANSWER_HOURS: Final = 16
"""A first contribution is answered within so many hours (`SEEDS.md`: about 16)."""
FEWEST: Final = 5
"""People are never counted exactly, and never named as fewer than this (see `rounded`)."""
MOST_SHARE: Final = 50
"""Per cent of all voices: one language or city with more than this drowns the others."""
CHECKED_WITHIN_DAYS: Final = 365
"""An initiative nobody has looked after for longer may be over."""
WINDOW_DAYS: Final = 30
"""What "lately" means: the last 30 days, so that the first days of a month show no false gap."""
MOST_OF_A_MONTH: Final = 15
"""Days of a month that must be covered by what was agreed for the month to count."""


def may_see_coverage(membership: Any) -> bool:
    """Those who plan the stories, and those who pay for them."""
    return membership is not None and membership.has("editor", "manager", "funder")


def may_see_funder(membership: Any) -> bool:
    """The funder's officers, and the managers who answer to them."""
    return membership is not None and membership.has("manager", "funder")


def may_ask(membership: Any) -> bool:
    """Editors and managers offer assignments; to anyone else no such link is shown."""
    return membership is not None and membership.has("editor", "manager")


def rounded(people: int) -> int:
    """How many people may be told: the number rounded down to the nearest five, 0 for fewer than five.

    A contribution is public, signed and listed, so contributions are counted exactly. Who is behind them is not:
    how many different accounts spoke in a language or from a city could tell that two names are one person, or who
    the only voice of a city is. Fewer than five are therefore told as "fewer than 5"; and because two exact reports
    of different periods or groups could be subtracted from one another, no other number of people is exact either:
    any difference of two of them is a multiple of five and says nothing of any one person (`THREATS.md`, 23).
    """
    return people - people % FEWEST
