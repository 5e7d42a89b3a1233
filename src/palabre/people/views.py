"""The one script the house has of its own: passkeys cannot be asked for without it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

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
