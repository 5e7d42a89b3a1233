"""The rules of taking part."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from palabre.communities.requests import CommunityRequest


def rules(request: CommunityRequest) -> HttpResponse:
    """The few rules everybody agrees to on joining."""
    return render(request, "communities/rules.html")
