"""Signing in and out of a host, and the list of where somebody is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from palabre.people.browser import host_of
from palabre.people.models import Person

HOST = "host"


@dataclass(frozen=True)
class SignedIn:
    """One place where somebody is signed in."""

    pk: int
    host: str
    since: datetime
    user_agent: str
    is_this_one: bool


def has_second_factor(person: Person) -> bool:
    """Whether a code by mail is not enough for this person."""
    return bool(is_mfa_enabled(person, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def sign_in(request: HttpRequest, person: Person, *, method: str, going: str = "") -> HttpResponse | None:
    """Sign a person in on this host; the session's key changes, what it held for this browser stays.

    Returns None once signed in, or the answer that asks for the second factor, which then leads to `going`.
    """
    record_authentication(request, person, method=method, email=person.email)
    answer: HttpResponse = perform_login(
        request, Login(user=person, email=person.email, redirect_url=going or None)
    )
    if not request.user.is_authenticated:
        return answer
    UserSession.objects.filter(session_key=request.session.session_key).update(data={HOST: host_of(request)})
    return None


def hand_over(request: HttpRequest, person: Person) -> None:
    """Sign in somebody whom the bare host has already asked for everything, second factor included."""
    get_adapter().login(request, person)
    UserSession.objects.create_from_request(request)
    UserSession.objects.filter(session_key=request.session.session_key).update(data={HOST: host_of(request)})


def sign_out(request: HttpRequest) -> None:
    """End this session, here."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request, show_message=False)


def nothing_kept(answer: HttpResponse) -> HttpResponse:
    """The answer after signing out: it has the browser forget what it kept, such as words not sent yet."""
    answer["Clear-Site-Data"] = '"storage"'
    return answer


def of(request: HttpRequest, person: Person) -> list[SignedIn]:
    """Where a person is signed in, the latest first; sessions that are over are left out."""
    here = request.session.session_key
    return [
        SignedIn(
            pk=session.pk,
            host=session.data.get(HOST) or settings.BASE_HOST,
            since=session.created_at,
            user_agent=session.user_agent,
            is_this_one=session.session_key == here,
        )
        for session in sorted(
            UserSession.objects.purge_and_list(person), key=lambda s: s.created_at, reverse=True
        )
    ]


def end(person: Person, pk: int) -> bool:
    """End one session of a person; False where it is not theirs."""
    found = UserSession.objects.filter(user=person, pk=pk).first()
    if found is None:
        return False
    found.end()
    return True


def end_all(person: Person, *, host: str | None = None) -> int:
    """End every session of a person, or those on one host; returns how many."""
    sessions = UserSession.objects.filter(user=person)
    if host is not None:
        sessions = sessions.filter(data__host=host)
    for session in (found := list(sessions)):
        session.end()
    return len(found)
