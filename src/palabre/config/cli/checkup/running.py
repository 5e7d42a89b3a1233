"""What runs: the database's version and shape, the clock, the worker and its jobs, outgoing mail."""

import time
from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection
from django.utils import timezone

from palabre.config.cli.checkup.finding import Finding
from palabre.config.cli.commands.migrate import pending_migrations
from palabre.kit.health import SILENCE, WORKER
from palabre.kit.models import Heartbeat

OLDEST_SERVER = 150000
CLOCK_WATCH, CLOCK_WRONG = 2.0, 30.0  # seconds apart
JOB_WATCH = 10  # minutes a due job may wait
BACKENDS_THAT_CONNECT = {"django.core.mail.backends.smtp.EmailBackend"}


def migrations() -> Iterator[Finding]:
    """PostgreSQL is new enough and has this version's tables."""
    version = connection.pg_version  # type: ignore[attr-defined]
    if version < OLDEST_SERVER:
        yield Finding(
            "database",
            "wrong",
            f"PostgreSQL {version // 10000} is too old.",
            "Move to PostgreSQL 15 or later.",
        )
    if pending := pending_migrations():
        yield Finding(
            "database",
            "wrong",
            f"Changes not yet made to the database: {len(pending)}, the first is {pending[0]}.",
            "Run `palabre migrate`.",
        )
    elif gone := _tables_gone():
        yield Finding(
            "database",
            "wrong",
            f"Tables that this version has are gone: {', '.join(gone)}.",
            "Restore a backup into an empty folder or database: see `palabre restore --help`.",
        )
    else:
        yield Finding("database", "well", f"PostgreSQL {version // 10000} has this version's tables.")


def _tables_gone() -> list[str]:
    there = set(connection.introspection.table_names())
    wanted = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    return sorted(wanted - there)


def clock() -> Iterator[Finding]:
    """This machine and the database agree on the time: opening and closing days hang on it."""
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        there = cursor.fetchone()[0]
        apart = abs(there - (before + time.time()) / 2)
    if apart <= CLOCK_WATCH:
        yield Finding("clock", "well", "This machine and the database agree on the time.")
    else:
        yield Finding(
            "clock",
            "wrong" if apart > CLOCK_WRONG else "watch",
            f"This machine and the database are {apart:.0f} seconds apart.",
            "Let both keep time by NTP (timedatectl set-ntp true).",
        )


def worker() -> Iterator[Finding]:
    """A worker is alive, and no job waits or has failed."""
    beat = Heartbeat.objects.filter(name=WORKER).first()
    if beat is None or timezone.now() - beat.at > SILENCE:
        last = f"was last seen at {beat.at:%Y-%m-%d %H:%M} UTC" if beat else "was never seen here"
        yield Finding("worker", "wrong", f"The worker {last}: no mail leaves.", "Start it: `palabre worker`.")
    else:
        yield Finding("worker", "well", "The worker is at work.")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE status = 'failed'),
                   count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, deferred) < %s)
            FROM procrastinate_jobs LEFT JOIN LATERAL (
                SELECT min(at) AS deferred FROM procrastinate_events WHERE job_id = procrastinate_jobs.id) e ON true
            """,
            [timezone.now() - timedelta(minutes=JOB_WATCH)],
        )
        failed, late = cursor.fetchone()
    if failed:
        yield Finding(
            "worker",
            "watch",
            f"{failed} jobs have failed for good.",
            "The worker's log says why; then retry them.",
        )
    if late:
        yield Finding(
            "worker",
            "watch",
            f"{late} jobs have been due for more than {JOB_WATCH} minutes.",
            "Start more workers, or see what holds this one up in its log.",
        )


def outgoing_mail() -> Iterator[Finding]:
    """The mail server answers, and mail comes from a name that can be believed."""
    if settings.DEMO:
        yield Finding("mail", "well", "A demo: all mail stays in /demo/outbox.")
        return
    if settings.MAIL_DOMAIN in {"localhost", ""}:
        yield Finding(
            "mail",
            "wrong",
            f"Mail would come from {settings.DEFAULT_FROM_EMAIL}, which every receiver refuses.",
            "Set PALABRE_MAIL_DOMAIN to a domain of yours, and its SPF and DKIM records.",
        )
    if settings.EMAIL_BACKEND not in BACKENDS_THAT_CONNECT:
        yield Finding("mail", "well", f"Mail is handed to {settings.EMAIL_BACKEND}; it was not tried.")
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server = mail.get_connection(timeout=5)
    try:
        server.open()
    except OSError as error:  # refusals of the protocol (SMTPException) are among them
        yield Finding(
            "mail",
            "wrong",
            f"The mail server {where} does not take us: {error}",
            "Set PALABRE_SMTP_HOST, PALABRE_SMTP_PORT, PALABRE_SMTP_USER, PALABRE_SMTP_PASSWORD, PALABRE_SMTP_TLS.",
        )
    else:
        yield Finding("mail", "well", f"The mail server {where} answers.")
    finally:
        server.close()
