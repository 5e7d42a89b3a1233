"""Changing one's words, correcting their language, taking them back; earlier wordings, the sound, the receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import once, saved
from palabre.communities.addresses import page as page_address
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions import attending, changing
from palabre.dialogues.forms.speaking import ChangeForm, LanguageForm, ReceiptForm
from palabre.dialogues.models import Contribution
from palabre.dialogues.queries import budget, reading, told
from palabre.dialogues.queries.leaves import leaf
from palabre.dialogues.receipts import receipt_for, receipt_hash
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.views import drafts
from palabre.dialogues.views.desk import sheet
from palabre.dialogues.views.reading import frame, place_of
from palabre.kit import sounds
from palabre.kit.delivery.keeping import keepable
from palabre.kit.forms import written_in
from palabre.kit.languages import interface_for
from palabre.people import counts
from palabre.people.counts import limited

either = require_http_methods(["GET", "POST"])


@limited("post")
@either
def change(request: CommunityRequest, pk: int) -> HttpResponse:
    """Say it otherwise."""
    # Words that were being changed when the last day ended are not lost: the form is shown again, and says why.
    may = rules.is_theirs if request.method == "POST" else rules.may_change
    said, by = _said(request, pk, may)
    place = attending.place_of_change(said)
    refused = None
    if drafts.is_to_keep(request):
        try:
            return drafts.keep(request, said.dialogue, place, by)
        except Refusal as why:
            refused = why
    recognised = said.language_known == Contribution.LanguageKnown.RECOGNISED
    was = {"text": said.text, "language": "" if recognised else said.language} | drafts.begun(
        said.dialogue, place, by
    )
    form = ChangeForm(request.POST or None, initial=was, languages=request.community.languages, said=said)
    written_in(form, said.language, "text")
    if refused:
        drafts.not_kept(form, refused)

    def act(fields: dict[str, Any]) -> str:
        changing.change(said=said, by=by, **fields)
        drafts.drop(said.dialogue, place, by)
        return place_of(said)

    context, template = (
        {"title": _("Change your words"), "saved": saved.read(request)},
        "dialogues/change.html",
    )
    return _sheet(request, said, form, act, context, f"answer-{said.pk}", template=template)


@limited("post")
@either
def language(request: CommunityRequest, pk: int) -> HttpResponse:
    """Say which language it is in."""
    said, by = _said(request, pk, rules.may_correct_language)
    was = {"language": said.language}
    form = LanguageForm(request.POST or None, initial=was, languages=request.community.languages, said=said)

    def act(fields: dict[str, Any]) -> str:
        changing.correct_language(said=said, by=by, **fields)
        return place_of(said)

    return _sheet(request, said, form, act, {"title": _("Correct the language")}, f"answer-{said.pk}")


@either
def withdraw(request: CommunityRequest, pk: int) -> HttpResponse:
    """Take one's words back, after a page that says what that does."""
    said, by = _said(request, pk, rules.may_withdraw)

    def act(_fields: dict[str, Any]) -> str:
        changing.withdraw(said=said, by=by)
        return place_of(said)

    return _sheet(request, said, forms.Form(request.POST or None), act, _taking_back())


@either
def take_back(request: CommunityRequest) -> HttpResponse:
    """Somebody without an account takes back what was taken down, by the code they were given."""
    form = ReceiptForm(request.POST or None)
    found, wait = None, 0
    if request.method == "POST" and form.is_valid():
        wait = counts.seconds_to_wait(request, "receipt")
        if wait:
            form.add_error("receipt", counts.sentence(wait))
        else:
            found = _of_receipt(form.cleaned_data["receipt"])
            if found is None:
                form.add_error(
                    "receipt", _("No words stand here under this code. Look at it again, letter by letter.")
                )
    if found is not None:
        words, receipt = found, form.cleaned_data["receipt"]

        def act() -> str:
            changing.withdraw(said=words, receipt=receipt)
            return place_of(words)

        return once.answer(request, act)
    sent = request.method == "POST"
    context = _taking_back() | {"form": form, "once_key": once.key_of(request) if sent else once.new_key()}
    status = 429 if wait else 422 if sent else 200
    answer = render(request, "kit/form_page.html", context, status=status)
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


@keepable("after", "piece")
@require_safe
def wordings(request: CommunityRequest, pk: int) -> HttpResponse:
    """How it was worded before, the latest first."""
    said = _visible(request, pk)
    page = leaf(told.wordings(said, request.GET.get("after", "")), request.GET, budget.WORDS)
    if not page.entries:
        raise Http404
    context = frame(request, said.dialogue) | {"said": said, "page": page}
    return render(request, "dialogues/wordings.html", context)


@require_safe
def receipt(request: CommunityRequest, pk: int) -> HttpResponse:
    """The slip for the speaker, for whoever took their words down."""
    said = _visible(request, pk)
    if not said.is_carried or not rules.is_theirs(said, request.membership):
        raise Http404
    spoken = interface_for(said.consent_language)
    context = frame(request, said.dialogue) | {
        "said": said,
        "receipt": receipt_for(said.community_id, said.pk),
        # For the speaker: in the language in which they were asked.
        "spoken": spoken,
        "address": page_address(request.community, "dialogues_take_back", spoken),
    }
    return render(request, "dialogues/receipt.html", context)


@require_safe
def sound(request: CommunityRequest, pk: int) -> FileResponse:
    """The recording of carried words, for whoever may read them."""
    said = _visible(request, pk)
    name = said.sound.name or ""
    if not name or not default_storage.exists(name):
        raise Http404
    answer = FileResponse(default_storage.open(name), content_type=sounds.media_type(name))
    answer["Cache-Control"] = "private, no-store"
    return answer


def _visible(request: CommunityRequest, pk: int) -> Contribution:
    said = reading.fetch_contribution(pk, request.membership)
    if said.standing == Contribution.Standing.WITHDRAWN:
        raise Http404
    return said


def _said(
    request: CommunityRequest, pk: int, may: Callable[[Contribution, Membership | None], bool]
) -> tuple[Contribution, Membership]:
    """The contribution, for whom the rule allows it; for anyone else there is no such page."""
    said = reading.fetch_contribution(pk, request.membership)
    if request.membership is None or not may(said, request.membership):
        raise Http404
    return said, request.membership


def _of_receipt(code: str) -> Contribution | None:
    digest = receipt_hash(code)
    found: Contribution | None = (
        Contribution.objects.placed_for(None).filter(receipt_hash=digest).first() if digest else None
    )
    return found


def _taking_back() -> dict[str, Any]:
    return {
        "title": _("Take your words back"),
        "lede": _(
            "They go from this page, from the search and from every mail not yet sent. Their place stays, empty."
        ),
        "button": _("Take them back"),
    }


def _sheet(
    request: CommunityRequest,
    said: Contribution,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    context: dict[str, Any],
    what: str = "",
    **more: str,
) -> HttpResponse:
    return sheet(request, form, act, context | {"cancel_url": place_of(said)}, what, **more)
