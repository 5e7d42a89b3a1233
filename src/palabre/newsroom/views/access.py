"""Who stands before a page of the desk, and which story they may have; what they may not have does not exist."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.newsroom import rules
from palabre.newsroom.models import Story
from palabre.newsroom.queries import stories

either = require_http_methods(["GET", "POST"])


def member_of(request: CommunityRequest) -> Membership:
    """Whoever is signed in here as a member; raises Http404 for a visitor."""
    if request.membership is None:
        raise Http404
    return request.membership


def editor_of(request: CommunityRequest) -> Membership:
    """Whoever works at the desk; raises Http404 for anybody else."""
    if not rules.may_edit(request.membership):
        raise Http404
    return member_of(request)


def own_story(request: CommunityRequest, pk: int) -> Story:
    """A story of one's own, or any for the desk; raises Http404 for another."""
    member = member_of(request)
    rows = stories.with_all(Story.objects.visible_to(member))
    if not rules.may_edit(member):
        rows = rows.filter(author=member)
    story: Story = get_object_or_404(rows, pk=pk)
    return story


def sheet(request: CommunityRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with a form and its one-time key; what was sent and must be corrected is 422."""
    sent = request.method == "POST"
    context |= {"once_key": once.key_of(request) if sent else once.new_key()}
    return render(request, template, context, status=422 if sent else 200)
