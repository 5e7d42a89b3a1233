"""One's account on the bare host: communities, sessions, what holds everywhere."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.communities import once, queries
from palabre.communities.forms import AccountForm
from palabre.communities.requests import NetworkRequest
from palabre.communities.views.own import own
from palabre.people import actions, sessions
from palabre.people.counts import limited


@limited("profile")
@never_cache
@require_http_methods(["GET", "POST"])
@own
def account(request: NetworkRequest) -> HttpResponse:
    """Everything that is one's own, on one page."""
    person = request.person
    if person is None:
        return redirect(f"{reverse('people_sign_in')}?next={reverse('people_account')}")
    form = AccountForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        return once.answer(request, lambda: _save(request, form))
    context = {
        "form": form,
        "once_key": once.key_of(request) if form.is_bound else once.new_key(),
        "export_url": reverse("exchange_export"),
        "erase_url": reverse("exchange_erase"),
        "homes": queries.homes_of(person),
        "sessions": sessions.of(request, person),
        "has_password": person.has_usable_password(),
        "has_second_factor": sessions.has_second_factor(person),
    }
    return render(request, "communities/account.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@own
def end_session(request: NetworkRequest, pk: int) -> HttpResponse:
    """Sign out somewhere, on any host."""
    if request.person is None or not sessions.end(request.person, pk):
        raise Http404
    return redirect(reverse("people_account"))


def _save(request: NetworkRequest, form: AccountForm) -> str:
    assert request.person is not None
    actions.save_account(by=request.person, **form.cleaned_data)
    return reverse("people_account")
