"""Choosing the language of the pages, remembered by the browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from palabre.communities.languages import split_prefix
from palabre.communities.requests import NetworkRequest
from palabre.communities.views.going import is_path
from palabre.kit.languages import LANGUAGE_COOKIE, own_name

YEAR = 60 * 60 * 24 * 365


@require_http_methods(["GET", "POST"])
def language(request: NetworkRequest) -> HttpResponse:
    """GET offers the community's languages as buttons; POST remembers one and goes back in it."""
    asked = (
        request.POST.get("next")
        or request.GET.get("next")
        or urlsplit(request.headers.get("Referer", "")).path
    )
    path = split_prefix(asked, request.languages)[1] if is_path(asked) else "/"
    wanted = request.POST.get("language", "")
    if request.method == "POST" and wanted in request.languages:
        response = HttpResponseRedirect(f"/{wanted}{path}")
        response.set_cookie(
            LANGUAGE_COOKIE,
            wanted,
            max_age=YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
        return response
    choices = [(tag, own_name(tag), tag == request.language) for tag in request.languages]
    status = 422 if request.method == "POST" else 200
    return render(request, "communities/language.html", {"choices": choices, "next": path}, status=status)
