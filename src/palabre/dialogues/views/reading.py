"""Pages for whoever reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.communities import once, saved
from palabre.communities.models import Membership
from palabre.communities.queries import muted_by
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions import attending
from palabre.dialogues.forms.speaking import AnswerForm
from palabre.dialogues.models import Contribution, Dialogue, Question, Synthesis, Visit
from palabre.dialogues.queries import budget, channels, head, heard, lists, reading, told, versions, wanted
from palabre.dialogues.queries.beginnings import piece_of
from palabre.dialogues.queries.frame import Version, fetch_whole
from palabre.dialogues.queries.leaves import leaf
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import shown
from palabre.kit.delivery.keeping import keepable
from palabre.kit.numbers import Cursor, row_number
from palabre.moderation.queries import decisions_about

TAKEN_DOWN = (Contribution.Standing.HIDDEN, Contribution.Standing.REMOVED)


@keepable("before")
@require_safe
def index(request: CommunityRequest) -> HttpResponse:
    """Open, to come, archived."""
    before = request.GET.get("before", "")
    context = {
        "shelf": lists.shelf(request.community, request.membership, before, language=request.language),
        "may_found": rules.may_found(request.membership),
        "may_open_channels": rules.may_open_channels(request.membership),
        "channels": channels.channels(request.community),
        "saved": saved.read(request),
        "muted": muted_by(request.membership),
    }
    return render(request, "dialogues/index.html", context)


@keepable("after", "reads")
@require_safe
def page(request: CommunityRequest, slug: str) -> HttpResponse:
    """A dialogue: framing, faces, questions with their first answers; or, without questions, its turns in order."""
    dialogue, around = fetch_whole(slug, request.membership, request.language)
    shown.about(dialogue=dialogue.pk)
    if another := versions.to_read(dialogue, around.versions, request.language):
        return redirect("dialogues_page", another.slug)
    request.stands_in = _addresses(request, [dialogue, *around.versions])
    seated, chosen = reading.seats(dialogue), languages_read(request)
    since = _last_visit(request.membership, dialogue, around.visit)
    talk = reading.sections(dialogue, request.membership, seated, chosen, since=since)
    context = frame(request, dialogue) | {
        "around": around,
        "framing": head.framing(dialogue),
        "seats": seated,
        "parts": talk.sections,
        "chosen": chosen,
        # To begin with, those of whoever is signed in: nothing is left out until they ask for it.
        "ticked": chosen or (request.person.reads if request.person else ()),
        "versions": _elsewhere(request, around.versions),
    }
    if not talk.sections and dialogue.format != Dialogue.Format.CALL:
        after = Cursor.parse(request.GET.get("after", ""))
        talk = reading.flow(dialogue, request.membership, seated, languages=chosen, since=since, after=after)
        context |= {"threads": talk.threads, "following": talk.following, "after": after}
    context |= {"picks": talk.picked, "spoken": talk.spoken}
    context |= {"since": since, "fresh": talk.fresh, "counted": wanted.FRESH_COUNTED}
    return render(request, "dialogues/page.html", context)


def _last_visit(membership: Membership | None, dialogue: Dialogue, known: Visit | None) -> datetime | None:
    """When a member came here last, where there may be something new to them; notes that they are here now."""
    if membership is None or not rules.is_open(dialogue):
        return None
    return attending.visit(dialogue=dialogue, by=membership, known=known)


@require_safe
def fresh(request: CommunityRequest, slug: str) -> HttpResponse:
    """What others said since one's last visit."""
    dialogue = reading.fetch(slug, request.membership)
    if request.membership is None:
        raise Http404
    since = attending.visit(dialogue=dialogue, by=request.membership)
    context = frame(request, dialogue)
    if since is not None:
        after = Cursor.parse(request.GET.get("after", ""))
        threads, following = reading.fresh(dialogue, request.membership, since, after)
        context |= {"threads": threads, "following": following}
    return render(request, "dialogues/fresh.html", context)


@keepable("after", "piece")
@require_safe
def words_of_seat(request: CommunityRequest, pk: int) -> HttpResponse:
    """What one person on a seat says: their opening words, then each thing they said."""
    seat = reading.fetch_seat(pk, request.membership)
    dialogue = seat.dialogue
    shown.about(dialogue=dialogue.pk)
    after = Cursor.parse(request.GET.get("after", ""))
    words = piece_of(seat.opening_html, row_number(request.GET.get("piece", "")))
    room = budget.WORDS - (budget.weight(words.html) if after is None else 0)
    threads, following = reading.words_of(seat, dialogue, request.membership, after, room)
    context = frame(request, dialogue) | {
        "seat": seat,
        "words": words if words.html else None,
        "threads": threads,
        "following": following,
        "after": after,
        "may_change": rules.may_change_seat(seat, request.membership),
    }
    return render(request, "dialogues/seat.html", context)


