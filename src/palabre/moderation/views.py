"""Reporting a text; the moderators' queue; what authors and everybody can read of decisions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.communities.views.going import is_path
from palabre.kit.delivery import scripts
from palabre.kit.delivery.keeping import keepable
from palabre.kit.numbers import row_number
from palabre.moderation import actions, queries, rules
from palabre.moderation.forms import AppealForm, DecisionForm, FlagForm, HoldsForm, ManyForm
from palabre.moderation.models import Decision
from palabre.moderation.queries import Case
from palabre.moderation.refusals import Refusal
from palabre.moderation.subjects import subject_of
from palabre.people.counts import limited


@limited("flag")
@require_http_methods(["GET", "POST"])
def flag(request: CommunityRequest, kind: str, subject_id: int) -> HttpResponse:
    """Ask a moderator to look at a text."""
    member = request.membership
    subject = subject_of(kind)
    excerpt = subject.excerpt(subject_id, member) if subject and member else None
    if subject is None or member is None or excerpt is None or not rules.may_flag(member, excerpt):
        raise Http404
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.flag(
                community=request.community,
                subject=subject,
                subject_id=subject_id,
                language=request.language,
                by=member,
                **form.cleaned_data,
            )
            return f"{reverse('moderation_thanks')}?next={excerpt.path}"

        return once.answer(request, act)
    context = {"form": form, "excerpt": excerpt, "once_key": _key(request), "title": _("Report this text")}
    return render(request, "moderation/flag.html", context, status=_status(request))


@require_safe
def thanks(request: CommunityRequest) -> HttpResponse:
    """A moderator will look at it."""
    following = request.GET.get("next", "/")
    safe = following if is_path(following) else "/"
    return render(request, "moderation/thanks.html", {"next": safe})


@limited("desk")
@require_http_methods(["GET", "POST"])
def queue(request: CommunityRequest) -> HttpResponse:
    """What waits for a decision; several texts of one kind of fault can be decided about at once."""
    moderator = _moderator(request)
    waiting = queries.queue(request.community, moderator, request.GET.get("after", ""))
    open_to = {
        case.standing.pk: case
        for case in waiting.cases
        if rules.may_decide_on(moderator, case.excerpt, case.appeal, case.decisions)
    }
    form = ManyForm(request.POST or None, numbers=list(open_to))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            said = {name: value for name, value in form.cleaned_data.items() if name != "cases"}
            for number in form.cleaned_data["cases"]:
                seen = request.POST.get(f"seen_{number}", "")
                _decide(request, open_to[number], moderator, said | {"seen": seen})
            return reverse("moderation_queue")

        try:
            return once.answer(request, act)
        except Refusal as why:
            form.add_error(None, str(why))
    chosen = {row_number(number) for number in request.POST.getlist("cases")}
    context = {
        "form": form,
        "queue": waiting,
        "open_to": open_to,
        "chosen": chosen,
        "next_url": f"?{urlencode({'after': waiting.more})}" if waiting.more else "",
        "once_key": _key(request),
    }
    request.script_sources = "'self'"
    return render(request, "moderation/queue.html", context, status=_status(request))


@require_safe
def queue_script(_request: CommunityRequest) -> HttpResponse:
    """The queue's keys, the same for whoever asks."""
    return scripts.script("moderation", "queue.js")


@limited("desk")
@require_http_methods(["GET", "POST"])
def decide(request: CommunityRequest, pk: int) -> HttpResponse:
    """Decide about one text."""
    moderator = _moderator(request)
    case = queries.case(request.community, pk, moderator)
    if case is None or not rules.may_decide_on(moderator, case.excerpt, case.appeal, case.decisions):
        raise Http404
    form = DecisionForm(request.POST or None, initial={"seen": case.so_far})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            _decide(request, case, moderator, form.cleaned_data)
            return reverse("moderation_queue")

        try:
            return once.answer(request, act)
        except Refusal as why:
            form = _as_it_is_now(form, case, why)
    context = {"form": form, "case": case, "once_key": _key(request)}
    return render(request, "moderation/decide.html", context, status=_status(request))


@limited("appeal")
@require_http_methods(["GET", "POST"])
def verdict(request: CommunityRequest, pk: int) -> HttpResponse:
    """An author reads why their words were taken down, and asks another moderator to look again.

    Its address is in their mail: whoever is not signed in is asked to, whether there is such a decision or not.
    """
    if request.person is None and request.method != "POST":
        return redirect(f"{reverse('people_sign_in')}?next={reverse('moderation_verdict', args=[pk])}")
    member = request.membership
    found = queries.verdict(pk, member) if member else None
    if member is None or found is None:
        raise Http404
    may_appeal = rules.may_appeal(member, found.decision, found.excerpt)
    form = AppealForm(request.POST or None) if may_appeal else None
    if request.method == "POST" and not may_appeal:
        return redirect("moderation_verdict", pk)
    if request.method == "POST" and form is not None and form.is_valid():
        text = form.cleaned_data["text"]

        def act() -> str:
            actions.appeal(decision=found.decision, text=text, language=request.language, by=member)
            return reverse("moderation_verdict", args=[pk])

        try:
            return once.answer(request, act)
        except Refusal:
            return redirect("moderation_verdict", pk)
    appeal = found.decision.appeals.select_related("answer").first()
    context = {
        "verdict": found,
        "appeal": appeal,
        "form": form,
        "later": found.decision.later,
        "once_key": _key(request),
    }
    return render(request, "moderation/verdict.html", context, status=_status(request))


@keepable("before")
@require_safe
def log(request: CommunityRequest) -> HttpResponse:
    """What was taken down and put back in this community, without anybody's name."""
    before = request.GET.get("before", "")
    lines, more = queries.log(request.community, row_number(before))
    more_url = f"{reverse('moderation_log')}?before={more}" if more else ""
    return render(request, "moderation/log.html", {"lines": lines, "more_url": more_url})


@limited("desk")
@require_http_methods(["GET", "POST"])
def holds(request: CommunityRequest) -> HttpResponse:
    """A manager says what a moderator reads before everybody can."""
    member = request.membership
    if member is None or not member.has("manager"):
        raise Http404
    standing = queries.holds_of(request.community.pk)
    form = HoldsForm(
        request.POST or None, initial={name: getattr(standing, name) for name in HoldsForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.set_holds(community=request.community, by=member, **form.cleaned_data)
            return reverse("moderation_queue")

        return once.answer(request, act)
    context = {"form": form, "title": _("What a moderator reads first"), "once_key": _key(request)}
    return render(request, "kit/form_page.html", context, status=_status(request))


def _as_it_is_now(form: DecisionForm, case: Case, why: Refusal) -> DecisionForm:
    """The same form, with why it was not done, made from the case that is shown beside it."""
    data = dict(form.data.items())
    data["seen"] = case.so_far
    again = DecisionForm(data)
    again.add_error(None, str(why))
    return again


def _decide(request: CommunityRequest, case: Case, by: Membership, said: dict[str, Any]) -> Decision:
    subject = subject_of(case.standing.kind)
    if subject is None:
        raise Http404
    return actions.decide(
        standing=case.standing,
        subject=subject,
        language=request.language,
        by=by,
        appeal=case.appeal,
        **said | {"seen": said.get("seen") or None},
    )


def _moderator(request: CommunityRequest) -> Membership:
    if request.membership is None or not rules.may_decide(request.membership):
        raise Http404
    return request.membership


def _key(request: CommunityRequest) -> str:
    return once.key_of(request) if request.method == "POST" else once.new_key()


def _status(request: CommunityRequest) -> int:
    return 422 if request.method == "POST" else 200
