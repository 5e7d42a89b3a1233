"""`GET /healthz`: whether this installation works, for whoever watches it. It says nothing about anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from palabre import __version__
from palabre.kit import clock
from palabre.kit.models import Heartbeat

PATH: Final = "/healthz"
WORKER: Final = "worker"
# The worker beats every five seconds; half a minute without a beat is no hiccup.
SILENCE: Final = timedelta(seconds=30)


def healthz(request: HttpRequest) -> HttpResponse:
    """JSON: version, database, worker, last job. 200 when all is well, 503 when something is not.

    Answered on every host before any community is looked for, so that it answers while the database is away.
    """
    if request.method not in {"GET", "HEAD"}:
        return JsonResponse({}, status=405, headers={"Allow": "GET, HEAD"})
    facts: dict[str, Any] = {
        "version": __version__,
        "database": "away",
        "worker": "unknown",
        "last_job": None,
    }
    try:
        facts |= {"worker": _worker(), "last_job": _last_job(), "database": "there"}
    except DatabaseError:
        connection.close()  # the next request tries a new connection
    well = facts["database"] == "there" and facts["worker"] == "working"
    return JsonResponse(facts, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def beat(name: str = WORKER, note: str = "") -> None:
    """Say that a long-running process is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now(), "note": note})


def _worker() -> str:
    last = Heartbeat.objects.filter(name=WORKER).first()
    if last is None:
        return "never seen"
    return "working" if clock.now() - last.at <= SILENCE else "silent"


def _last_job() -> dict[str, str] | None:
    """When a job last ended, and how."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT at, type::text FROM procrastinate_events WHERE type IN ('succeeded', 'failed') "
            "ORDER BY id DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return {"at": row[0].isoformat(timespec="seconds"), "ended": row[1]} if row else None
