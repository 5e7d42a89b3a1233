"""The script that passkeys cannot do without, and the answer to who tries too often to prove who they are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from palabre.kit import views
from palabre.people import counts

A_MINUTE = 60
"""Seconds: the span of every limit of allauth's that is answered by a page (`ACCOUNT_RATE_LIMITS`)."""

# allauth ships them; served as one file from our own host, since the pages load nothing from elsewhere.
_PARTS = (
    ("allauth.mfa", "static/mfa/js/webauthn-json.js"),
    ("allauth.mfa", "static/mfa/js/webauthn.js"),
    ("allauth.account", "static/account/js/onload.js"),
)


@cache
def _script() -> str:
    # Each part is a call without a semicolon at its end: after it, the next would be called with it.
    return ";\n".join(files(package).joinpath(path).read_text(encoding="utf-8") for package, path in _PARTS)


@require_GET
def passkey_script(request: HttpRequest) -> HttpResponse:
    """What asks the browser for a passkey."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Asked too often of a page of allauth's, which counts for itself: with the time to wait, at most."""
    answer = views.too_many(request, exception, wait=counts.sentence(A_MINUTE))
    answer["Retry-After"] = str(A_MINUTE)
    return answer
