"""Stopping a kind of mail: the page that a link in the mail opens, and the mail program's own one click."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.mail import actions, stopping
from palabre.mail.kinds import kind_of
from palabre.mail.senders import sender_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button and changes nothing; POST stops the mail, from the page or from the mail program.

    Stopping twice is stopping once, so the form needs no key of its own.
    """
    community: Any = getattr(request, "community", None)
    sender = sender_of(community, getattr(request, "language", ""))
    wanted = stopping.read(token, host=sender.host, community_id=sender.community_id)
    if wanted is None:
        raise Http404
    facts = [(_("From"), sender.name), (_("To"), wanted.address), (_("What"), kind_of(wanted.kind).title)]
    if request.method == "POST":
        actions.stop(wanted)
        return render(request, "mail/stopped.html", {"facts": facts})
    asked = {"title": _("Get no more of these mails?"), "facts": facts, "button": _("Stop these mails")}
    return render(request, "kit/confirm.html", asked)


# The token says who asks; a private community's mail can be stopped without signing in.
stop.open_to_strangers = True  # type: ignore[attr-defined]
