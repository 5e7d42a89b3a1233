"""From the bare host to a community's host, by a single-use ticket (the steps: `palabre.people.tickets`)."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from palabre.communities import queries
from palabre.communities.addresses import page, site
from palabre.communities.middleware import membership_of, open_to_strangers
from palabre.communities.requests import CommunityRequest, NetworkRequest
from palabre.communities.views.arriving import arrive
from palabre.communities.views.own import own
from palabre.people import sessions, tickets

_DIGEST = re.compile(r"[0-9a-f]{64}")


@never_cache
@require_http_methods(["GET", "POST"])
@own
def open_community(request: NetworkRequest, host: str) -> HttpResponse:
    """Bare host: GET asks, POST goes over. The answer is a page that leads on, since a form may not leave its host."""
    if request.person is None:
        return redirect(f"{reverse('people_sign_in')}?next={reverse('communities_open', args=[host])}")
    community = queries.may_open(request.person, host)
    if community is None:
        raise Http404
    if request.method == "POST":
        token = tickets.start(request, person=request.person, host=host)
        return _lead_on(
            request, page(community, "communities_handover_start", request.language, token=token), community
        )
    name, _tag = community.name_for(request.language)
    context = {
        "title": _("Open %(name)s as %(person)s?") % {"name": name, "person": str(request.person)},
        "button": _("Open"),
        "cancel_url": reverse("people_account"),
    }
    return render(request, "kit/confirm.html", context)


@never_cache
@require_GET
def start(request: CommunityRequest, token: str) -> HttpResponse:
    """Community: leave a proof in this browser, and fetch the ticket."""
    if not tickets.is_start(token, host=request.community.host):
        raise Http404
    proof = tickets.prove(request)
    return redirect(page(None, "communities_handover_ticket", request.language, token=token, proof=proof))


@never_cache
@require_GET
@own
def ticket(request: NetworkRequest, token: str, proof: str) -> HttpResponse:
    """Bare host: a ticket for who began this, in this browser; nothing for anyone else."""
    host = tickets.host_of_start(token)
    if request.person is None or host is None or not _DIGEST.fullmatch(proof):
        raise Http404
    community = queries.may_open(request.person, host)
    secret = tickets.make(request, person=request.person, token=token, proof=proof) if community else None
    if secret is None:
        raise Http404
    return redirect(page(community, "communities_handover", request.language, secret=secret))


@never_cache
@require_GET
def handover(request: CommunityRequest, secret: str) -> HttpResponse:
    """Community: sign in with the ticket. A GET may do this: it acts only in the browser that holds the proof."""
    person = tickets.use(request, host=request.community.host, secret=secret)
    if person is None:
        raise Http404
    sessions.hand_over(request, person)
    request.person = person
    request.membership = membership_of(request)
    return arrive(request, get_script_prefix()) if request.membership else redirect(get_script_prefix())


def _lead_on(request: NetworkRequest, address: str, community: Any) -> HttpResponse:
    return render(
        request, "communities/lead_on.html", {"address": address, "to": community, "site": site(community)}
    )


open_to_strangers(start)
open_to_strangers(handover)
