"""Which browser this is, on this host, before and after signing in."""

from __future__ import annotations

import hashlib
import secrets

from django.http import HttpRequest
from django.http.request import split_domain_port

KEY = "palabre_browser"


def host_of(request: HttpRequest) -> str:
    """The name of the host asked for, in lower case and without its port."""
    return split_domain_port(request.get_host())[0]


def known_browser(request: HttpRequest) -> str | None:
    """The identifier given to this browser on this host, or None where it has none yet."""
    found = request.session.get(KEY)
    return str(found) if found else None


def browser(request: HttpRequest) -> str:
    """The identifier of this browser on this host; one is given where it has none.

    It lies in the session, on our side, so it is bound to the host as the session is, and survives signing in.
    """
    found = known_browser(request)
    if found is None:
        found = secrets.token_urlsafe(24)
        request.session[KEY] = found
    return found


def digest(secret: str) -> str:
    """How a secret lies in a table: who reads the table cannot use it (SHA-256, for secrets of 128 bits or more)."""
    return hashlib.sha256(secret.encode()).hexdigest()
