"""Pages of figures: coverage, the funder's view, and the lists behind every figure."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.communities.queries import funders_of
from palabre.communities.requests import CommunityRequest
from palabre.insights import asked, periods, rules
from palabre.insights.queries import lists
from palabre.insights.queries.coverage import coverage as covered
from palabre.insights.queries.report import first_answers, report
from palabre.kit import clock
from palabre.kit.languages import interface_for


@require_safe
def coverage(request: CommunityRequest) -> HttpResponse:
    """Expected against delivered, for those who plan the stories and those who pay for them."""
    if not rules.may_see_coverage(request.membership):
        raise Http404
    timezone.activate(request.community.time_zone)
    context = {
        "coverage": covered(request.community, interface_for(request.language)),
        "may_ask": rules.may_ask(request.membership),
    }
    return render(request, "insights/coverage.html", context)


@require_safe
def funder(request: CommunityRequest) -> HttpResponse:
    """Promised against delivered, who was heard, what came of it; a document one can hand over."""
    if not rules.may_see_funder(request.membership):
        raise Http404
    timezone.activate(request.community.time_zone)
    agreed, every = asked.engagement(request)
    if agreed is None:
        return render(request, "insights/nothing_agreed.html")
    period = asked.period(request, agreed)
    today = clock.today(request.community.time_zone)
    context = {
        "report": report(agreed, period, interface_for(request.language), today),
        "funders": funders_of(request.community),
        "choices": _choices(agreed, every, period, today),
        "fewest": rules.FEWEST,
        "limit": rules.FIRST_ANSWER_HOURS,
    }
    return render(request, "insights/funder.html", context)


@require_safe
def listed(request: CommunityRequest, kind: str) -> HttpResponse:
    """Exactly what a figure counts."""
    if not rules.may_see_coverage(request.membership) or kind not in lists.KINDS:
        raise Http404
    if kind in asked.FUNDERS and not rules.may_see_funder(request.membership):
        raise Http404
    timezone.activate(request.community.time_zone)
    wanted = asked.wanted(request)
    asked.check_narrowed(kind, wanted)
    page = lists.page(lists.KINDS[kind], wanted, asked.before(request))
    query = {name: value for name, value in request.GET.items() if name != "before"}
    context = {
        "kind": kind,
        "title": lists.KINDS[kind].title,
        "wanted": wanted,
        "place": lists.place_of(wanted),
        "page": page,
        "first": first_answers(wanted) if kind == "first-voices" else None,
        "fewest": rules.FEWEST,
        "next_url": f"?{urlencode(query | {'before': page.before})}" if page.before else "",
        "back_url": reverse(
            "insights_funder" if rules.may_see_funder(request.membership) else "insights_coverage"
        ),
    }
    return render(request, "insights/list.html", context)


def _choices(agreed: Any, every: list[Any], period: periods.Period, today: Any) -> dict[str, Any]:
    """Addresses of the other periods: [(quarter, address, current)], and of the other engagements."""
    address = reverse("insights_funder")
    begun = [one for one in periods.quarters(agreed.starts, agreed.ends, "UTC") if one.first <= today]
    named = {"engagement": agreed.slug}
    return {
        "whole": (f"{address}?{urlencode(named)}", not period.quarter),
        "quarters": [
            (one, f"{address}?{urlencode(named | {'quarter': one.quarter})}", one.quarter == period.quarter)
            for one in begun
        ],
        "engagements": [
            (one, f"{address}?{urlencode({'engagement': one.slug})}") for one in every if one != agreed
        ],
    }
