"""Pages that are one form, in the rooms above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from palabre.communities import once
from palabre.communities.requests import CommunityRequest


def sheet(
    request: CommunityRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    context: dict[str, Any],
    *,
    refusals: tuple[type[Exception], ...] = (),
) -> HttpResponse:
    """One form on a page of its own: shown, refused with sentences, or done once and left for where `act` leads."""
    sent = request.method == "POST"
    if sent and form.is_valid():
        try:
            return once.answer(request, lambda: act(dict(form.cleaned_data)))
        except refusals as refused:
            form.add_error(None, str(refused))
    context |= {"form": form, "once_key": once.key_of(request) if sent else once.new_key()}
    return render(request, "kit/form_page.html", context, status=422 if sent else 200)
