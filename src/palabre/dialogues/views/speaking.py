"""Answering, taking down, glossing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import kept, once, saved
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions import attending, speaking
from palabre.dialogues.forms.speaking import AnswerForm, CarryForm, GlossForm
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.queries import panel, reading
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.views import drafts, ground
from palabre.dialogues.views.reading import frame, place_of
from palabre.kit import sounds
from palabre.kit.delivery import scripts
from palabre.kit.languages import interface_for
from palabre.kit.numbers import row_number
from palabre.kit.sounds import SoundRefused
from palabre.people.counts import limited
from palabre.places.queries import hubs

KEPT = "dialogues.contribution"


@limited("post")
@require_http_methods(["GET", "POST"])
def speak(request: CommunityRequest, slug: str) -> HttpResponse:
    """GET: a page with the form (`?question=` or `?answers=`). POST: say it, or keep it until signed in."""
    dialogue = reading.fetch(slug, request.membership)
    languages = request.community.languages
    if request.method != "POST":
        wanted = {name: request.GET.get(name) for name in ("question", "answers")}
        begun = _begun(request, dialogue, wanted)
        form = AnswerForm(initial=wanted | begun, languages=languages, auto_id="answer_%s")
        return _speak_page(request, dialogue, form, once.new_key())
    moved = ground.moved(dialogue, request.POST)
    form = AnswerForm(moved or request.POST, languages=languages, auto_id="answer_%s")
    if moved is not None:
        ground.say_it_moved(form)
    elif "keep" in request.POST and request.membership is not None:
        try:
            return _keep(request, dialogue, form)
        except Refusal as refused:
            drafts.not_kept(form, refused)
    elif form.is_valid():
        payload = {**form.cleaned_data, "dialogue": dialogue.pk, "page_language": request.language}
        try:
            _check(dialogue, form.cleaned_data)
            if request.membership is None:
                return kept.keep(
                    request, kind=KEPT, payload=payload, title=dialogue.title, language=dialogue.language
                )
            return once.answer(
                request, lambda: contribute_kept(payload, by=_speaker(request), known=dialogue)
            )
        except Refusal as refused:
            form.add_error("text", str(refused))
    return _speak_page(request, dialogue, form, once.key_of(request), status=422)


def contribute_kept(payload: dict[str, Any], by: Membership, known: Dialogue | None = None) -> str:
    """Say what was sent, now or after signing in; returns where it stands. The rules are asked again.

    `known` is its dialogue, where it was fetched for `by` a moment ago.
    """
    dialogue = known or (
        Dialogue.objects.visible_to(by).select_related("community").filter(pk=payload["dialogue"]).first()
    )
    if dialogue is None:
        raise Refusal.not_yours()
    answers = ground.text_of(dialogue, payload.get("answers"), by)
    said = speaking.contribute(
        dialogue=dialogue,
        text=payload["text"],
        by=by,
        # A reply's question is that of what it answers.
        question=None if answers else ground.question_of(dialogue, payload.get("question")),
        answers=answers,
        language=payload.get("language", ""),
        kind=payload.get("kind", ""),
        page_language=payload["page_language"],
        unproven=kept.is_unproven(payload),
    )
    # Its draft has become this; another one, begun under another question, stays.
    place = attending.place_of(payload.get("question"), payload.get("answers"))
    attending.keep_draft(dialogue=dialogue, place=place, text="", language="", kind="", by=by)
    return saved.mark(place_of(said), f"answer-{said.pk}", by=by)


@limited("carry")
@require_http_methods(["GET", "POST"])
def carry(request: CommunityRequest, slug: str) -> HttpResponse:
    """A correspondent takes down what somebody says; whoever sits on `?seat=` has their name in the form already."""
    dialogue = reading.fetch(slug, request.membership)
    # Words that were being taken down when the last day ended are not lost: the form is shown again, and says why.
    may = rules.may_carry_when_open if request.method == "POST" else rules.may_carry
    if not may(dialogue, request.membership):
        raise Http404
    seats = panel.without_account(dialogue)
    of_the_seat = _of_the_seat(seats, request.GET.get("seat"))
    # Words begun for somebody else are not this speaker's.
    place = drafts.place_of_carried(of_the_seat.get("seat"))
    not_kept = None
    if drafts.is_to_keep(request):
        try:
            return drafts.keep(request, dialogue, place, _speaker(request), drafts.BESIDE_CARRIED)
        except Refusal as why:
            not_kept = why
    questions = dialogue.questions.filter(round__opens_on__lte=rules.today_of(dialogue)).order_by("number")
    shape: dict[str, Any] = {
        "languages": request.community.languages,
        "hubs": hubs.hubs(request.community),
        "here": request.language,
        "questions": questions,
        "seats": seats,
        "initial": of_the_seat | drafts.begun(dialogue, place, request.membership),
    }
    form = CarryForm(request.POST or None, request.FILES or None, **shape)
    if not_kept:
        drafts.not_kept(form, not_kept)
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer(request, lambda: _carry(request, dialogue, form.cleaned_data, place))
        except (Refusal, SoundRefused) as refused:
            form.add_error("sound" if isinstance(refused, SoundRefused) else "text", str(refused))
    sent = request.method == "POST"
    context = frame(request, dialogue) | {
        "form": form,
        "title": _("Take down somebody's words"),
        "button": _("Show it"),
        "to_ask_in": dict.fromkeys(map(interface_for, request.community.languages)),
        "once_key": once.key_of(request) if sent else once.new_key(),
    }
    return render(request, "dialogues/carry.html", context, status=422 if sent else 200)


@limited("gloss")
@require_http_methods(["GET", "POST"])
def gloss(request: CommunityRequest, pk: int) -> HttpResponse:
    """A host says in another language what a contribution says."""
    said = reading.fetch_contribution(pk, request.membership)
    if not rules.may_host(said.dialogue, request.membership) or request.membership is None:
        raise Http404
    by = request.membership
    form = GlossForm(request.POST or None, languages=request.community.languages, contribution=said)
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer(request, lambda: _gloss(said, by, form.cleaned_data))
        except Refusal as refused:
            form.add_error("text", str(refused))
    sent = request.method == "POST"
    context = frame(request, said.dialogue) | {
        "form": form,
        "said": said,
        "once_key": once.key_of(request) if sent else once.new_key(),
    }
    return render(request, "dialogues/gloss.html", context, status=422 if sent else 200)


def _begun(request: CommunityRequest, dialogue: Dialogue, wanted: dict[str, Any]) -> dict[str, Any]:
    """What stands in the form already: words kept for later, else the words that one quotes, and whom one answers.

    And under which question the text stands that one answers, should it go while they write.
    """
    number = _numbers(wanted)
    said = ground.read(dialogue, number.get("answers"), request.membership)
    under = {"question": said.question_id} if said is not None else {}
    if request.membership is not None:
        place = attending.place_of(number.get("question"), number.get("answers"))
        kept_words = dialogue.drafts.filter(by=request.membership, place=place).first()
        if kept_words is not None:
            return under | {name: getattr(kept_words, name) for name in ("text", "language", "kind")}
    if said is None:
        return {}
    words = quoted(said) if "quote" in request.GET else ""
    return under | {"text": words + addressed(said, request.membership)}


def addressed(said: Contribution, by: Membership | None) -> str:
    """Who is answered, by name: of a reply, whose answer stands beside it, not under it, and who is told so by it."""
    author = said.author
    if said.answers_id is None or author is None or author == by:
        return ""
    return f"@{author.name} "


def _numbers(said: Mapping[str, Any]) -> dict[str, int]:
    """Which question or contribution is answered, where it is said by a number that can be one."""
    found = {name: row_number(said.get(name)) for name in ("question", "answers")}
    return {name: number for name, number in found.items() if number is not None}


@require_safe
def keeping_script(request: CommunityRequest) -> HttpResponse:
    """What keeps words in the browser while they are written."""
    return scripts.script("dialogues", "keeping.js")


def quoted(said: Contribution) -> str:
    """Somebody's words as Markdown quotes them, with their name, and room beneath."""
    lines = "\n".join(f"> {line}".rstrip() for line in said.text.splitlines())
    return f"> {said.speaker}:\n>\n{lines}\n\n"


