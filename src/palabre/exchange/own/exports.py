"""Asking for an export, making it, handing it out for a week, and forgetting it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.addresses import page
from palabre.exchange.models import PersonalExport
from palabre.exchange.own.telling import archive_of
from palabre.kit import clock, tenancy
from palabre.kit.jobs import job
from palabre.mail import actions as mail
from palabre.people.models import Person

LIFE = timedelta(days=7)


def folder() -> Path:
    """Where exports lie: beside the media, where no page serves them but the person's own."""
    return Path(settings.DATA) / "exports"


@transaction.atomic
def ask(*, by: Person) -> PersonalExport:
    """Have an export made; one that is being made already is not asked for twice."""
    Person.objects.select_for_update().get(pk=by.pk)
    waiting = PersonalExport.objects.filter(person=by, ready_at=None).first()
    if waiting is not None:
        return waiting
    made = PersonalExport.objects.create(person=by, asked_at=clock.now())
    record("exchange.export_asked", made, by=by)
    make.defer(export_id=made.pk)
    return made


@job(name="exchange.make_export")
def make(export_id: int) -> None:
    """Write the file and mail its person where it is; made already, nothing happens."""
    with tenancy.everywhere(reason="a person's own data"):
        wanted = (
            PersonalExport.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(pk=export_id, ready_at=None, person__is_active=True)
            .first()
        )
        if wanted is None:
            return
        name = f"{secrets.token_urlsafe(24)}.zip"
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder() / name
        path.touch(mode=0o600)
        try:
            with path.open("wb") as into:
                archive_of(wanted.person, into)
        except BaseException:
            # The job is tried again under another name; half an archive would be found by nobody.
            path.unlink(missing_ok=True)
            raise
        wanted.name, wanted.ready_at = name, clock.now()
        wanted.save(update_fields=["name", "ready_at"])
        mail.send(
            kind="export_ready",
            to=wanted.person.email,
            language=wanted.person.language,
            person_id=wanted.person_id,
            once=f"export:{wanted.pk}",
            context={"address": page(None, "exchange_export", wanted.person.language)},
        )


def ready_of(person: Person) -> list[PersonalExport]:
    """Those that can be fetched now, the latest first."""
    fresh = PersonalExport.objects.filter(person=person, ready_at__gt=clock.now() - LIFE)
    return list(fresh.order_by("-pk"))


def forget(exports: list[PersonalExport]) -> None:
    """Delete files and rows; a file without a row would be found by nobody, so it goes first."""
    for one in exports:
        if one.name:
            (folder() / one.name).unlink(missing_ok=True)
        one.delete()


def purge() -> int:
    """Forget exports older than a week; returns how many."""
    over = list(PersonalExport.objects.filter(asked_at__lt=clock.now() - LIFE))
    forget(over)
    return len(over)
