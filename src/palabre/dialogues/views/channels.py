"""Channels: a row of hosted discussions under one heading."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.communities import saved
from palabre.communities.requests import CommunityRequest
from palabre.dialogues import rules
from palabre.dialogues.actions import channels as opening
from palabre.dialogues.forms.channels import ChannelForm
from palabre.dialogues.queries import channels
from palabre.dialogues.views.desk import offer, sheet
from palabre.kit.delivery.keeping import keepable
from palabre.people.counts import limited


@keepable("before")
@require_safe
def page(request: CommunityRequest, slug: str) -> HttpResponse:
    """Its discussions, the newest first, each with who hosts it and when, open or closed."""
    channel = channels.fetch(slug)
    found, older = channels.hosted_in(channel, request.membership, request.GET.get("before", ""))
    context = {
        "channel": channel,
        "hosted": found,
        "older": older,
        "may_found": rules.may_found(request.membership),
        "saved": saved.read(request),
    }
    return render(request, "dialogues/channel.html", context)


@limited("desk")
@require_http_methods(["GET", "POST"])
def new(request: CommunityRequest) -> HttpResponse:
    """Begin a channel."""
    by = request.membership
    if by is None or not rules.may_open_channels(by):
        raise Http404
    form = ChannelForm(request.POST or None, **offer(request))

    def act(fields: dict[str, Any]) -> str:
        made = opening.open_channel(community=request.community, by=by, **fields)
        return reverse("dialogues_channel", args=[made.slug])

    context = {"title": _("Begin a channel"), "cancel_url": reverse("dialogues_index")}
    return sheet(request, form, act, context, "channel")