def _keep(request: CommunityRequest, dialogue: Dialogue, form: AnswerForm) -> HttpResponse:
    """Keep the words for later, and show the form again with them: kept with no line and no script."""
    sent = form.data
    number = _numbers(sent)
    attending.keep_draft(
        dialogue=dialogue,
        place=attending.place_of(number.get("question"), number.get("answers")),
        text=sent.get("text", ""),
        language=sent.get("language", "") if sent.get("language") in request.community.languages else "",
        kind=sent.get("kind", ""),
        by=_speaker(request),
    )
    to = f"?{urlencode(number)}" if number else "?"
    place = f"{reverse('dialogues_speak', args=[dialogue.slug])}{to}"
    return redirect(saved.mark(place, "draft", by=_speaker(request)))


def _carry(request: CommunityRequest, dialogue: Dialogue, fields: dict[str, Any], place: str) -> str:
    said = speaking.carry(
        dialogue=dialogue,
        said_by=fields["said_by"],
        text=fields["text"],
        language=fields["language"],
        consent_language=fields["consent_language"],
        page_language=request.language,
        city=fields["city"],
        question=ground.question_of(dialogue, fields["question"]),
        seat=fields["seat"],
        sound=sounds.store(fields["sound"], folder="sounds") if fields["sound"] else "",
        by=_speaker(request),
    )
    drafts.drop(dialogue, place, _speaker(request))
    return saved.mark(place_of(said), f"words-{said.pk}", by=_speaker(request))


