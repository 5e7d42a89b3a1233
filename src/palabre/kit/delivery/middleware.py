"""Headers every page leaves with: what a browser may run and load, and who may keep a copy."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

REPLACED = "\ufffd"
Handler = Callable[[HttpRequest], HttpResponse]


class AddressMiddleware:
    """What no text can hold is put out of an address before anything reads it, as half a letter is by Django.

    NUL is in no name, number or word of ours, and the database refuses a question that has one in it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace it by the sign for what could not be read; what is then not found is 404."""
        if "\0" in request.path_info:
            request.path_info = request.path_info.replace("\0", REPLACED)
            request.path = request.path.replace("\0", REPLACED)
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\0" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", quote(REPLACED)).replace(
                "\0", quote(REPLACED)
            )
        return self.get_response(request)


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
            # What went wrong for one reader at one moment is kept by nobody.
            kept = "private, no-store" if response.status_code >= 400 else "private, no-cache"
            response.headers["Cache-Control"] = kept
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response
