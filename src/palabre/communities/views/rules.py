"""The rules of taking part: those of the house, and a community's own in all their wordings."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import kept, once, queries
from palabre.communities import rules as may
from palabre.communities.actions.ruling import accept_rules, publish_rules
from palabre.communities.forms import RulesForm
from palabre.communities.gate import AGREED
from palabre.communities.models import Rules
from palabre.communities.requests import CommunityRequest
from palabre.kit.delivery.keeping import keepable
from palabre.people.counts import limited


@keepable()
@limited("profile")
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: CommunityRequest) -> HttpResponse:
    """The rules that hold; a member agrees to a new wording here, or when they next write."""
    current = queries.current_rules(request.community)
    if request.method == "POST":
        member = request.membership
        if member is None or current is None or request.POST.get(AGREED) != str(current.number):
            return _page(request, current, current, 422)
        accept_rules(rules=current, by=member)
        if kept.waiting(request):
            return redirect(reverse("communities_join"))
    return _page(request, current, current)


@keepable()
@require_safe
def earlier(request: CommunityRequest, number: int) -> HttpResponse:
    """A wording that held once."""
    shown = queries.rules_numbered(request.community, number)
    if shown is None:
        raise Http404
    return _page(request, queries.current_rules(request.community), shown)


@limited("desk")
@never_cache
@require_http_methods(["GET", "POST"])
def write(request: CommunityRequest) -> HttpResponse:
    """Managers publish a new wording."""
    by = request.membership
    if by is None or not may.may_manage(by):
        raise Http404
    current = queries.current_rules(request.community)
    form = RulesForm(request.POST or None, initial={"text": current.text if current else ""})
    form.fields["text"].widget.attrs["lang"] = request.community.default_language
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            publish_rules(community=request.community, text=form.cleaned_data["text"], by=by)
            return reverse("communities_rules")

        return once.answer(request, act)
    context = {
        "form": form,
        "title": _("This community's own rules"),
        "lede": _(
            "Members are asked to agree to a new wording before they next write. Earlier ones stay readable."
        ),
        "button": _("Publish these rules"),
        "cancel_url": reverse("communities_rules"),
        "once_key": once.key_of(request) if form.is_bound else once.new_key(),
    }
    return render(request, "kit/form_page.html", context, status=422 if form.is_bound else 200)


def _page(
    request: CommunityRequest, current: Rules | None, shown: Rules | None, status: int = 200
) -> HttpResponse:
    member = request.membership
    behind = member is not None and may.is_behind(member, current)
    context: dict[str, Any] = {
        "current": current,
        "shown": shown,
        "to_accept": behind and shown == current,
        "accepted": member.rules_accepted_at
        if member and current and shown == current and not behind
        else None,
        "versions": queries.all_rules(request.community) if current else [],
        "may_manage": may.may_manage(member),
        "once_key": once.new_key() if behind else "",
    }
    return render(request, "communities/rules.html", context, status=status)
