"""Reading what a page of figures is asked for from its address; what makes no sense is a page that does not exist."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import Http404

from palabre.communities.queries import engagements_of
from palabre.communities.requests import CommunityRequest
from palabre.insights import periods
from palabre.insights.periods import Period
from palabre.insights.queries.lists import Wanted
from palabre.insights.queries.promises import PROMISES
from palabre.insights.queries.shares import FIELDS
from palabre.kit import clock
from palabre.kit.languages import interface_for

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NUMBER = re.compile(r"[0-9]{1,18}")
_STATES = ("", "answered", "overdue", "waiting")
_PARTS = ("", "due", "missing")
FUNDERS = ("promised", "people")
"""Lists that stand behind the funder's view alone."""
_CARRIED = {"": None, "yes": True, "no": False}


def engagement(request: CommunityRequest) -> tuple[Any, list[Any]]:
    """The engagement named by its slug, else the present one, else the latest; and all there are."""
    every = engagements_of(request.community)
    today = clock.today(request.community.time_zone)
    slug = request.GET.get("engagement", "")
    named = [one for one in every if one.slug == slug]
    if slug and not named:
        raise Http404
    present = [one for one in every if one.starts <= today <= one.ends]
    return next(iter(named or present or every), None), every


def period(request: CommunityRequest, agreed: Any) -> Period:
    """The quarter named ("2026-4"), as far as it belongs to the engagement; else the whole engagement."""
    zone, quarter = request.community.time_zone, request.GET.get("quarter", "")
    if not quarter:
        return Period(agreed.starts, agreed.ends, zone)
    for one in periods.quarters(agreed.starts, agreed.ends, zone):
        if one.quarter == quarter:
            return one
    raise Http404


def wanted(request: CommunityRequest) -> Wanted:
    """What a list's address asks for; raises Http404 where it does not say which days."""
    ask = request.GET.get
    city, state, carried = ask("city", ""), ask("state", ""), ask("carried", "")
    only = [tag for tag in ask("only", "").split(",") if tag]
    tags = [*only, *([language] if (language := ask("language", "")) else [])]
    well_formed = all(_TAG.fullmatch(tag) for tag in tags) and (
        not city or _NUMBER.fullmatch(city) or city == "none"
    )
    if not well_formed or state not in _STATES or carried not in _CARRIED:
        raise Http404
    promise, part, rest = ask("promise", ""), ask("part", ""), ask("rest", "")
    if promise not in ("", *PROMISES) or part not in _PARTS or rest not in ("", *FIELDS):
        raise Http404
    return Wanted(
        period=_days(ask("first", ""), ask("last", ""), request.community.time_zone),
        today=clock.today(request.community.time_zone),
        reader=interface_for(request.language),
        language=language,
        only=tuple(only),
        city=int(city) if city and city != "none" else None,
        no_city=city == "none",
        carried=_CARRIED[carried],
        state=state,
        rest=rest,
        agreed=engagement(request)[0] if ask("engagement") else None,
        promise=promise,
        part=part,
    )


def check_narrowed(kind: str, found: Wanted) -> None:
    """Raise Http404 where a list is asked for in a way that the funder's view does not ask.

    What was promised belongs to an agreement. People are counted for its whole length or a quarter, all or of one
    language or city: the narrower the days and groups one may choose, the more a rounded number tells.
    """
    if kind not in FUNDERS:
        return
    agreed = found.agreed
    if agreed is None or (kind == "promised") != bool(found.promise):
        raise Http404
    days = (found.period.first, found.period.last)
    whole = [(agreed.starts, agreed.ends)]
    quarters = periods.quarters(agreed.starts, agreed.ends, found.period.time_zone)
    if days not in [*whole, *((one.first, one.last) for one in quarters)]:
        raise Http404
    groups = (found.language, found.city, found.no_city, found.rest)
    if kind == "people" and (sum(map(bool, groups)) > 1 or found.no_city):
        raise Http404


def before(request: CommunityRequest) -> int | None:
    """The row after which a list goes on."""
    text = request.GET.get("before", "")
    return int(text) if _NUMBER.fullmatch(text) else None


def _days(first: str, last: str, zone: str) -> Period:
    try:
        found = Period(date.fromisoformat(first), date.fromisoformat(last), zone)
    except ValueError:
        raise Http404 from None
    if found.first > found.last or not 1900 < found.first.year <= found.last.year < 9000:
        raise Http404
    return found
