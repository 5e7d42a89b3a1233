"""A figure on a page: always a link to what it counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from palabre.insights.periods import Period
from palabre.insights.queries import lists
from palabre.insights.queries.figures import Figure
from palabre.insights.rules import FEWEST
from palabre.kit import moments
from palabre.kit.languages import DEFAULT, digits, locale_of

register = template.Library()
HOURS_TOLD: Final = 72
"""Beyond so many hours a wait is told in days."""


@register.simple_tag
def figure(counted: Figure) -> SafeString:
    """A number in the reader's digits, leading to the list of what it counts."""
    return format_html(
        '<a href="{}">{}</a>', counted.url, moments.number(counted.number, get_language() or DEFAULT)
    )


@register.filter
def month(day: date) -> str:
    """The name of a day's month: "November"."""
    return _said(day, "LLLL")


@register.filter
def labelled(cells: Sequence[Any], windows: Sequence[Period]) -> list[tuple[Any, str]]:
    """Each cell with the name of its month; the first, the last 30 days, has none of its own."""
    names = ["", *(month(window.first) for window in windows[1:])]
    return list(zip(cells, names, strict=True))


@register.filter
def quarter(day: date) -> str:
    """The quarter of the year a day lies in: "4th quarter 2026"."""
    return _said(day, "QQQQ y")


def _said(day: date, pattern: str) -> str:
    lang = get_language() or DEFAULT
    return digits(format_date(day, pattern, locale=locale_of(lang)), lang)


@register.filter
def year(number: int) -> str:
    """A year in the reader's digits, without a thousands separator."""
    return digits(str(number), get_language() or DEFAULT)


@register.simple_tag
def people(counted: Figure) -> SafeString:
    """How many people, in fives, leading to where it is said why they are not listed."""
    return format_html('<a href="{}">{}</a>', counted.url, in_fives(counted.number))


@register.filter
def promise_name(promise: str) -> str:
    """What a promise is of, as the funder's view calls it."""
    return str(lists.KINDS[promise].title)


@register.filter
def lasting(hours: float) -> str:
    """How long something took: "5 hours" up to three days, whole days beyond."""
    lang = get_language() or DEFAULT
    if hours > HOURS_TOLD:
        days = int(hours // 24)
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": moments.number(days, lang)}
    many = math.ceil(hours)
    return ngettext("%(n)s hour", "%(n)s hours", many) % {"n": moments.number(hours, lang)}


@register.filter
def in_fives(rounded: int) -> str:
    """How many people, told in fives (`rules.rounded`): "35 or more", "fewer than 5"."""
    shown = moments.number(rounded or FEWEST, get_language() or DEFAULT)
    sentence = gettext("%(n)s or more") if rounded else gettext("fewer than %(n)s")
    return sentence % {"n": shown}
