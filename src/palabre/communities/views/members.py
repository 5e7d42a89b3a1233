"""For managers: who is in, as what, and who is invited."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palabre.communities import actions, once, rules
from palabre.communities.forms import ROLE_NAMES, InviteForm, RolesForm
from palabre.communities.models import Invitation, Membership
from palabre.communities.refusals import Refusal
from palabre.communities.requests import CommunityRequest
from palabre.kit import clock
from palabre.kit.numbers import row_number
from palabre.people.counts import limited

PAGE = 50


@never_cache
@require_GET
def members(request: CommunityRequest) -> HttpResponse:
    """Members by name, fifty at a time, and the invitations that wait."""
    _manager(request)
    here = Membership.objects.visible_to(request.membership).filter(waits_since=None)
    rows = here.select_related("person").order_by("pk")
    after = request.GET.get("after", "")
    page: list[Membership] = list(rows.filter(pk__gt=row_number(after) or 0)[: PAGE + 1])
    context = {
        "members": [(row, _role_names(row.roles)) for row in page[:PAGE]],
        "next_url": f"?after={page[PAGE - 1].pk}" if len(page) > PAGE else "",
        "newcomers": _newcomers(request),
        "invitations": [(row, _role_names(row.roles), once.new_key()) for row in _waiting(request)[:PAGE]],
    }
    return render(request, "communities/members.html", context)


@limited("invite")
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: CommunityRequest) -> HttpResponse:
    """Invite somebody by mail."""
    by = _manager(request)
    form = InviteForm(
        request.POST or None,
        languages=request.languages,
        initial={"roles": ["member"], "language": request.language},
    )
    if request.method == "POST" and form.is_valid():
        return once.answer(request, lambda: _invite(request, form.cleaned_data, by))
    return _sheet(request, form, _("Invite somebody"), _("Send the invitation"))


@limited("desk")
@never_cache
@require_http_methods(["GET", "POST"])
def member(request: CommunityRequest, pk: int) -> HttpResponse:
    """Change what a member is."""
    by = _manager(request)
    whose = get_object_or_404(Membership.objects.visible_to(by), pk=pk)
    form = RolesForm(request.POST or None, initial={"roles": whose.roles})
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer(request, lambda: _change(whose, form.cleaned_data["roles"], by))
        except Refusal as refused:
            form.add_error("roles", str(refused))
    return _sheet(request, form, _("What is %(name)s here?") % {"name": whose.name}, _("Save"))


@limited("desk")
@never_cache
@require_POST
def withdraw(request: CommunityRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    by = _manager(request)
    invitation = get_object_or_404(Invitation.objects.visible_to(by), pk=pk)
    return once.answer(request, lambda: _withdraw(invitation, by))


def _manager(request: CommunityRequest) -> Membership:
    """Who manages; for anyone else these pages are not there."""
    if request.membership is None or not rules.may_manage(request.membership):
        raise Http404
    return request.membership


def _waiting(request: CommunityRequest) -> QuerySet[Invitation]:
    mine = Invitation.objects.visible_to(request.membership).select_related("invited_by")
    return mine.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()).order_by("-pk")


def _newcomers(request: CommunityRequest) -> list[Membership]:
    asked = Membership.objects.visible_to(request.membership).filter(waits_since__isnull=False)
    return list(asked.order_by("waits_since")[:PAGE])


def _invite(request: CommunityRequest, said: dict[str, Any], by: Membership) -> str:
    actions.invite(community=request.community, by=by, **said)
    return reverse("communities_members")


def _withdraw(invitation: Invitation, by: Membership) -> str:
    actions.withdraw(invitation=invitation, by=by)
    return reverse("communities_members")


def _change(whose: Membership, roles: list[str], by: Membership) -> str:
    actions.change_roles(membership=whose, roles=roles, by=by)
    return reverse("communities_members")


def _role_names(roles: list[str]) -> str:
    return ", ".join(str(ROLE_NAMES[role]) for role in roles)


def _sheet(request: CommunityRequest, form: Any, title: str, button: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "cancel_url": reverse("communities_members"),
        "once_key": once.key_of(request) if form.is_bound else once.new_key(),
    }
    return render(request, "kit/form_page.html", context, status=422 if form.is_bound else 200)
