"""The one-time key every form carries: sending the form again returns the first answer.

In the view that shows the form, `once_key=once.new_key()` goes into the template's context, where
`{% once_field once_key %}` (or `kit/form.html`) writes it. In the view that receives it, the usual way is one line:

    return once.answer(request, lambda: actions.contribute(..., by=request.membership).address)

The function is called for the first sending only and says where to go; every later one is sent to the same place
without a call. Where there is more to do than call and go, the block form:

    with once.only(request) as earlier:
        if not earlier:
            earlier.location = actions.contribute(...).address
    return redirect(earlier.location)

What was sent belongs to the key: whoever goes back in their browser, where the form lies with its old key, writes
something else and sends that, has sent another form.

The key is taken in the same transaction as the action. Two sendings at once: the second waits for the first to
commit, then returns its answer; if the first fails, its key is free again and the second acts. On a form that must be
corrected (validation, a refusal raised inside the block) the key is not used up: show the same key again with
`once_key=once.key_of(request)`.

A page kept for all its visitors holds the key `OF_ALL` in its forms. What a visitor sends is told from what others
send by their browser, and by the person they turn out to be; so that key is only for forms whose words wait until one
has signed in.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from palabre.communities import proofs
from palabre.communities.models import NetworkOnceKey, OnceKey
from palabre.kit import clock, tenancy
from palabre.people.browser import known_browser

FIELD = "once"
OF_ALL = "key-of-a-page-kept-for-all"
# Long after the last browser that might still send the form again has been closed.
KEPT = timedelta(days=30)
# A visitor whose browser had no identifier when the form was sent; the key itself is what is unique then.
NEW_BROWSER = "browser:new"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
KEPT_OF_A_KEY = 40
"""Characters of a form's key that its sendings bear; the rest of their 64 says what was sent."""


@dataclass
class Sending:
    """One sending of a form: true where the form was sent before; `location` is where it leads."""

    location: str = ""
    again: bool = field(default=False)

    def __bool__(self) -> bool:
        return self.again


def new_key() -> str:
    """A key for a form about to be shown."""
    return secrets.token_urlsafe(16)


def key_of(request: HttpRequest) -> str:
    """The key the form was sent with; raises `BadRequest` (400) where it has none, or not one of ours."""
    key = request.POST.get(FIELD, "")
    if not _KEY.fullmatch(key):
        raise BadRequest("The form was sent without its one-time key.")
    return key


def sending_of(request: HttpRequest) -> str:
    """The form's key with what was sent in it: the same words sent again have the same, other words another one."""
    said = hashlib.sha256()
    for name, values in sorted(request.POST.lists()):
        # A proof is new each time, whatever it is shown with.
        if name not in (FIELD, proofs.FIELD):
            said.update(repr((name, values)).encode("utf-8", "surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            said.update(repr((name, file.name, file.size)).encode("utf-8", "surrogatepass"))
            for part in file.chunks():
                said.update(part)
            file.seek(0)
    return f"{key_of(request)[:KEPT_OF_A_KEY]}.{said.hexdigest()[: 63 - KEPT_OF_A_KEY]}"


def answer(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """Call `act` once for this form and go where it says; sent again, go there without calling it."""
    with only(request) as earlier:
        if not earlier:
            earlier.location = act()
    return redirect(earlier.location)


@contextmanager
def only(request: HttpRequest) -> Iterator[Sending]:
    """Take the form's key for the length of the block, in one transaction with what happens in it.

    Raises `BadRequest` without a key, `RuntimeError` where a first sending leaves without a `location`.
    """
    with only_for(authors_of(request), sending_of(request)) as sending:
        yield sending


def authors_of(request: HttpRequest) -> list[str]:
    """Who may have sent this form: whose key it is first, then what they may have been a moment ago."""
    if request.user.is_authenticated:
        return [f"person:{request.user.pk}"]
    browser = known_browser(request)
    return [f"browser:{browser}", NEW_BROWSER] if browser else [NEW_BROWSER]


@contextmanager
def only_for(authors: list[str], key: str) -> Iterator[Sending]:
    """As `only`, for somebody named: a draft sent off after signing in takes its author's key this way."""
    with transaction.atomic():
        sending = _take(authors, key)
        yield sending
        if not sending.location:
            raise RuntimeError("A form was answered without saying where it leads: set `location`.")
        if not sending.again:
            _table().filter(author=authors[0], key=key).update(location=sending.location[:500])


def _take(authors: list[str], key: str) -> Sending:
    earlier = _table().filter(author__in=authors[1:], key=key).first() if authors[1:] else None
    if earlier is not None:
        return Sending(earlier.location, again=True)
    # ON CONFLICT DO NOTHING waits for a row that another transaction is inserting, which is the whole point. What
    # others committed says where it leads, since `only_for` leaves no other row behind; ours does not say it yet.
    inside = tenancy.scope()
    place = {"community_id": inside.community_id} if inside and inside.community_id else {}
    row = _table().model(author=authors[0], key=key, used_at=clock.now(), **place)
    _table().bulk_create([row], ignore_conflicts=True)
    taken = _table().get(author=authors[0], key=key)
    return Sending(taken.location, again=bool(taken.location))


def _table() -> Any:
    """The keys of the community we are in, or those of the bare host."""
    inside = tenancy.scope()
    return OnceKey.objects if inside is not None and inside.community_id else NetworkOnceKey.objects


def purge() -> int:
    """Forget keys older than `KEPT`; returns how many. Called where we are: in a community, or outside."""
    gone, _ = _table().filter(used_at__lt=clock.now() - KEPT).delete()
    return int(gone)
