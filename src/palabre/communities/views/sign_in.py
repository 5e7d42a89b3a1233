"""Signing in with an e-mailed code, on any host; and out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.communities import kept, once
from palabre.communities.addresses import absolute, page
from palabre.communities.forms import AddressForm, CodeForm
from palabre.communities.middleware import membership_of
from palabre.communities.requests import NetworkRequest
from palabre.communities.views.arriving import arrive
from palabre.communities.views.going import next_path
from palabre.communities.views.own import own
from palabre.mail import actions as mail
from palabre.people import codes, counts, sessions
from palabre.people.browser import browser, host_of, known_browser

NEXT = "palabre_next"


@never_cache
@require_http_methods(["GET", "POST"])
@own
def sign_in(request: NetworkRequest) -> HttpResponse:
    """Ask for an address, and send it a code. The answer is the same whether anybody has that address or not."""
    if request.person is not None:
        return redirect(next_path(request, _home(request)))
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if wait := counts.seconds_to_wait(request, "ask_code", email):
            form.add_error("email", counts.sentence(wait))
            return _later(_address_page(request, form, 429), wait)
        request.session[NEXT] = next_path(request, _home(request))
        return once.answer(request, lambda: _send_code(request, email))
    return _address_page(request, form, 422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@own
def code(request: NetworkRequest) -> HttpResponse:
    """GET (also from the mail's link) shows the code's page; POST gives the code back, and signs in."""
    if request.person is not None:
        return redirect(_home(request))
    waiting = codes.pending(host=host_of(request), browser=known_browser(request))
    if waiting is None:
        return _gone_page(request, 200 if request.method == "GET" else 410)
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:12]})
    if request.method == "POST" and form.is_valid():
        return _give_back(request, form)
    return _code_page(request, form, waiting.email, 422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@own
def sign_out(request: NetworkRequest) -> HttpResponse:
    """End the session on this host."""
    if request.method == "POST":
        sessions.sign_out(request)
        return sessions.nothing_kept(redirect(_home(request)))
    context = {"title": _("Sign out of this place?"), "button": _("Sign out"), "cancel_url": _home(request)}
    return render(request, "kit/confirm.html", context)


def _send_code(request: NetworkRequest, email: str) -> str:
    host, here = host_of(request), browser(request)
    digits = codes.ask(host=host, browser=here, email=email)
    made = codes.pending(host=host, browser=here)
    path = f"/sign-in/code/?code={digits}"
    mail.send(
        kind="code",
        to=email,
        language=request.language,
        community=request.community,
        once=f"code:{made.pk if made else digits}",
        context={
            "code": f"{digits[:3]} {digits[3:]}",
            "address": absolute(request.community, path, request.language),
            "minutes": int(codes.LIFE.total_seconds() // 60),
            "host": host,
        },
    )
    return reverse("people_code")


def _later(answer: HttpResponse, seconds: int) -> HttpResponse:
    answer["Retry-After"] = str(seconds)
    return answer


def _give_back(request: NetworkRequest, form: CodeForm) -> HttpResponse:
    if wait := counts.seconds_to_wait(request, "give_code"):
        form.add_error("code", counts.sentence(wait))
        return _later(_code_page(request, form, "", 429), wait)
    outcome = codes.give_back(
        host=host_of(request),
        browser=known_browser(request),
        code=form.cleaned_data["code"],
        language=request.language,
    )
    if outcome.person is None:
        if not outcome.tries_left:
            return _gone_page(request, 410)
        form.add_error("code", _("This is not the code in the latest mail. Please look again."))
        return _code_page(request, form, "", 422)
    if request.community is not None and sessions.has_second_factor(outcome.person):
        return _second_factor_page(request)
    going: str = request.session.pop(NEXT, "") or _home(request)
    asked_for_more = sessions.sign_in(request, outcome.person, method="code", going=going)
    if asked_for_more is not None:
        return asked_for_more
    request.person = outcome.person
    return _arrive(request, going)


def _arrive(request: Any, going: str) -> HttpResponse:
    if request.community is None:
        return redirect(going)
    request.membership = membership_of(request)
    return arrive(request, going) if kept.waiting(request) else redirect(going)


def _home(request: NetworkRequest) -> str:
    return get_script_prefix() if request.community is not None else reverse("people_account")


def _address_page(request: NetworkRequest, form: AddressForm, status: int) -> HttpResponse:
    drafts = kept.waiting(request) if request.community is not None else []  # type: ignore[arg-type]
    context = {
        "form": form,
        "once_key": once.key_of(request) if request.method == "POST" else once.new_key(),
        "next": next_path(request, ""),
        "drafts": drafts,
        "network_url": _password_url(request),
        "handover_url": _handover_url(request),
    }
    return render(request, "communities/sign_in.html", context, status=status)


def _password_url(request: NetworkRequest) -> str:
    """On the bare host, where one signs in otherwise; it leads on to where one was going."""
    if request.community is not None:
        return ""
    going = next_path(request, "")
    return page(None, "people_password", request.language) + (
        f"?{urlencode({'next': going})}" if going else ""
    )


def _handover_url(request: NetworkRequest) -> str:
    if request.community is None:
        return ""
    return page(None, "communities_open", request.language, host=request.community.host)


def _code_page(request: NetworkRequest, form: CodeForm, email: str, status: int) -> HttpResponse:
    context = {"form": form, "email": email, "from_mail": "code" in request.GET}
    return render(request, "communities/code.html", context, status=status)


def _gone_page(request: NetworkRequest, status: int) -> HttpResponse:
    """No code waits in this browser: it was used, is too old, or was asked for in another browser or place."""
    given = "".join(c for c in request.GET.get("code", "") if c.isascii() and c.isdigit())[:6]
    context = {"given": given, "site": settings.NETWORK_NAME}
    return render(request, "communities/code_gone.html", context, status=status)


def _second_factor_page(request: NetworkRequest) -> HttpResponse:
    context = {"handover_url": _handover_url(request), "network": settings.NETWORK_NAME}
    return render(request, "communities/second_factor.html", context)
