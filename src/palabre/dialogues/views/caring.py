"""What hosts do for those who read and those who arrive, and the notes of all days."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.communities import once, saved
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions import caring, wording
from palabre.dialogues.forms.caring import PickForm, WelcomesForm
from palabre.dialogues.forms.hosting import RoundForm
from palabre.dialogues.forms.speaking import AnswerForm
from palabre.dialogues.models import Dialogue, Pick, Round
from palabre.dialogues.queries import budget, picks, reading, told
from palabre.dialogues.queries.leaves import leaf
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.views.desk import archived, desk_of, hosted, refused, sheet
from palabre.dialogues.views.reading import frame
from palabre.dialogues.views.speaking import addressed
from palabre.kit.delivery.keeping import keepable
from palabre.people.counts import limited

either = require_http_methods(["GET", "POST"])


@limited("desk")
@either
def pick(request: CommunityRequest, pk: int) -> HttpResponse:
    """Mark something as worth reading, put it first, or take both back."""
    said = reading.fetch_contribution(pk, request.membership)
    dialogue, by = hosted(request, said.dialogue.slug)
    if said.standing != "public":
        raise Http404
    title = _("What %(name)s said") % {"name": said.speaker}
    if over := archived(request, dialogue, title):
        return over
    now = Pick.objects.filter(contribution=said).first()
    chosen = "no" if now is None else "pinned" if now.pinned else "picked"
    form = PickForm(request.POST or None, initial={"pick": chosen if now else "picked"})
    here = reverse("dialogues_contribution", args=[said.answers_id or said.pk])

    def act(fields: dict[str, Any]) -> str:
        if fields["pick"] == "no":
            caring.unpick(contribution=said, by=by)
        else:
            caring.pick(contribution=said, pinned=fields["pick"] == "pinned", by=by)
        return here

    context = {"title": title, "dialogue": dialogue}
    return sheet(request, form, act, context | {"cancel_url": here}, f"pick-{said.pk}")


@require_safe
def welcome(request: CommunityRequest, pk: int) -> HttpResponse:
    """The form to answer somebody's first words, with the hosts' welcome in it; it is sent like any answer."""
    said = reading.fetch_contribution(pk, request.membership)
    dialogue, by = hosted(request, said.dialogue.slug)
    text, language = picks.welcome(request.community, said.language)
    begun = {"text": addressed(said, by) + text, "language": language, "answers": said.pk}
    context = frame(request, dialogue)
    if not context["may_answer"]:
        context["why_not"] = str(Refusal.not_speaking(dialogue, by, has_box=False))
        return render(request, "dialogues/speak.html", context | {"answered": said})
    context |= {
        "form": AnswerForm(initial=begun, languages=request.community.languages, auto_id="answer_%s"),
        "answered": said,
        "once_key": once.new_key(),
        "action": reverse("dialogues_speak", args=[dialogue.slug]),
    }
    return render(request, "dialogues/speak.html", context)


@limited("desk")
@either
def welcomes(request: CommunityRequest) -> HttpResponse:
    """What hosts say to newcomers, one text per language."""
    by = request.membership
    if by is None or not rules.may_welcome(by):
        raise Http404
    texts = picks.welcomes(request.community, request.community.languages)
    form = WelcomesForm(request.POST or None, texts=texts)

    def act(fields: dict[str, Any]) -> str:
        for tag, before in texts.items():
            if fields[f"text_{tag}"] != before:
                caring.keep_welcome(
                    community=request.community, language=tag, text=fields[f"text_{tag}"], by=by
                )
        return reverse("dialogues_index")

    context = {
        "title": _("What you say to newcomers"),
        "lede": _(
            "It stands ready in the form when you answer somebody's first words. You can still change it."
        ),
        "cancel_url": reverse("dialogues_index"),
    }
    return sheet(request, form, act, context, "welcome")


@limited("desk")
@either
def round_(request: CommunityRequest, pk: int) -> HttpResponse:
    """Put the questions of a round otherwise, or on another day, while nobody has seen them."""
    coming, dialogue, by = _coming(request, pk)
    title = _("Questions not shown yet")
    if over := archived(request, dialogue, title):
        return over
    if rules.is_released(coming, dialogue):
        return refused(request, dialogue, title, Refusal.asked_already())
    form = RoundForm(request.POST or None, asked=list(coming.questions.order_by("number")), of=coming)

    def act(fields: dict[str, Any]) -> str:
        wording.ask_otherwise(round=coming, texts=form.texts, opens_on=fields["opens_on"], by=by)
        return desk_of(dialogue)

    return sheet(request, form, act, {"title": title, "dialogue": dialogue}, "questions")


@limited("desk")
@require_POST
def release(request: CommunityRequest, pk: int) -> HttpResponse:
    """Show a round of questions from today on."""
    waiting, dialogue, by = _coming(request, pk)
    title = _("Questions not shown yet")
    if over := archived(request, dialogue, title):
        return over

    def act() -> str:
        caring.release(round=waiting, by=by)
        return saved.mark(desk_of(dialogue), "released", by=by)

    try:
        return once.answer(request, act)
    except Refusal as why:
        return refused(request, dialogue, title, why)


def _coming(request: CommunityRequest, pk: int) -> tuple[Round, Dialogue, Membership]:
    """A round of questions, for the hosts of its dialogue; for anybody else it has no page."""
    reachable = Dialogue.objects.visible_to(request.membership)
    found = get_object_or_404(Round.objects.select_related("dialogue"), pk=pk, dialogue__in=reachable)
    return found, *hosted(request, found.dialogue.slug)


@keepable("after", "piece")
@require_safe
def notes(request: CommunityRequest, slug: str) -> HttpResponse:
    """The hosts' notes of all days, the latest first."""
    dialogue = reading.fetch(slug, request.membership)
    page = leaf(told.notes(dialogue, request.GET.get("after", "")), request.GET, budget.WORDS)
    if not page.entries:
        raise Http404
    return render(request, "dialogues/notes.html", frame(request, dialogue) | {"page": page})
