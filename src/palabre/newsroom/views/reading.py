"""Themes and stories for whoever reads."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.communities.requests import CommunityRequest
from palabre.communities.sharing import share
from palabre.kit import clock
from palabre.kit.delivery.keeping import keepable
from palabre.newsroom import rules
from palabre.newsroom.models import Theme
from palabre.newsroom.queries import stories
from palabre.newsroom.reach import SHOWN, TAKEN_DOWN, WITHDRAWN


@keepable()
@require_safe
def themes(request: CommunityRequest) -> HttpResponse:
    """All weeks."""
    found = stories.themes(request.community, request.membership)
    today = clock.today(request.community.time_zone)
    return render(request, "newsroom/themes.html", {"themes": found, "today": today})


@keepable()
@require_safe
def theme(request: CommunityRequest, code: str) -> HttpResponse:
    """A week's question, told by its cities side by side."""
    timezone.activate(request.community.time_zone)
    found = stories.fetch_theme(code, request.community, request.membership)
    context = theme_context(request, found)
    return render(request, "newsroom/theme.html", context)


def theme_context(request: CommunityRequest, found: Theme) -> dict[str, object]:
    """What a theme's page shows; the front page of a cities community shows it too."""
    answers = stories.answers_of(found, request.membership)
    return {
        "theme": found,
        "answers": answers,
        "still_asked": stories.still_asked(found, answers),
        "comments": stories.comments_on(found),
        "may_edit": rules.may_edit(request.membership),
    }


@keepable("language")
@require_safe
def story(request: CommunityRequest, slug: str) -> HttpResponse:
    """One story, its versions one under the other or side by side; 410 with the reason where it was withdrawn."""
    timezone.activate(request.community.time_zone)
    told = stories.fetch_story(slug, request.community, request.membership)
    if told.story.state == WITHDRAWN:
        gone = {"story": told.story, "withdrawal": stories.withdrawal_of(told.story)}
        return render(
            request,
            "newsroom/withdrawn.html",
            gone | {"may_edit": rules.may_edit(request.membership)},
            status=410,
        )
    wanted = request.GET.get("language", "")
    shown = [v for v in told.versions if v.language == wanted] or told.versions
    context = {
        "told": told,
        "story": told.story,
        "shown": shown,
        "is_out": told.story.state in SHOWN,
        "is_taken_down": told.story.state in TAKEN_DOWN,
        "may_edit": rules.may_edit(request.membership),
    }
    return render(request, "newsroom/story.html", context)


@keepable()
@require_safe
def share_theme(request: CommunityRequest, code: str) -> HttpResponse:
    """Pass on a week's question."""
    found = stories.fetch_theme(code, request.community, request.membership)
    path = reverse("newsroom_theme", args=[found.code])
    return share(request, title=found.title, language=found.language, path=path)


@keepable()
@require_safe
def share_story(request: CommunityRequest, slug: str) -> HttpResponse:
    """Pass on a story that is out."""
    told = stories.fetch_story(slug, request.community, request.membership)
    if told.story.state not in SHOWN:
        raise Http404
    path = reverse("newsroom_story", args=[told.story.slug])
    return share(request, title=told.first.headline, language=told.first.language, path=path)
