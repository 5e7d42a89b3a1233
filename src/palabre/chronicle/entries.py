"""Writing an entry, and giving committed ones their position."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import Any

from django.db import connection, models

from palabre.chronicle.models import Entry
from palabre.kit import clock, tenancy

# The only names under which an entry holds anything but numbers: codes of ours, none of which somebody typed.
CODES = frozenset(
    {
        "after",
        "before",
        "blueprint",
        "changed",
        "channel",
        "closed_on",
        "format",
        "kind",
        "language",
        "opened_on",
        "reason",
        "roles",
        "stage",
        "state",
        "was",
    }
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


def record(verb: str, subject: models.Model, /, *, by: Any = None, **identifiers: Any) -> Entry:
    """Write down that `verb` ("dialogues.contribution_posted") happened to `subject`, in the caller's transaction.

    `by` is the person or membership who acted, or None for the machine; `identifiers` are ids and short codes,
    never text that somebody wrote: raises ValueError for a string under a name not in `CODES`, or no code at all.
    """
    if texts := [name for name, value in identifiers.items() if not _identifies(name, value)]:
        raise ValueError(f"{verb}: an entry holds identifiers, never text: {', '.join(texts)}")
    scope = tenancy.scope()
    entry = Entry(
        community_id=scope.community_id if scope else None,
        actor_id=getattr(by, "person_id", None) or getattr(by, "pk", None),
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        data=identifiers,
        at=clock.now(),
    )
    # Outside every community, what happened belongs to the installation itself.
    with nullcontext() if scope else tenancy.everywhere(reason="the installation's own chronicle"):
        entry.save(force_insert=True)
    return entry


def _identifies(name: str, value: Any) -> bool:
    if isinstance(value, list):
        return all(_identifies(name, one) for one in value)
    if isinstance(value, str):
        return name in CODES and (not value or _CODE.fullmatch(value) is not None)
    return value is None or isinstance(value, int)


def number(most: int = 10_000) -> int:
    """Give committed entries their gapless positions; returns how many got one. One numberer at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chronicle_number(%s)", [most])
        row = cursor.fetchone()
    return int(row[0])