@keepable("piece")
@require_safe
def framing(request: CommunityRequest, slug: str) -> HttpResponse:
    """All of a long framing, piece by piece."""
    dialogue = reading.fetch(slug, request.membership)
    shown.about(dialogue=dialogue.pk)
    if not dialogue.framing_html:
        raise Http404
    words = piece_of(dialogue.framing_html, row_number(request.GET.get("piece", "")))
    return render(request, "dialogues/framing.html", frame(request, dialogue) | {"words": words})


@keepable("after", "reads")
@require_safe
def question(request: CommunityRequest, slug: str, number: int) -> HttpResponse:
    """All answers to one question, page by page."""
    dialogue = reading.fetch(slug, request.membership)
    shown.about(dialogue=dialogue.pk)
    released = dialogue.questions.filter(round__opens_on__lte=rules.today_of(dialogue))
    return _in_a_row(request, dialogue, get_object_or_404(released, number=number))


@keepable("after", "reads")
@require_safe
def apart(request: CommunityRequest, slug: str) -> HttpResponse:
    """What was said in the conversation and answers none of its questions, page by page."""
    dialogue = reading.fetch(slug, request.membership)
    shown.about(dialogue=dialogue.pk)
    return _in_a_row(request, dialogue, None)


def _in_a_row(request: CommunityRequest, dialogue: Dialogue, asked: Question | None) -> HttpResponse:
    chosen = languages_read(request)
    after = Cursor.parse(request.GET.get("after", ""))
    seated = reading.seats(dialogue)
    talk = reading.flow(
        dialogue,
        request.membership,
        seated,
        question=asked,
        apart=asked is None,
        languages=chosen,
        after=after,
    )
    context = frame(request, dialogue) | {
        "question": asked,
        "seats": seated,
        "threads": talk.threads,
        "following": talk.following,
        "after": after,
        "chosen": chosen,
        "open_form": _answer_form(request, dialogue, question=asked.pk if asked else None),
    }
    return render(request, "dialogues/question.html", context)


@keepable("after", "piece")
@require_safe
def contribution(request: CommunityRequest, pk: int) -> HttpResponse:
    """One contribution with its replies: its permanent address."""
    said = reading.fetch_contribution(pk, request.membership)
    shown.about(dialogue=said.dialogue_id)
    root = reading.root_of(said, request.membership)
    if root.language in request.community.languages:
        request.stands_in = {root.language: f"/contributions/{pk}/"}
    context = frame(request, said.dialogue)
    meant = said if said.pk != root.pk else None
    after = Cursor.parse(request.GET.get("after", ""))
    piece = row_number(request.GET.get("piece", ""))
    thread = reading.thread(root, request.membership, meant=meant, after=after, piece=piece)
    may_pick = context["may_host"] and rules.takes_more(said.dialogue)
    for one in (thread, *thread.replies):
        one.acts = _own_acts(one.said, request.membership, is_host=context["may_host"], may_pick=may_pick)
        one.acts += _apart(one.said, request.membership, context["muted"])
    if root.standing == Contribution.Standing.PUBLIC:
        context["open_form"] = _answer_form(
            request, said.dialogue, answers=root.pk, question=root.question_id
        )
    context |= {"thread": thread, "said": said}
    return render(request, "dialogues/contribution.html", context)


def _own_acts(
    said: Contribution, by: Membership | None, *, is_host: bool, may_pick: bool
) -> list[tuple[str, str]]:
    """What its author and the hosts may do with it."""
    if said.standing == Contribution.Standing.WITHDRAWN:
        return []
    theirs = rules.is_theirs(said, by)
    acts = [
        (rules.may_change(said, by), _("Change"), "dialogues_change"),
        (may_pick and said.standing == "public", _("Pick"), "dialogues_pick"),
        (theirs or is_host, _("Correct the language"), "dialogues_language"),
        (theirs, _("Take back"), "dialogues_withdraw"),
        (theirs and said.is_carried, _("Code for whoever said it"), "dialogues_receipt"),
    ]
    led = [(label, reverse(name, args=[said.pk])) for may, label, name in acts if may]
    decided = (
        decisions_about(ContributionSubject.kind, said.pk) if theirs and said.standing in TAKEN_DOWN else []
    )
    if decided:
        led.append((_("Why, and how to ask again"), reverse("moderation_verdict", args=[max(decided)])))
    return led


def _apart(said: Contribution, by: Membership | None, muted: frozenset[int]) -> list[tuple[str, str]]:
    """Folding away what its author says, for a member who does not want to see it; and seeing it again."""
    if by is None or said.author_id in (None, by.pk) or said.standing == Contribution.Standing.WITHDRAWN:
        return []
    label = _("Show their words again") if said.author_id in muted else _("Fold their words away for me")
    here = reverse("dialogues_contribution", args=[said.pk])
    return [(label, f"{reverse('communities_mute', args=[said.author_id])}?next={here}")]