def _of_the_seat(seats: Sequence[Seat], asked: str | None) -> dict[str, Any]:
    """What is known beforehand of whoever sits there."""
    seat = next((one for one in seats if str(one.pk) == asked), None)
    if seat is None:
        return {}
    known = {"seat": seat.pk, "said_by": seat.name, "city": seat.city_id, "question": seat.asked_id}
    return known | {"language": seat.language}


def _gloss(said: Contribution, by: Membership, fields: dict[str, Any]) -> str:
    speaking.gloss(contribution=said, by=by, **fields)
    return saved.mark(place_of(said), f"gloss-{said.pk}", by=by)


def _speaker(request: CommunityRequest) -> Membership:
    if request.membership is None:
        raise Http404
    return request.membership


def _check(dialogue: Dialogue, fields: dict[str, Any]) -> None:
    """What can be said before anyone is signed in: the dialogue is open, there are words and not too many, the question
    and the answered exist."""
    if not rules.is_open(dialogue):
        raise Refusal.not_open(dialogue)
    speaking.checked(fields["text"])
    ground.question_of(dialogue, fields.get("question"))
    ground.text_of(dialogue, fields.get("answers"), None)


def _speak_page(
    request: CommunityRequest, dialogue: Dialogue, form: AnswerForm, once_key: str, status: int = 200
) -> HttpResponse:
    data = form.data if form.is_bound else form.initial
    number = _numbers(data)
    context = frame(request, dialogue) | {"form": form, "once_key": once_key}
    if not form.is_bound and not context["may_answer"]:
        context |= {
            "form": None,
            "why_not": str(Refusal.not_speaking(dialogue, request.membership, has_box=False)),
        }
    if number.get("answers"):
        context["answered"] = ground.read(dialogue, number["answers"], request.membership)
        # Words kept for later stay within reach of their writer, whatever became of the text.
        if context["answered"] is None and not form.is_bound and not data.get("text"):
            raise Http404
    elif number.get("question"):
        context["asked"] = ground.question_of(dialogue, number["question"])
    return render(request, "dialogues/speak.html", context, status=status)
