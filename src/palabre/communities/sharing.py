"""Passing on the address of a page: by mail, by WhatsApp, by hand. Nobody is asked anything before it is pressed.

A room above calls `share` for what it has fetched, at an address of its own below that of the page.
"""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.views.decorators.http import require_safe

from palabre.communities import rules
from palabre.communities.addresses import absolute
from palabre.communities.requests import CommunityRequest
from palabre.kit.delivery import scripts


def share(request: CommunityRequest, *, title: str, language: str, path: str) -> HttpResponse:
    """The page that passes on the page at `path`, whose `title` is in `language`.

    The address passed on names no language: whoever opens it reads it in theirs.
    """
    address = absolute(request.community, "/" + path.removeprefix(get_script_prefix()))
    text = quote(f"{title} {address}", safe="")
    context = {
        "title": title,
        "title_language": language,
        "path": path,
        "address": address,
        "mail": f"mailto:?subject={quote(title, safe='')}&body={text}",
        "whatsapp": f"https://wa.me/?text={text}",
        "is_public": rules.is_open(request.community),
    }
    request.script_sources = "'self'"
    return render(request, "communities/share.html", context)


@require_safe
def share_script(_request: HttpRequest) -> HttpResponse:
    """What copies an address at the press of a button."""
    return scripts.script("communities", "share.js")
