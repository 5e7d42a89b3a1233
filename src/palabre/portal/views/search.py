"""Searching a community."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.views.decorators.http import require_safe

from palabre.communities.requests import CommunityRequest
from palabre.portal.index import SOURCES
from palabre.portal.queries import search as searching


@require_safe
def search(request: CommunityRequest) -> HttpResponse:
    """`?q=` with, where named, `kind`, `in` (a language) and `page`. Any words are a question; none are a fault."""
    asked = request.GET.get("q", "").strip()[: searching.LONGEST]
    languages = searching.languages_found(request.community)
    kind, only = request.GET.get("kind", ""), request.GET.get("in", "")
    kind, only = kind if kind in SOURCES else "", only if only in languages else ""
    results = searching.search(
        request.community, asked, request.language, kind=kind, only=only, page=_page(request)
    )
    context = {
        "asked": asked,
        "kind": kind,
        "only": only,
        "kinds": list(SOURCES),
        "languages_found": languages,
        "results": results,
        "root": get_script_prefix().rstrip("/"),
        "again": urlencode(
            {name: value for name, value in (("q", asked), ("kind", kind), ("in", only)) if value}
        ),
    }
    return render(request, "portal/search.html", context)


def _page(request: CommunityRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
