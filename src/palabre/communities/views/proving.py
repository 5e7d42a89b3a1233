"""What a stranger's browser asks for, to show that no machine sends their form."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from palabre.communities import proofs
from palabre.communities.requests import CommunityRequest
from palabre.kit.delivery import scripts
from palabre.people.counts import limited


@limited("proof", gets=True)
@require_safe
def challenge(request: CommunityRequest) -> HttpResponse:
    """A challenge of its own for each who asks; nobody on the way may keep it."""
    response = JsonResponse(proofs.challenge(request.community))
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def script(request: CommunityRequest) -> HttpResponse:
    """What does the sum while a stranger writes."""
    return scripts.script("communities", "proof.js")
