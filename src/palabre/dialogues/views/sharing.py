"""Passing on a dialogue, what was heard in it, or what one person said, by its permanent address."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.communities.requests import CommunityRequest
from palabre.communities.sharing import share
from palabre.dialogues.models import Contribution
from palabre.dialogues.queries import heard, lists, reading
from palabre.kit.delivery.keeping import keepable


@keepable()
@require_safe
def dialogue(request: CommunityRequest, slug: str) -> HttpResponse:
    """The whole conversation."""
    found = reading.fetch(slug, request.membership)
    path = reverse("dialogues_page", args=[found.slug])
    return share(request, title=found.title, language=found.language, path=path)


@keepable()
@require_safe
def what_was_heard(request: CommunityRequest, slug: str) -> HttpResponse:
    """What the hosts heard in it, and what came of it."""
    found = reading.fetch(slug, request.membership)
    if not heard.published(found) and not lists.outcomes(request.community, request.membership, found):
        raise Http404
    path = reverse("dialogues_heard", args=[found.slug])
    return share(request, title=found.title, language=found.language, path=path)


@keepable()
@require_safe
def contribution(request: CommunityRequest, pk: int) -> HttpResponse:
    """What one person said; nothing that others may not read."""
    said = reading.fetch_contribution(pk, request.membership)
    if said.standing != Contribution.Standing.PUBLIC:
        raise Http404
    title = _("What %(name)s said") % {"name": said.speaker}
    path = reverse("dialogues_contribution", args=[said.pk])
    return share(request, title=title, language=request.language, path=path)
