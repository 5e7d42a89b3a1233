"""What a person does with their own account."""

from __future__ import annotations

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.people.models import Person


@transaction.atomic
def save_account(*, by: Person, name: str, language: str, reads: list[str]) -> Person:
    """Save what holds everywhere."""
    by.name, by.language, by.reads = name, language, reads
    by.save(update_fields=["name", "language", "reads"])
    record("people.account_saved", by, by=by)
    return by
