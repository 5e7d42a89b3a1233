"""The pages for what went wrong. They touch no table: the database may be what is wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from palabre.kit.style import csp_hash, sheet


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read."""
    return _plain(request, "400.html", 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, and still not allowed."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing for you: the two look the same."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    return _plain(request, "500.html", 500)


def _plain(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page that asks nothing of anyone: no context processor, no session, no table."""
    request.style_hashes = [csp_hash(sheet())]  # type: ignore[attr-defined]
    return HttpResponse(render_to_string(template), status=status)
