"""Searching a community."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.communities.requests import CommunityRequest
from palabre.people.counts import limited
from palabre.portal.narrowing import Narrowed, narrowed, untold
from palabre.portal.queries import choices
from palabre.portal.queries import search as searching


@limited("search", gets=True)
@require_safe
def search(request: CommunityRequest) -> HttpResponse:
    """`?q=` narrowed by `kind`, `in` (a language), `city`, `since` and `until`, from `after` (a cursor) on.

    Any words are a question; none are a fault.
    """
    timezone.activate(request.community.time_zone)
    asked = _written(request.GET.get("q", ""))
    languages = choices.languages_found(request.community)
    cities = choices.cities_found(request.community, request.language)
    kinds = searching.kinds_for(request.membership)
    wanted = narrowed(request.GET, kinds=kinds, languages=languages, cities=[city.pk for city in cities])
    context = {
        "asked": asked,
        "wanted": wanted,
        "untold": untold(request.GET),
        "kinds": kinds,
        "languages_found": languages,
        "cities_found": cities,
        "root": get_script_prefix().rstrip("/"),
        **_results(request, asked, wanted),
    }
    return render(request, "portal/search.html", context)


def _results(request: CommunityRequest, asked: str, wanted: Narrowed) -> dict[str, Any]:
    after = searching.Place.parse(request.GET.get("after", ""))
    results = searching.search(
        request.community, asked, request.language, wanted, after, reader=request.membership
    )
    return {
        "results": results,
        "previous_url": _page(asked, wanted, results.previous),
        "next_url": _page(asked, wanted, results.following),
        "everything_url": f"?{Narrowed().address(q=asked)}" if wanted else "",
    }


def _page(asked: str, wanted: Narrowed, cursor: str | None) -> str:
    return "" if cursor is None else f"?{wanted.address(q=asked, after=cursor)}"


def _written(text: str) -> str:
    """The question without what no keyboard writes and no page may show (NUL and halves of letters)."""
    whole = text.encode("utf-8", "ignore").decode().replace("\0", " ")
    return whole.strip()[: searching.LONGEST]
