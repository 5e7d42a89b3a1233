"""The pages of the demo's outbox. Where there is no demo there are no such pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from palabre.exchange.demo.only import in_demo_only
from palabre.exchange.outbox.queries import PAGE, host_names, latest, reach
from palabre.kit.languages import direction
from palabre.kit.numbers import row_number
from palabre.mail.models import Message

# A mail styles its own elements and may do nothing else; its links open outside the frame.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'"
)


@in_demo_only
@require_safe
def without_slash(request: HttpRequest) -> HttpResponse:
    """The address as one types it."""
    return redirect("exchange_outbox")


@in_demo_only
@require_safe
def outbox(request: Any) -> HttpResponse:
    """All mails, newest first."""
    before = row_number(request.GET.get("before"))
    with reach(request.community):
        found = latest(before)
        hosts = {} if request.community else host_names()
    rows = [(message, hosts.get(message.community_id or 0, "")) for message in found[:PAGE]]
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return render(
        request,
        "exchange/outbox.html",
        {"rows": rows, "older": older, "bare": request.community is None, "bare_host": settings.BASE_HOST},
    )


@in_demo_only
@require_safe
def mail(request: Any, *, pk: int) -> HttpResponse:
    """One mail: who it is for, its text, and its HTML in a frame."""
    message = _found(request, pk)
    request.frame_sources = "'self'"
    return render(
        request, "exchange/outbox_mail.html", {"mail": message, "mail_dir": direction(message.language)}
    )


@in_demo_only
@require_safe
def mail_html(request: Any, *, pk: int) -> HttpResponse:
    """The HTML as a mail program would show it, with a policy of its own."""
    message = _found(request, pk)
    return HttpResponse(message.html, headers={"Content-Security-Policy": MAIL_POLICY})


def _found(request: Any, pk: int) -> Message:
    with reach(request.community):
        return get_object_or_404(Message, pk=pk)
