"""A panelist before what they are asked; the hosts' pages to invite and to remind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.communities import kept, once, saved
from palabre.communities.invited import invitation_of
from palabre.communities.middleware import open_to_strangers
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.communities.rules import still_stands
from palabre.dialogues import rules
from palabre.dialogues.actions import attending
from palabre.dialogues.actions import panel as seating
from palabre.dialogues.forms import hosting as sheets
from palabre.dialogues.forms.finding import Looking
from palabre.dialogues.forms.speaking import AnswerForm
from palabre.dialogues.models import Contribution, Question, Seat
from palabre.dialogues.queries import panel
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.views import drafts, ground
from palabre.dialogues.views.desk import archived, desk_of, hosted, offer, refused, sheet
from palabre.dialogues.views.reading import frame
from palabre.dialogues.views.speaking import contribute_kept
from palabre.dialogues.views.wording import face
from palabre.kit import moments
from palabre.kit.languages import interface_for
from palabre.kit.numbers import row_number
from palabre.people.counts import limited
from palabre.places.queries import hubs

KEPT = "dialogues.panelist"
INVITING = "dialogues/inviting.html"
either = require_http_methods(["GET", "POST"])


@dataclass
class Box:
    """One thing a panelist is asked to answer, with a form of its own, or the word that they have."""

    form: AnswerForm
    once_key: str
    question: Question | None = None
    answers: Contribution | None = None
    is_answered: bool = False
    is_kept: bool = False


@limited("post")
@open_to_strangers
@never_cache
@either
def by_link(request: CommunityRequest, token: str) -> HttpResponse:
    """The page the mail's link opens. What is written there is kept first; then they are asked to come in."""
    invitation = invitation_of(token)
    seat = panel.of_invitation(invitation) if invitation else None
    if invitation is None or seat is None:
        raise Http404
    come_in = reverse("communities_invitation", args=[token])
    if panel.of_member(seat.pk, request.membership) is not None:
        # Once they are in it leads to their own page; what they send from the one left open is said.
        return (
            _answer(request, seat.pk) if request.method == "POST" else redirect("dialogues_own_seat", seat.pk)
        )
    if not still_stands(invitation):
        return _keep_late(request, seat) or redirect(come_in)
    form = _sent(request, seat)
    if form is not None and form.is_valid():
        _keep(request, seat, form)
        return redirect(come_in)
    return _page(request, seat, form, come_in=come_in)


def _keep_late(request: CommunityRequest, seat: Seat) -> HttpResponse | None:
    """Keep what is sent from a page left open after the link was used or ran out, in a browser that is not known.

    Nothing of the conversation is shown to them: it may be private, and the link is good for nothing any more.
    """
    form = _form(request, request.POST)
    if request.method != "POST" or not form.is_valid():
        return None
    ground.question_of(seat.dialogue, form.cleaned_data.get("question"))
    return _keep(request, seat, form)


def _keep(request: CommunityRequest, seat: Seat, form: AnswerForm) -> HttpResponse:
    """Keep the words until their writer has come in, and lead them to it."""
    about = seat.dialogue
    return kept.keep(
        request, kind=KEPT, payload=_payload(seat, form), title=about.title, language=about.language
    )


@limited("post")
@never_cache
@either
def own_seat(request: CommunityRequest, pk: int) -> HttpResponse:
    """The same page for a panelist who is in."""
    return _answer(request, pk)


def _answer(request: CommunityRequest, pk: int) -> HttpResponse:
    seat, by = panel.of_member(pk, request.membership), request.membership
    if seat is None or by is None:
        raise Http404
    if drafts.is_to_keep(request):
        unkept = _form(request, request.POST)
        place = attending.place_of(*(row_number(request.POST.get(name)) for name in ("question", "answers")))
        try:
            return drafts.keep(request, seat.dialogue, place, by)
        except Refusal as why:
            drafts.not_kept(unkept, why)
        return _page(request, seat, unkept)
    form = _sent(request, seat)
    if form is not None and form.is_valid():
        payload = _payload(seat, form)
        try:
            return once.answer(request, lambda: answer_kept(payload, by=by))
        except Refusal as why:
            form.add_error("text", str(why))
    return _page(request, seat, form)


def answer_kept(payload: dict[str, Any], by: Membership) -> str:
    """Say what a panelist wrote, now or once they are in; returns their page, with what is left to answer.

    Whoever came in as somebody else than the seat is for is led to their words.
    """
    seating.take_seats(by=by)
    place = contribute_kept(payload, by=by)
    if panel.of_member(payload["seat"], by) is None:
        return place
    return saved.mark(reverse("dialogues_own_seat", args=[payload["seat"]]), "answer", by=by)


