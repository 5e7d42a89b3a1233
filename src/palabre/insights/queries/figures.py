"""A figure with the address of the list it counts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from palabre.insights.periods import Period


@dataclass(frozen=True)
class Figure:
    """A count, and where everything it counts is listed."""

    number: int
    url: str


def address(kind: str, period: Period, **filters: object) -> str:
    """Where a list stands: `kind` is one of `lists.KINDS`; filters that are "" or None are left out."""
    asked = {name: value for name, value in filters.items() if value not in ("", None)}
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return f"{reverse('insights_list', args=[kind])}?{urlencode(days | asked)}"


def figure(number: int, kind: str, period: Period, **filters: object) -> Figure:
    """A count of what the list of this kind shows."""
    return Figure(number, address(kind, period, **filters))
