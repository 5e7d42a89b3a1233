"""The pages for what went wrong. Only that for a missing page may ask a table: the database may be what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from palabre.kit.languages import INTERFACE, direction
from palabre.kit.style import csp_hash, sheet

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@dataclass(frozen=True)
class Instead:
    """What a missing page offers instead: where to search, and pages that are there, as (title, language, address)."""

    search: str
    pages: list[tuple[str, str, str]]


_instead: list[Callable[[Any], Instead | None]] = []


def offer_instead(offer: Callable[[Any], Instead | None]) -> None:
    """Let a room above say what a reader finds who came for a page that is not there; the one given last counts."""
    _instead[:] = [offer]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read, or was more than is taken."""
    if isinstance(exception, TOO_LARGE):
        return _plain(request, "413.html", 413)
    return _plain(request, "400.html", 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, and still not allowed."""
    return render(request, "403.html", status=403)


def without_address(request: HttpRequest) -> None:
    """Say that nothing is at this address to be opened, in any language: the page's frame then leads to the front page.

    For a page that is missing, and for the answer of an address that only takes forms.
    """
    request.is_without_address = True  # type: ignore[attr-defined]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing for you: the two look the same."""
    without_address(request)
    instead = _instead[0](request) if _instead and getattr(request, "community", None) else None
    return render(request, "404.html", {"instead": instead}, status=404)


def too_many(request: HttpRequest, exception: Exception | None = None, *, wait: str = "") -> HttpResponse:
    """Asked too often; `wait` says in a sentence when it may be asked again."""
    return _plain(request, "429.html", 429, wait=wait)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault. Said in every language, the reader's first: whatever knows their language may be what broke."""
    # The address says it also where nothing could be found out about its host.
    named = request.path.split("/", 2)[1]
    spoken = named if named in INTERFACE else translation.get_language() or INTERFACE[0]
    others = [(tag, direction(tag)) for tag in INTERFACE if tag != spoken]
    with translation.override(spoken):
        return _plain(request, "500.html", 500, tongues=others)


def _plain(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """A page that asks nothing of anyone: no context processor, no session, no table."""
    request.style_hashes = [csp_hash(sheet())]  # type: ignore[attr-defined]
    return HttpResponse(render_to_string(template, context), status=status)