@limited("invite")
@either
def seat(request: CommunityRequest, slug: str) -> HttpResponse:
    """Invite somebody to the panel, or seat a local voice."""
    dialogue, by = hosted(request, slug)
    if over := archived(request, dialogue, _("Invite somebody")):
        return over
    looking = Looking(request.POST or request.GET, "put")
    offered = panel.offered(dialogue, looking.ticked, looking.words)
    shape = offer(request, put=looking.ticked) | {
        "hubs": hubs.hubs(request.community),
        "here": request.language,
        "questions": dialogue.questions.order_by("number"),
        "said": panel.to_put(dialogue),
        "offered": offered,
    }
    context = {"title": _("Invite somebody"), "button": _("Invite"), "dialogue": dialogue}
    context["found_nothing"] = bool(looking.words) and all(one.pk in looking.ticked for one in offered)
    if request.method == "POST" and looking.again:
        return _look(request, shape, looking, context | {"cancel_url": desk_of(dialogue)})
    form = sheets.SeatForm(request.POST or None, request.FILES or None, **shape)

    def act(fields: dict[str, Any]) -> str:
        portrait = face(request, fields.pop("portrait"))
        fields.pop("words", None)
        seating.seat(dialogue=dialogue, by=by, portrait=portrait, **fields)
        return desk_of(dialogue)

    return sheet(request, form, act, context, "seat", template=INVITING)


def _look(
    request: CommunityRequest, shape: dict[str, Any], looking: Looking, context: dict[str, Any]
) -> HttpResponse:
    """The form again with what was written in it, and other answers to put to them."""
    typed = request.POST.dict() | {"put": looking.ticked, "city": row_number(request.POST.get("city"))}
    context |= {"form": sheets.SeatForm(**shape | {"initial": typed}), "once_key": once.key_of(request)}
    return render(request, INVITING, context)


@limited("desk")
@either
def remind(request: CommunityRequest, pk: int) -> HttpResponse:
    """The reminder to a silent panelist, drafted in their language; a host reads, changes and sends it."""
    found = panel.of_dialogue(pk, request.membership)
    if found is None or found.dialogue.held:
        raise Http404
    dialogue, by = hosted(request, found.dialogue.slug)
    title = _("Remind %(name)s") % {"name": found.name}
    if not rules.is_open(dialogue):
        return refused(request, dialogue, title, Refusal.not_open(dialogue, has_box=False))
    if not panel.may_be_reminded(found):
        raise Http404
    form = sheets.ReminderForm(request.POST or None, initial={"text": _drafted(found, by)})
    form.fields["text"].widget.attrs |= {"lang": found.language, "dir": "auto"}

    def act(fields: dict[str, Any]) -> str:
        seating.remind(seat=found, text=fields["text"], by=by)
        return desk_of(dialogue)

    context = {
        "title": title,
        "lede": _("One mail, once, with a link to what they are asked. It is drafted in their language."),
        "button": _("Send it"),
        "dialogue": dialogue,
    }
    return sheet(request, form, act, context, "reminder")


def _drafted(seat: Seat, by: Membership) -> str:
    """Hello, what is missing, until when, thank you: in the panelist's language."""
    spoken = interface_for(seat.language)
    with translation.override(spoken):
        parts = [
            _("Hello %(name)s,") % {"name": seat.name},
            _('The conversation "%(title)s" is open until %(day)s, and your voice is missing in it.')
            % {"title": seat.dialogue.title, "day": moments.day(seat.dialogue.closes_on, spoken)},
        ]
        if seat.asked:
            parts.append(_("You were asked: %(question)s") % {"question": seat.asked.text})
        parts.append(_("A few sentences are enough; the link below leads straight to them."))
        parts.append(_("Thank you") + f"\n{by.name}")
    return "\n\n".join(parts)


def _sent(request: CommunityRequest, seat: Seat) -> AnswerForm | None:
    """The form that was sent, where it answers what their page has a box for; words that answer what is gone, moved."""
    if request.method != "POST":
        return None
    moved = _moved(request, seat)
    form = _form(request, moved or request.POST)
    if moved is not None:
        ground.say_it_moved(form)
    elif form.is_valid():
        _check_put(seat, form.cleaned_data)
        if not _is_open(seat):
            is_early = rules.is_open(seat.dialogue)
            form.add_error(
                "text", str(Refusal.not_asked_yet() if is_early else Refusal.not_open(seat.dialogue))
            )
    return form


def _form(request: CommunityRequest, sent: QueryDict) -> AnswerForm:
    return AnswerForm(sent, languages=request.community.languages, auto_id=f"box{_place(sent)}_%s")


