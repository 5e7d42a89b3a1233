"""Headers every page leaves with: what a browser may run and load, and who may keep a copy."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]


class DeliveryMiddleware:
    """Content-Security-Policy without `unsafe-inline`: a page's own style is allowed by its hash."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then say what the page may do."""
        response = self.get_response(request)
        hashes = " ".join(f"'{digest}'" for digest in getattr(request, "style_hashes", ()))
        scripts = getattr(request, "script_sources", "") or "'none'"
        frames = getattr(request, "frame_sources", "") or "'none'"
        response.headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; style-src {hashes or chr(39) + 'none' + chr(39)}; img-src 'self' data:; "
            f"media-src 'self'; font-src 'none'; script-src {scripts}; connect-src 'self'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; "
            f"frame-src {frames}",
        )
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response
