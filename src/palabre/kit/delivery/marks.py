"""The writer's mark: a signed cookie that names a moment after the last change its bearer made; and marks of bytes.

A process that keeps pages and has not yet heard of that change catches up before it answers (`kit.delivery.front`),
so that nobody sees their own words late, whichever process answers.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from palabre.kit.delivery import invalidations

COOKIE = "palabre_mark"
LASTS = 60
"""Seconds; whatever was changed before then is known everywhere."""

Environ = dict[str, Any]


def of_bytes(body: bytes) -> str:
    """A strong mark of these bytes."""
    return hashlib.blake2b(body, digest_size=12).hexdigest()


def written(environ: Environ) -> int | None:
    """The last change of whoever asks, by their cookie; None without one that we signed."""
    cookie = environ.get("HTTP_COOKIE", "")
    if COOKIE not in cookie:
        return None
    for part in cookie.split(";"):
        name, _, value = part.strip().partition("=")
        number, _, signature = value.partition(".")
        if name == COOKIE and number.isascii() and number.isdigit():
            return int(number) if hmac.compare_digest(signature, _signature(number)) else None
    return None


def value_of(number: str) -> str:
    """The cookie's value for the number of a transaction."""
    return f"{number}.{_signature(number)}"


def marking(
    application: Callable[[Environ, Any], Iterable[bytes]], environ: Environ, start: Any
) -> Iterable[bytes]:
    """Have a change made, and give its maker the mark of it."""

    def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        number = None if status.startswith("5") else _position()
        if number is not None:
            secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
            headers.append(
                (
                    "Set-Cookie",
                    f"{COOKIE}={value_of(number)}; Path=/; Max-Age={LASTS}; HttpOnly; SameSite=Lax{secure}",
                )
            )
        return start(status, headers, *more)

    return application(environ, begin)


def _position() -> str | None:
    """The number of a transaction that comes after all this request has changed."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(invalidations.MARK)
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return None


def _signature(number: str) -> str:
    return hmac.new(_key(), number.encode(), hashlib.sha256).hexdigest()[:20]


@cache
def _key() -> bytes:
    return hashlib.sha256(f"palabre mark {settings.SECRET_KEY}".encode()).digest()
