"""Six digits by mail: asked for with an address, given back in the same browser on the same host.

An address that nobody has is treated like any other, and becomes a person only when its code comes back: nothing
here tells which addresses have an account.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from palabre.chronicle import entries
from palabre.kit import clock
from palabre.people.models import Person, SignInCode

LIFE = timedelta(minutes=30)
TRIES = 5


@dataclass(frozen=True)
class Outcome:
    """What came of giving a code back: a person, or how many tries are left (none: ask for another code)."""

    person: Person | None = None
    tries_left: int = 0


@transaction.atomic
def ask(*, host: str, browser: str, email: str) -> str:
    """A new code for this address in this browser; the one before it ends. The caller mails it."""
    email = email.lower()
    SignInCode.objects.filter(host=host, browser=browser, used_at=None).delete()
    code = f"{secrets.randbelow(1_000_000):06d}"
    person = Person.objects.filter(email=email).first()
    SignInCode.objects.create(
        host=host,
        browser=browser,
        email=email,
        code_hash=_hash(host, browser, email, code),
        credential=person.get_session_auth_hash() if person else "",
        asked_at=clock.now(),
    )
    return code


def pending(*, host: str, browser: str | None) -> SignInCode | None:
    """The code this browser waits for, while it can still be given back."""
    if browser is None:
        return None
    oldest = clock.now() - LIFE
    waiting = SignInCode.objects.filter(host=host, browser=browser, used_at=None, asked_at__gt=oldest)
    return waiting.filter(tries__lt=TRIES).order_by("-pk").first()


@transaction.atomic
def give_back(*, host: str, browser: str | None, code: str, language: str = "en") -> Outcome:
    """Try a code once. The row is locked, so that parallel guesses are counted one by one."""
    waiting = pending(host=host, browser=browser)
    row = SignInCode.objects.select_for_update().filter(pk=waiting.pk).first() if waiting else None
    if row is None or row.used_at or row.tries >= TRIES:
        return Outcome()
    row.tries += 1
    person = _right(row, code, language)
    row.used_at = clock.now() if person else None
    row.save(update_fields=["tries", "used_at"])
    return Outcome(person, TRIES - row.tries)


def purge() -> int:
    """Forget codes that cannot be given back any more; returns how many."""
    gone, _ = SignInCode.objects.filter(asked_at__lt=clock.now() - LIFE).delete()
    return gone


def _right(row: SignInCode, code: str, language: str) -> Person | None:
    if not constant_time_compare(_hash(row.host, row.browser, row.email, code.strip()), row.code_hash):
        return None
    person = Person.objects.filter(email=row.email).first()
    if person is None:
        return _new_person(row.email, language) if not row.credential else None
    if row.credential and row.credential != person.get_session_auth_hash():
        return None  # the password was changed since
    return person if person.is_active else None


def _new_person(email: str, language: str) -> Person:
    person = Person.objects.create_user(email, language=language, reads=[language], writes=[language])
    entries.record("people.person_made", person, by=person)
    return person


def _hash(*parts: str) -> str:
    # Keyed: a million codes are quickly tried against a plain digest by whoever reads the table.
    return salted_hmac("palabre.people.code", "\n".join(parts), algorithm="sha256").hexdigest()
