"""Reporting a text; the moderators' queue."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.moderation import actions, queries, rules
from palabre.moderation.forms import DecisionForm, FlagForm
from palabre.moderation.subjects import subject_of


@require_http_methods(["GET", "POST"])
def flag(request: CommunityRequest, kind: str, subject_id: int) -> HttpResponse:
    """Ask a moderator to look at a text."""
    member = request.membership
    subject = subject_of(kind)
    excerpt = subject.excerpt(subject_id, member) if subject and member else None
    if subject is None or member is None or excerpt is None or not rules.may_flag(member):
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
    safe = following if following.startswith("/") and not following.startswith(("//", "/\\")) else "/"
    return render(request, "moderation/thanks.html", {"next": safe})


@require_safe
def queue(request: CommunityRequest) -> HttpResponse:
    """What waits for a decision."""
    moderator = _moderator(request)
    cases = queries.queue(request.community, moderator)
    reads = set(moderator.person.reads)
    return render(request, "moderation/queue.html", {"cases": cases, "reads": reads})


@require_http_methods(["GET", "POST"])
def decide(request: CommunityRequest, pk: int) -> HttpResponse:
    """Decide about one text."""
    moderator = _moderator(request)
    case = queries.case(request.community, pk, moderator)
    if case is None:
        raise Http404
    subject = subject_of(case.standing.kind)
    if subject is None or not rules.may_decide_on(moderator, case.excerpt):
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.decide(
                standing=case.standing,
                subject=subject,
                language=request.language,
                by=moderator,
                **form.cleaned_data,
            )
            return reverse("moderation_queue")

        return once.answer(request, act)
    context = {"form": form, "case": case, "once_key": _key(request)}
    return render(request, "moderation/decide.html", context, status=_status(request))


def _moderator(request: CommunityRequest) -> Membership:
    if request.membership is None or not rules.may_decide(request.membership):
        raise Http404
    return request.membership


def _key(request: CommunityRequest) -> str:
    return once.key_of(request) if request.method == "POST" else once.new_key()


def _status(request: CommunityRequest) -> int:
    return 422 if request.method == "POST" else 200
