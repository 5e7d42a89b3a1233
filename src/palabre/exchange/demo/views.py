"""The demo's own pages, on every host: whom one can be, and the walk. Where there is no demo there are none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from palabre.communities.addresses import absolute, page, site
from palabre.dialogues.models import Contribution, Dialogue
from palabre.exchange.demo import being, content, tour
from palabre.exchange.demo.drawing import scenes
from palabre.exchange.demo.only import in_demo_only
from palabre.kit import clock
from palabre.kit.views import without_address
from palabre.people import sessions


@in_demo_only
def without_slash(request: HttpRequest) -> HttpResponse:
    """The address as one types it."""
    return redirect("exchange_demo")


@in_demo_only
@require_safe
def demo(request: Any) -> HttpResponse:
    """Everybody one can be, the communities, the walk."""
    context = {
        "parts": being.parts(request.language),
        "places": [
            (*community.name_for(request.language), absolute(community, "/", request.language))
            for community in being.communities()
        ],
        "home": absolute(None, "/", request.language),
        "steps": tour.walk(request.language),
        "outbox": reverse("exchange_outbox"),
    }
    return render(request, "exchange/demo/demo.html", context)


@in_demo_only
@require_POST
def be(request: Any, *, key: str) -> HttpResponse:
    """Be somebody: here where they are at home on this host, else on theirs, by a link good for a minute."""
    part = being.part(key)
    if part is None:
        raise Http404
    if request.community is not None and request.community.pk == part.community.pk:
        return _become(request, part, _then(request))
    token = being.signed(part, _then(request))
    address = page(part.community, "exchange_demo_arrive", request.language, token=token)
    without_address(request)
    context = {"address": address, "to": part.community, "site": site(part.community)}
    return render(request, "communities/lead_on.html", context)


@in_demo_only
@require_safe
def arrive(request: Any, *, token: str) -> HttpResponse:
    """Be somebody on the host where they are at home."""
    found = being.of_token(token, request.community.host) if request.community else None
    if found is None:
        raise Http404
    return _become(request, *found)


@in_demo_only
@require_POST
def nobody(request: Any) -> HttpResponse:
    """Be nobody again, on this host."""
    sessions.sign_out(request)
    return sessions.nothing_kept(redirect("exchange_demo"))


@in_demo_only
@require_safe
def said(request: Any, *, key: str) -> HttpResponse:
    """To what was said in the open salon, by its key in the content: its own address changes with each loading."""
    written = next(
        (t for t in content.tables("salon", "dialogue")[0]["contribution"] if t["key"] == key), None
    )
    if written is None or request.community is None:
        raise Http404
    found = get_object_or_404(
        Contribution, dialogue__slug=tour.SALON, text=written["text"].strip(), standing="public"
    )
    return redirect("dialogues_contribution", pk=found.pk)


@in_demo_only
@require_safe
def hosted(request: Any) -> HttpResponse:
    """To the discussion that a member hosts: its address says the month in which it began."""
    if request.community is None:
        raise Http404
    found = get_object_or_404(
        Dialogue.objects.visible_to(request.membership), slug__endswith=f"-{tour.HOSTED}"
    )
    return redirect("dialogues_page", found.slug)


@in_demo_only
@require_safe
def story(request: Any) -> HttpResponse:
    """What the editor can ask for and the correspondent send, so that nobody has to invent Bengali on the spot."""
    gap = content.read("network")["gap"]
    context = {"gap": gap, "copy": gap["copy"], "due": clock.today("UTC") + timedelta(days=gap["due"])}
    return render(request, "exchange/demo/story.html", context)


@in_demo_only
@require_safe
def story_picture(request: Any) -> HttpResponse:
    """The photograph to send with it."""
    picture = scenes.draw(content.read("network")["gap"]["copy"]["scene"])
    return HttpResponse(picture, content_type="image/jpeg")


def _then(request: HttpRequest) -> str:
    """The path one asked to go on to, without its language; the front page where it is none of ours."""
    asked = request.POST.get("then", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked[:1] == "/" else "/"


def _become(request: Any, part: being.Part, then: str) -> HttpResponse:
    sessions.sign_out(request)
    sessions.hand_over(request, part.person)
    return redirect(get_script_prefix() + then[1:])
