"""The host's pages: open a dialogue, see what needs you, write down what was heard, record what came of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.communities import once, saved
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import playbook, rules
from palabre.dialogues.actions import heard as hearing
from palabre.dialogues.actions import hosting
from palabre.dialogues.forms import hosting as sheets
from palabre.dialogues.forms.finding import FindingForm, Looking
from palabre.dialogues.models import Channel, Contribution, Dialogue, Outcome
from palabre.dialogues.queries import care, heard, lists, reading, shelf, told
from palabre.dialogues.queries import waiting as unanswered
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.views.desk import archived, desk_of, hosted, offer, refused, sheet
from palabre.dialogues.views.reading import all_told, frame
from palabre.dialogues.views.wording import photograph
from palabre.people.counts import limited
from palabre.places.queries.hubs import to_open

either = require_http_methods(["GET", "POST"])


@limited("desk")
@either
def new(request: CommunityRequest) -> HttpResponse:
    """Open a dialogue."""
    if not rules.may_found(request.membership):
        raise Http404
    by = request.membership
    earlier = Dialogue.objects.visible_to(by).order_by("-opens_on")
    form = sheets.DialogueForm(
        request.POST or None,
        request.FILES or None,
        languages=request.community.languages,
        earlier=earlier,
        channels=Channel.objects.filter(community=request.community).order_by("name", "pk"),
        initial={"language": request.language, "channel": request.GET.get("channel")},
    )

    def act(fields: dict[str, Any]) -> str:
        questions = fields.pop("questions")
        fields["picture"] = photograph(request, fields["picture"])
        made = hosting.open_dialogue(community=request.community, by=by, **fields)
        asked = [(line.strip(), made.language) for line in questions.splitlines() if line.strip()]
        hosting.ask(dialogue=made, questions=asked, opens_on=made.opens_on, by=by)
        return reverse("dialogues_host", args=[made.slug])

    context = {"title": _("Open a conversation"), "button": _("Announce it")}
    return sheet(request, form, act, context, "dialogue")


@require_safe
def desk(request: CommunityRequest, slug: str) -> HttpResponse:
    """What needs the host."""
    dialogue, by = hosted(request, slug)
    needs, seats = care.needs(dialogue), reading.seats(dialogue)
    context = frame(request, dialogue) | {
        "needs": needs,
        "takes_more": rules.takes_more(dialogue),
        "coming_rounds": [(one, asked, once.new_key()) for one, asked in needs.coming],
        "for_hosts": [(one, once.new_key()) for one in shelf.for_hosts(dialogue)],
        "playbook": playbook.steps(care.facts(dialogue, needs)),
        "may_decide": by.has("moderator", "manager"),
        "readable": care.readable(needs, by),
        "syntheses": heard.outlined(dialogue, told.SHOWN_TO_HOSTS),
        "seats": seats,
        "to_open": to_open((seat.city for seat in seats if seat.kind == "local_voice"), by),
        "may_reword": rules.may_reword(dialogue, by),
        "sent": told.in_short(lists.outcomes(request.community, request.membership, dialogue)),
        "publish_key": once.new_key(),
    }
    return render(request, "dialogues/host.html", context)


@require_safe
def waiting(request: CommunityRequest, slug: str) -> HttpResponse:
    """All whose words nobody has answered yet, page by page."""
    dialogue, _by = hosted(request, slug)
    found = unanswered.waiting(dialogue, request.GET.get("after", ""))
    return render(request, "dialogues/waiting.html", frame(request, dialogue) | {"waiting": found})


@limited("desk")
@either
def ask(request: CommunityRequest, slug: str) -> HttpResponse:
    """A further round of questions."""
    dialogue, by = hosted(request, slug)
    title = _("Ask more questions")
    if over := archived(request, dialogue, title):
        return over
    form = sheets.QuestionsForm(request.POST or None, **offer(request, opens_on=rules.today_of(dialogue)))

    def act(fields: dict[str, Any]) -> str:
        lines = [line.strip() for line in fields["questions"].splitlines() if line.strip()]
        asked = [(line, fields["language"]) for line in lines]
        hosting.check_not_over(dialogue, fields["opens_on"])
        hosting.ask(dialogue=dialogue, questions=asked, opens_on=fields["opens_on"], by=by)
        return desk_of(dialogue)

    return sheet(request, form, act, {"title": title, "dialogue": dialogue}, "questions")


@limited("desk")
@either
def wrap(request: CommunityRequest, slug: str) -> HttpResponse:
    """So far: the day's note."""
    dialogue, by = hosted(request, slug)
    title = _("Write the day's note")
    if over := archived(request, dialogue, title):
        return over
    form = sheets.WrapForm(request.POST or None, **offer(request))

    def act(fields: dict[str, Any]) -> str:
        hosting.wrap(dialogue=dialogue, by=by, **fields)
        return desk_of(dialogue)

    return sheet(request, form, act, {"title": title, "dialogue": dialogue}, "note")


