"""A form is accepted from our own pages only, without a token in the page.

A token would make every visitor's page different and none of them keepable. Browsers say themselves where a
request comes from: `Sec-Fetch-Site`, else `Origin`, else `Referer` (Filippo Valsorda, "Cross-Site Request Forgery",
2025, and the OWASP cheat sheet's *verifying origin*). A request that changes something and says none of the three is
taken only where it carries no cookie, so that it has nobody's authority to misuse.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Handler = Callable[[HttpRequest], HttpResponse]


def is_ours(request: HttpRequest) -> bool:
    """Whether a request that changes something was sent by one of this host's own pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if said:
        return urlsplit(said).netloc == request.get_host()
    return not request.COOKIES


class SameOriginMiddleware:
    """Refuses what another site's page sends in our reader's name."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what only reads and what is ours."""
        trusted = getattr(request, "_dont_enforce_csrf_checks", False)  # Django's own test client
        if request.method in SAFE or trusted or is_ours(request):
            # Views of libraries that ask for Django's token are answered: the question is settled here.
            request.csrf_processing_done = True  # type: ignore[attr-defined]
            return self.get_response(request)
        from palabre.kit.views import refused

        return refused(request)