@keepable("after", "piece")
@require_safe
def what_was_heard(request: CommunityRequest, slug: str) -> HttpResponse:
    """The synthesis, finding by finding with what each rests on, and what came of it."""
    dialogue = reading.fetch(slug, request.membership)
    return all_told(request, dialogue, heard.published(dialogue))


def all_told(
    request: CommunityRequest, dialogue: Dialogue, syntheses: Sequence[Synthesis], *, for_hosts: bool = False
) -> HttpResponse:
    """A page of these syntheses and of what came of the dialogue; with nothing on it only hosts have it."""
    sent = lists.outcomes(request.community, request.membership, dialogue)
    all_of_it = told.all_told(syntheses, sent)
    page = leaf(told.entries(all_of_it, request.GET.get("after", "")), request.GET, budget.FINDINGS)
    if not page.entries and not for_hosts:
        raise Http404
    context = frame(request, dialogue) | {
        "page": page,
        "sent": sent,
        "came": told.came(all_of_it, page),
        "for_hosts": for_hosts,
    }
    return render(request, "dialogues/heard.html", context)


@keepable("after", "piece")
@require_safe
def what_came_of_it(request: CommunityRequest) -> HttpResponse:
    """All outcomes of the community, overdue answers first; the counts are those of all."""
    sent = lists.outcomes(request.community, request.membership)
    counts = {
        "sent": len(sent),
        "answered": sum(s.outcome.answered_on is not None for s in sent),
        "over": sum(s.days_over > 0 for s in sent),
    }
    found = told.entries(told.all_told([], sent), request.GET.get("after", ""))
    page = leaf(found, request.GET, budget.FINDINGS)
    return render(request, "dialogues/outcomes.html", {"page": page, "counts": counts})


def languages_read(request: CommunityRequest) -> list[str]:
    """The languages the reader asked for in the address (`?reads=fr&reads=bn`), or all: an empty list."""
    asked = request.GET.getlist("reads")
    if asked == ["mine"] and request.person is not None:
        asked = list(request.person.reads)
    return [tag for tag in request.community.languages if tag in asked]


def frame(request: CommunityRequest, dialogue: Dialogue) -> dict[str, Any]:
    """What every page of a dialogue's shows."""
    timezone.activate(dialogue.community.time_zone)
    state = rules.state(dialogue)
    is_open, may_answer = state == rules.State.OPEN, rules.may_be_asked(dialogue, request.membership)
    return {
        "dialogue": dialogue,
        "state": state,
        "today": rules.today_of(dialogue),
        "is_open": is_open,
        # Why this reader is not asked to speak while others are.
        "may_answer": may_answer,
        "why_not": ""
        if may_answer or not is_open
        else str(Refusal.not_speaking(dialogue, request.membership)),
        "may_send_in": rules.may_speak(dialogue, request.membership),
        "may_carry": rules.may_carry(dialogue, request.membership),
        "may_host": rules.may_host(dialogue, request.membership),
        "page_lang": request.language,
        "saved": saved.read(request),
        "muted": muted_by(request.membership),
    }


def place_of(said: Contribution) -> str:
    """Where it stands: on the page of what it answers, while that may be read, or on its own."""
    answers = said.answers
    above = answers.pk if answers is not None and answers.standing in ("public", "withdrawn") else said.pk
    return f"{reverse('dialogues_contribution', args=[above])}#c{said.pk}"


def _addresses(request: CommunityRequest, versions_of_it: Sequence[Dialogue | Version]) -> dict[str, str]:
    """Where each version stands in its own language, as a path without one."""
    here = request.community.languages
    return {one.language: f"/dialogues/{one.slug}/" for one in versions_of_it if one.language in here}


def _elsewhere(request: CommunityRequest, others: list[Version]) -> list[tuple[Version, str]]:
    """Other versions with their addresses, in their own language where the community has it."""
    own = _addresses(request, others)
    return [
        (one, f"/{one.language}{own[one.language]}" if one.language in own else _here(one)) for one in others
    ]


def _here(dialogue: Version) -> str:
    return reverse("dialogues_page", args=[dialogue.slug])


def _answer_form(request: CommunityRequest, dialogue: Dialogue, **to: int | None) -> dict[str, Any] | None:
    if not rules.may_be_asked(dialogue, request.membership):
        return None
    form = AnswerForm(initial=to, languages=request.community.languages, auto_id="answer_%s")
    return {
        "form": form,
        "action": reverse("dialogues_speak", args=[dialogue.slug]),
        "once_key": once.new_key() if request.person else once.OF_ALL,
    }
