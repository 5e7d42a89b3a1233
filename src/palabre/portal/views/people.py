"""People of a community, for its members: those who agreed to be found, and what each one said here."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.communities import once, queries, rules
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.dialogues.queries.persons import said_by
from palabre.kit.numbers import row_number
from palabre.kit.text.beginnings import of_html
from palabre.portal.people import telling_of

PAGE = 30
KEEPERS = ("editor", "moderator", "manager")
LONGEST = 80
EXCERPT = 240
"""Characters of each text on its author's page."""


@never_cache
@require_safe
def people(request: CommunityRequest) -> HttpResponse:
    """Those who agreed to be found: `?language=`, `?place=`, `?q=` (a word), `?after=`. Nobody's address."""
    reader = _member(request)
    asked = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("language", "place", "q")}
    if asked["language"] not in request.languages:
        asked["language"] = ""
    found = queries.directory(
        reader,
        language=asked["language"],
        place=asked["place"],
        word=asked["q"],
        after=request.GET.get("after", ""),
        telling=lambda word: telling_of(word, request.community, request.language),
    )
    rows = list(found[: PAGE + 1])
    following = (
        urlencode({**{k: v for k, v in asked.items() if v}, "after": rows[PAGE - 1].pk})
        if rows[PAGE:]
        else ""
    )
    context = {
        "people": rows[:PAGE],
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "listed": reader.listed_at is not None,
        "next_url": f"?{following}" if following else "",
    }
    return render(request, "portal/people.html", context)


@never_cache
@require_safe
def person(request: CommunityRequest, pk: int) -> HttpResponse:
    """One member, and what they said in this community."""
    reader = _member(request)
    whose = get_object_or_404(Membership.objects.shown_to(reader).select_related("person"), pk=pk)
    said, following = said_by(whose, reader, row_number(request.GET.get("before")))
    context = {
        "whose": whose,
        "is_me": whose.pk == reader.pk,
        "is_told": whose.profile_standing == "public" or whose.pk == reader.pk or reader.has(*KEEPERS),
        "once_key": once.new_key(),
        "is_muted": whose.pk in queries.muted_by(reader),
        "may_manage": rules.may_manage(reader),
        "may_block": rules.may_block(reader, whose),
        "said": [(one, of_html(one.html, EXCERPT)) for one in said],
        "next_url": f"{reverse('portal_person', args=[pk])}?before={following}" if following else "",
    }
    return render(request, "portal/person.html", context)


def _member(request: CommunityRequest) -> Membership:
    if request.membership is None or not rules.may_see_people(request.membership):
        raise Http404
    return request.membership