def _moved(request: CommunityRequest, seat: Seat) -> QueryDict | None:
    """What was sent, as an answer to the question they are asked, where the text it answers is gone."""
    moved = ground.moved(seat.dialogue, request.POST)
    if moved is not None:
        asked = [seat.asked] if seat.asked is not None else panel.asked_lately(seat.dialogue)
        moved["question"] = str(asked[0].pk) if asked else ""
    return moved


def _check_put(seat: Seat, fields: dict[str, Any]) -> None:
    """They answer what was put to them; where no question was, any that is asked by now, or none. Else 404."""
    question, answers = fields.get("question"), fields.get("answers")
    if answers and not question:
        if all(one.contribution_id != answers for one in panel.put_to(seat)):
            raise Http404
    elif seat.asked_id is None:
        ground.question_of(seat.dialogue, question)
    elif question != seat.asked_id:
        raise Http404


def _payload(seat: Seat, form: AnswerForm) -> dict[str, Any]:
    return {
        **form.cleaned_data,
        "dialogue": seat.dialogue_id,
        "seat": seat.pk,
        # Where their words are not recognised, they are taken to be in the language they are written to in.
        "page_language": seat.language,
    }


def _page(request: CommunityRequest, seat: Seat, sent: AnswerForm | None, come_in: str = "") -> HttpResponse:
    asked = panel.asked_of(seat)
    boxes = _boxes(request, seat, asked, sent)
    context = frame(request, seat.dialogue) | {
        "seat": seat,
        "invited": seat,
        "boxes": boxes,
        "is_free": asked.is_free,
        "come_in": come_in,
        "may_answer": _is_open(seat) and rules.may_be_asked(seat.dialogue, request.membership),
        "is_early": rules.is_open(seat.dialogue) and not _is_open(seat),
        "may_change": rules.may_change_seat(seat, request.membership),
        "has_kept": any(box.is_kept for box in boxes),
    }
    return render(request, "dialogues/panel.html", context, status=422 if sent else 200)


def _boxes(request: CommunityRequest, seat: Seat, asked: panel.Asked, sent: AnswerForm | None) -> list[Box]:
    """Each question they are asked and each answer put to them with its box; or one for whatever they like."""
    questions, texts = panel.answered(seat)
    waiting = [draft.payload for draft in kept.waiting(request) if draft.payload.get("seat") == seat.pk]
    begun, found = _begun(request, seat), []
    for question in asked.questions:
        box = _box(request, {"question": question.pk}, sent, begun)
        box.question, box.is_answered = question, question.pk in questions
        box.is_kept = any(one.get("question") == question.pk for one in waiting)
        found.append(box)
    for said in asked.texts:
        box = _box(request, {"answers": said.pk}, sent, begun)
        box.answers, box.is_answered = said, said.pk in texts
        box.is_kept = any(one.get("answers") == said.pk for one in waiting)
        found.append(box)
    if sent is not None and all(box.form is not sent for box in found):
        # Words with no box of their own: what they answered is gone, or another round has opened meanwhile.
        found.append(Box(sent, once.key_of(request), question=_question_of(seat, sent)))
    elif not found:
        found.append(_box(request, {}, sent, begun))
        found[0].is_kept = bool(waiting)
    return found


def _question_of(seat: Seat, sent: AnswerForm) -> Question | None:
    return ground.question_of(seat.dialogue, row_number(sent.data.get("question")))


def _begun(request: CommunityRequest, seat: Seat) -> dict[str, dict[str, str]]:
    """Words kept for later in this conversation, by what they answer."""
    mine = seat.dialogue.drafts.filter(by=request.membership) if request.membership else ()
    return {one.place: {"text": one.text, "language": one.language} for one in mine}


def _box(
    request: CommunityRequest, to: dict[str, int], sent: AnswerForm | None, begun: dict[str, dict[str, str]]
) -> Box:
    if sent is not None and _place(sent.data) == _place(to):
        return Box(sent, once.key_of(request))
    words: dict[str, Any] = begun.get(attending.place_of(to.get("question"), to.get("answers")), {})
    form = AnswerForm(
        initial=words | to, languages=request.community.languages, auto_id=f"box{_place(to)}_%s"
    )
    return Box(form, once.new_key())


def _place(to: Any) -> str:
    return f"q{to['question']}" if to.get("question") else f"c{to.get('answers', '')}"


def _is_open(seat: Seat) -> bool:
    if seat.asked is not None and not rules.is_released(seat.asked.round, seat.dialogue):
        return False
    return rules.is_open(seat.dialogue)