@limited("desk")
@either
def synthesis(request: CommunityRequest, slug: str) -> HttpResponse:
    """Write one more finding of what was heard."""
    dialogue, by = hosted(request, slug)
    said = Contribution.objects.visible_to(None).filter(dialogue=dialogue).with_speakers().said_in_order()
    looking = Looking(request.POST)

    def act(fields: dict[str, Any]) -> str:
        silent = care.not_heard(dialogue)
        drafted = hearing.begin_synthesis(
            dialogue=dialogue,
            language=dialogue.language,
            by=by,
            languages_not_heard=silent.languages,
            cities_not_heard=silent.cities,
        )
        hearing.add_finding(synthesis=drafted, text=fields["text"], cites=list(fields["cites"]), by=by)
        return desk_of(dialogue)

    # Asked for where the form is shown again, not where it leads on.
    offered = SimpleLazyObject(lambda: heard.citable(said, looking.ticked, looking.words, looking.after))
    context = frame(request, dialogue) | {"citable": offered, "cancel_url": desk_of(dialogue)}
    if looking.again:
        kept = {"text": looking.text, "words": looking.words}
        context |= {"form": FindingForm(initial=kept, said=said), "once_key": once.key_of(request)}
        return render(request, "dialogues/finding.html", context)
    form = FindingForm(request.POST or None, said=said)
    return sheet(request, form, act, context, "finding", template="dialogues/finding.html")


@require_safe
def findings(request: CommunityRequest, slug: str) -> HttpResponse:
    """All that was written down so far, published or not, and what came of it."""
    dialogue, _by = hosted(request, slug)
    return all_told(request, dialogue, heard.drafted(dialogue), for_hosts=True)


@limited("desk")
@require_POST
def publish(request: CommunityRequest, slug: str) -> HttpResponse:
    """Publish what was heard."""
    dialogue, by = hosted(request, slug)
    drafted = heard.drafted(dialogue)
    if not drafted:
        raise Http404

    def act() -> str:
        for one in drafted:
            hearing.publish_synthesis(synthesis=one, by=by)
        return saved.mark(reverse("dialogues_heard", args=[dialogue.slug]), "heard", by=by)

    try:
        return once.answer(request, act)
    except Refusal as why:
        return refused(request, dialogue, _("Not yet"), why)


@limited("desk")
@either
def outcome(request: CommunityRequest, slug: str) -> HttpResponse:
    """Record to whom it was sent."""
    dialogue, by = hosted(request, slug)
    form = sheets.OutcomeForm(request.POST or None, **offer(request, sent_on=rules.today_of(dialogue)))

    def act(fields: dict[str, Any]) -> str:
        hearing.send_outcome(dialogue=dialogue, by=by, **fields)
        return desk_of(dialogue)

    return sheet(
        request, form, act, {"title": _("Record where it was sent"), "dialogue": dialogue}, "outcome"
    )


@limited("desk")
@either
def answer(request: CommunityRequest, pk: int) -> HttpResponse:
    """Record what they answered."""
    reachable = Dialogue.objects.visible_to(request.membership)
    sent = get_object_or_404(
        Outcome.objects.select_related("dialogue__community"), pk=pk, dialogue__in=reachable
    )
    _dialogue, by = hosted(request, sent.dialogue.slug)
    form = sheets.OutcomeAnswerForm(
        request.POST or None, **offer(request, answered_on=rules.today_of(sent.dialogue))
    )

    def act(fields: dict[str, Any]) -> str:
        hearing.answer_outcome(outcome=sent, by=by, **fields)
        return desk_of(sent.dialogue)

    return sheet(request, form, act, {"title": _("Record their answer"), "dialogue": sent.dialogue}, "reply")
