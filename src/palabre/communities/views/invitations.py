"""The page an invitation's link opens: one button."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.communities import actions, kept, once, queries, rules
from palabre.communities.addresses import page
from palabre.communities.forms import ROLE_NAMES, ComeInForm
from palabre.communities.invited import invitation_of
from palabre.communities.middleware import open_to_strangers
from palabre.communities.models import Invitation
from palabre.communities.refusals import Refusal
from palabre.communities.requests import CommunityRequest
from palabre.people import sessions
from palabre.people.counts import limited
from palabre.people.models import Person


@limited("join")
@open_to_strangers
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: CommunityRequest, token: str) -> HttpResponse:
    """GET says what it is, POST comes in: signs in the holder of the address and lands where the invitation says."""
    found = invitation_of(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            return once.answer(request, lambda: _come_in(request, found))
        except Refusal:
            found.refresh_from_db()
            return _over(request, found)
    if not rules.still_stands(found):
        return _over(request, found)
    roles = [str(ROLE_NAMES[role]) for role in found.roles]
    name, _tag = request.community.name_for(request.language)
    cause, cause_language = request.community.cause_for(request.language)
    context: dict[str, Any] = {
        "title": _("You are invited to %(name)s") % {"name": name},
        "text": cause,
        "text_lang": cause_language,
        "facts": [
            (_("Invited by"), found.invited_by.name if found.invited_by else name),
            (_("Address"), found.email),
            (_("You come in as"), ", ".join(roles)),
        ],
        "button": _("Agree to the rules and come in"),
        "once_key": once.new_key(),
        "own_rules": queries.current_rules(request.community),
    }
    if not _name_of(found):
        context["fields"] = ComeInForm()
    return render(request, "communities/invitation.html", context)


def _name_of(found: Invitation) -> str:
    """The name known of whoever is invited, "" where nobody has said one yet."""
    person = Person.objects.filter(email=found.email).first()
    return found.name or (person.name if person else "")


def _come_in(request: CommunityRequest, found: Invitation) -> str:
    """Make them what the invitation says and sign them in; returns where they land. Raises `Refusal`."""
    person = Person.objects.filter(email=found.email).first()
    asked = ComeInForm(request.POST)
    said = asked.cleaned_data["name"] if asked.is_valid() else ""
    if person is None:
        person = Person.objects.create_user(
            found.email,
            name=_name_of(found) or said,
            language=request.language,
            reads=[request.language],
            writes=[request.language],
        )
    if not person.is_active:
        raise Http404
    membership = actions.accept(invitation=found, by=person, name=said)
    if sessions.has_second_factor(person) and request.person != person:
        # The mail is one factor; the other is asked for on the bare host.
        return page(None, "communities_open", request.language, host=request.community.host)
    if request.person != person:
        sessions.sign_in(request, person, method="invitation")
    request.person, request.membership = person, membership
    # What they wrote before they came in is said now; what cannot be said any more waits on a page that shows it.
    sent = kept.send_off(request, by=membership)
    if sent.refused:
        return reverse("communities_join")
    return sent.location or _landing(found)


def _landing(found: Invitation) -> str:
    home = get_script_prefix()
    return home + found.path[1:] if found.path else home


def _over(request: Any, found: Invitation) -> HttpResponse:
    """Used, late or taken back: a sentence, where the community may be known of at all."""
    if request.membership is not None and request.membership == found.accepted_by:
        return redirect(_landing(found))
    if not rules.may_enter(request.community, request.membership):
        raise Http404
    return render(request, "communities/invitation_over.html", status=410)
