"""From the bare host to a community's host without signing in again.

Three steps, each in the same browser, none of use to anyone else:

1. On the bare host the person asks for it (POST); `start` signs who, where to, and in which browser of the bare host.
2. On the community's host `prove` leaves a secret in that browser's session there and sends its digest back.
3. The bare host, where the person is signed in in the very browser of step 1, makes a `Ticket` for that digest; on the
   community's host `use` takes it once, within a minute, from the browser that holds the secret.

So an address overheard on the way, or sent to somebody else, signs nobody in.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from palabre.kit import clock
from palabre.people.browser import browser, digest, known_browser
from palabre.people.models import Person, Ticket

LIFE = timedelta(minutes=1)
START_LIFE = timedelta(minutes=2)
SALT = "palabre.people.tickets"
PROOF = "palabre_handover"


def start(request: HttpRequest, *, person: Person, host: str) -> str:
    """Step 1: a signed beginning, worth nothing outside this browser's session on the bare host."""
    said = {"person": person.pk, "host": host, "browser": digest(browser(request))}
    return signing.dumps(said, salt=SALT, compress=True)


def is_start(token: str, *, host: str) -> bool:
    """Whether a beginning is ours, fresh, and for this host."""
    said = _read(token)
    return said is not None and said["host"] == host


def host_of_start(token: str) -> str | None:
    """The host a beginning of ours leads to, while it is fresh."""
    said = _read(token)
    return str(said["host"]) if said is not None else None


def prove(request: HttpRequest) -> str:
    """Step 2: leave a secret in this browser's session on the community's host; returns its digest."""
    request.session[PROOF] = secret = secrets.token_urlsafe(32)
    return digest(secret)


def make(request: HttpRequest, *, person: Person, token: str, proof: str) -> str | None:
    """Step 3, on the bare host: the ticket's secret; None where the beginning is not of this person and browser."""
    said = _read(token)
    here = known_browser(request)
    if said is None or here is None or said["person"] != person.pk or said["browser"] != digest(here):
        return None
    secret = secrets.token_urlsafe(32)
    Ticket.objects.create(
        person=person,
        host=str(said["host"]),
        secret_hash=digest(secret),
        proof=proof,
        credential=person.get_session_auth_hash(),
        made_at=clock.now(),
    )
    return secret


@transaction.atomic
def use(request: HttpRequest, *, host: str, secret: str) -> Person | None:
    """Take a ticket, once; None for one that is used, late, of another host or browser, or older than the password."""
    held = request.session.get(PROOF, "")
    ticket = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(secret_hash=digest(secret), host=host, used_at=None, made_at__gt=clock.now() - LIFE)
        .first()
    )
    if ticket is None or not held or ticket.proof != digest(held):
        return None
    ticket.used_at = clock.now()
    ticket.save(update_fields=["used_at"])
    del request.session[PROOF]
    person = ticket.person
    return person if person.is_active and ticket.credential == person.get_session_auth_hash() else None


def purge() -> int:
    """Forget tickets that are over; returns how many."""
    gone, _ = Ticket.objects.filter(made_at__lt=clock.now() - LIFE).delete()
    return gone


def _read(token: str) -> dict[str, object] | None:
    try:
        said = signing.loads(token, salt=SALT, max_age=START_LIFE)
    except signing.BadSignature:
        return None
    return said if isinstance(said, dict) else None
