"""The editor steers: what is asked and filed, publishing, correcting, withdrawing, the week's themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.kit.forms import written_in
from palabre.kit.languages import name_of
from palabre.network.queries import assignments
from palabre.newsroom import rules
from palabre.newsroom.actions import after, editing
from palabre.newsroom.forms.stories import (
    CorrectionForm,
    PlaceForm,
    SharedForm,
    ThemeForm,
    WithdrawalForm,
)
from palabre.newsroom.models import Story
from palabre.newsroom.queries import stories
from palabre.newsroom.reach import SHOWN
from palabre.newsroom.views.access import editor_of, either, own_story, sheet
from palabre.people.counts import limited


@require_safe
def desk(request: CommunityRequest) -> HttpResponse:
    """The editor's desk: what is asked, filed, published."""
    editor_of(request)
    context = {
        "assignments": assignments.at_desk(request.community),
        "told": stories.at_desk(request.community),
        "themes": stories.themes(request.community, request.membership)[:6],
    }
    return render(request, "newsroom/desk.html", context)


@require_safe
def edit(request: CommunityRequest, pk: int) -> HttpResponse:
    """One story on the desk: its versions, its pictures, what can be done with it."""
    editor_of(request)
    return _story_page(request, own_story(request, pk))


@limited("desk")
@require_POST
def publish(request: CommunityRequest, pk: int) -> HttpResponse:
    """Show it to readers now, under the theme chosen beside the button."""
    editor, story = editor_of(request), own_story(request, pk)

    def act() -> str:
        _put_under_the_theme_chosen(request, story, editor)
        editing.publish(story=story, by=editor)
        return reverse("newsroom_story", args=[story.slug])

    return _do(request, story, act)


@limited("desk")
@require_POST
def place(request: CommunityRequest, pk: int) -> HttpResponse:
    """Put it under a theme, or under none."""
    editor, story = editor_of(request), own_story(request, pk)

    def act() -> str:
        _put_under_the_theme_chosen(request, story, editor)
        return reverse("newsroom_edit", args=[story.pk])

    return _do(request, story, act)


def _put_under_the_theme_chosen(request: CommunityRequest, story: Story, editor: Membership) -> None:
    form = PlaceForm(request.POST, themes=stories.open_themes(request.community, story.theme))
    if "theme" in request.POST and form.is_valid():
        editing.put_under(story=story, theme=form.cleaned_data["theme"], by=editor)


def _do(request: CommunityRequest, story: Story, act: Callable[[], str]) -> HttpResponse:
    try:
        return once.answer(request, act)
    except rules.StepRefused as refused:
        return _story_page(request, story, str(refused))


def _story_page(request: CommunityRequest, story: Story, refused: str = "") -> HttpResponse:
    themes = stories.open_themes(request.community, story.theme)
    context = {
        "told": stories.told(story),
        "story": story,
        "out": story.state in SHOWN,
        "waiting": rules.STAGES.get(story.state) == "filed",
        "form": PlaceForm(initial={"theme": story.theme_id}, themes=themes),
        "withdrawal": stories.withdrawal_of(story),
        "add_url": reverse("newsroom_photograph", args=[story.pk]),
        "may_edit": True,
        "may_write": True,
        "refused": refused,
        "once_key": once.new_key(),
    }
    return render(request, "newsroom/edit.html", context, status=409 if refused else 200)


@limited("desk")
@either
def correct(request: CommunityRequest, pk: int) -> HttpResponse:
    """Change what readers have seen in one language, and tell them."""
    editor, story = editor_of(request), own_story(request, pk)
    version = get_object_or_404(story.versions, language=request.GET.get("language", story.original_language))
    if story.state not in SHOWN:
        raise Http404
    names = ("headline", "standfirst", "body", "dateline_place", "dateline_on")
    form = CorrectionForm(request.POST or None, initial={name: getattr(version, name) for name in names})
    written_in(form, version.language, "headline", "standfirst", "body", "note")
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            after.correct(story=story, version=version, by=editor, **form.cleaned_data)
            return reverse("newsroom_story", args=[story.slug])

        return once.answer(request, act)
    context = {
        "form": form,
        "title": _("Correct the story"),
        "lede": name_of(version.language, request.language),
        "button": _("Publish the correction"),
        "cancel_url": reverse("newsroom_edit", args=[pk]),
    }
    return sheet(request, "kit/form_page.html", context)


@limited("desk")
@either
def withdraw(request: CommunityRequest, pk: int) -> HttpResponse:
    """Take a published story back and say why."""
    editor, story = editor_of(request), own_story(request, pk)
    if story.state not in SHOWN:
        raise Http404
    form = WithdrawalForm(
        request.POST or None,
        languages=request.community.languages,
        initial={"language": story.original_language},
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            after.withdraw(story=story, by=editor, **form.cleaned_data)
            return reverse("newsroom_edit", args=[story.pk])

        return once.answer(request, act)
    context = {
        "form": form,
        "title": _("Withdraw the story"),
        "lede": _("Its words are taken off; its address stays and says why. This cannot be undone."),
        "button": _("Withdraw it"),
        "cancel_url": reverse("newsroom_edit", args=[pk]),
    }
    return sheet(request, "kit/form_page.html", context)


@limited("desk")
@either
def new_theme(request: CommunityRequest) -> HttpResponse:
    """Put a question to several cities."""
    editor = editor_of(request)
    shape: dict[str, Any] = {"community": request.community, "languages": request.community.languages}
    form = ThemeForm(request.POST or None, initial={"language": request.language}, **shape)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            theme = editing.announce_theme(community=request.community, by=editor, **form.cleaned_data)
            return reverse("newsroom_theme", args=[theme.code])

        return once.answer(request, act)
    return sheet(
        request,
        "kit/form_page.html",
        {"form": form, "title": _("A theme for a week"), "button": _("Announce it")},
    )


@limited("desk")
@either
def shared(request: CommunityRequest, code: str) -> HttpResponse:
    """Say what the cities share."""
    editor = editor_of(request)
    theme = stories.fetch_theme(code, request.community, editor)
    form = SharedForm(request.POST or None, initial={"text": theme.shared})
    written_in(form, theme.language, "text")
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            editing.say_what_is_shared(theme=theme, text=form.cleaned_data["text"], by=editor)
            return reverse("newsroom_theme", args=[theme.code])

        return once.answer(request, act)
    return sheet(request, "kit/form_page.html", {"form": form, "title": _("What the cities share")})
