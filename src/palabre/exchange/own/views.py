"""On the account page of the bare host: everything that is one's own, to take along."""

from __future__ import annotations

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import once
from palabre.communities.addresses import page
from palabre.communities.forms import CodeForm
from palabre.communities.requests import NetworkRequest
from palabre.communities.views.own import own
from palabre.exchange.models import PersonalExport
from palabre.exchange.own import erasing, exports
from palabre.exchange.own.forms import EraseForm
from palabre.kit import clock
from palabre.mail import actions as mail
from palabre.people import codes
from palabre.people.browser import browser, host_of, known_browser
from palabre.people.counts import limited
from palabre.people.models import Person

CHOICE = "palabre_erase"


@limited("export")
@never_cache
@require_http_methods(["GET", "POST"])
@own
def export(request: NetworkRequest) -> HttpResponse:
    """GET: what there is to fetch. POST: have it made."""
    person = request.person
    if person is None:
        return redirect(f"{reverse('people_sign_in')}?next={reverse('exchange_export')}")
    if request.method == "POST":

        def act() -> str:
            exports.ask(by=person)
            return reverse("exchange_export")

        return once.answer(request, act)
    context = {
        "ready": [(one, one.ready_at + exports.LIFE) for one in exports.ready_of(person) if one.ready_at],
        "waiting": PersonalExport.objects.filter(person=person, ready_at=None).first(),
        "once_key": once.new_key(),
    }
    return render(request, "exchange/export.html", context)


@never_cache
@require_safe
@own
def fetch(request: NetworkRequest, pk: int) -> HttpResponse:
    """The file, for who asked for it and nobody else, while it is fresh; never kept by anything on the way."""
    mine = exports.ready_of(request.person) if request.person is not None else []
    found = next((one for one in mine if one.pk == pk), None)
    path = exports.folder() / found.name if found else None
    if path is None or not path.is_file():
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename="palabre.zip", content_type="application/zip"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]


@limited("erase")
@never_cache
@require_http_methods(["GET", "POST"])
@own
def erase(request: NetworkRequest) -> HttpResponse:
    """GET explains. POST mails a code; POST with the code erases the account."""
    person = request.person
    if person is None:
        return redirect(f"{reverse('people_sign_in')}?next={reverse('exchange_erase')}")
    if "code" in request.POST:
        return _erase(request, person)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[CHOICE] = form.cleaned_data["words"]
        return once.answer(request, lambda: _ask_code(request, person))
    waits = CHOICE in request.session and codes.pending(host=host_of(request), browser=known_browser(request))
    return _erase_page(request, CodeForm() if waits and "again" not in request.GET else form, bool(waits))


def _ask_code(request: NetworkRequest, person: Person) -> str:
    digits = codes.ask(host=host_of(request), browser=browser(request), email=person.email)
    mail.send(
        kind="code",
        to=person.email,
        language=person.language,
        once=f"erase:{digits}:{clock.now().isoformat()}",
        context={
            "code": f"{digits[:3]} {digits[3:]}",
            "address": page(None, "exchange_erase", person.language),
            "minutes": int(codes.LIFE.total_seconds() // 60),
            "host": host_of(request),
        },
    )
    return reverse("exchange_erase")


def _erase(request: NetworkRequest, person: Person) -> HttpResponse:
    form = CodeForm(request.POST)
    choice = request.session.get(CHOICE, "")
    if form.is_valid() and choice:
        outcome = codes.give_back(
            host=host_of(request), browser=known_browser(request), code=form.cleaned_data["code"]
        )
        if outcome.person == person:
            erasing.ask(by=person)
            erasing.erase.defer(person_id=person.pk, keeps_words=choice == "keep")
            request.session.flush()
            request.person = None
            return render(request, "exchange/erased.html")
        form.add_error("code", _("This is not the code in the latest mail. Please look again."))
    return _erase_page(request, form, True, status=422)


def _erase_page(request: NetworkRequest, form: Form, asks_code: bool, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "is_code": isinstance(form, CodeForm),
        "once_key": once.new_key(),
        "email": request.person.email if request.person else "",
    }
    return render(
        request, "exchange/erase.html", context, status=status if asks_code or not form.errors else 422
    )
