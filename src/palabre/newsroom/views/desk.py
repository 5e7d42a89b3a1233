"""The correspondent files, the editor steers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.kit import clock
from palabre.kit.pictures import PictureRefused
from palabre.network.models import Assignment
from palabre.network.queries import assignments
from palabre.network.rules import StepRefused as AssignmentRefused
from palabre.network.rules import may_work_on
from palabre.newsroom import rules
from palabre.newsroom.actions import editing, filing
from palabre.newsroom.forms.stories import FileForm, PhotographForm, SharedForm, ThemeForm, VersionForm
from palabre.newsroom.models import Story
from palabre.newsroom.queries import stories

either = require_http_methods(["GET", "POST"])


@either
def file(request: CommunityRequest, pk: int) -> HttpResponse:
    """A correspondent sends in the story an assignment asks for."""
    mine = Assignment.objects.filter(community=request.community).select_related(
        "hub__city", "membership__community"
    )
    assignment = get_object_or_404(mine, pk=pk)
    member = request.membership
    if member is None or not may_work_on(assignment, member) or assignment.hub is None:
        raise Http404
    city = assignment.hub.city
    initial = {
        "language": member.person.writes[0] if member.person.writes else request.language,
        "dateline_place": city.name_in(request.language),
        "dateline_on": clock.today(city.time_zone),
    }
    form = FileForm(
        request.POST or None, request.FILES or None, languages=request.community.languages, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer(request, lambda: _file(assignment, member, form.cleaned_data))
        except PictureRefused as refused:
            form.add_error("picture", str(refused))
        except AssignmentRefused as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form,
        "assignment": assignment,
        "title": _("Send the story"),
        "button": _("Send it in"),
    }
    return _sheet(request, "newsroom/file.html", context)


def _file(assignment: Assignment, member: Membership, fields: dict[str, Any]) -> str:
    picture = {name: fields.pop(name) for name in ("picture", "credit", "alt", "people_agreed")}
    assert assignment.hub is not None
    story = filing.file_story(hub=assignment.hub, assignment=assignment, by=member, **fields)
    if picture["picture"]:
        filing.add_photograph(
            story=story,
            upload=picture["picture"],
            credit=picture["credit"],
            captions={fields["language"]: picture["alt"]},
            people_agreed=picture["people_agreed"],
            by=member,
        )
    return reverse("newsroom_receipt", args=[story.pk])


@require_safe
def receipt(request: CommunityRequest, pk: int) -> HttpResponse:
    """It has arrived; here photographs and other languages are added."""
    story = _own(request, pk)
    context = {"told": stories.told(story), "story": story, "code": f"{story.pk:06d}"}
    return render(request, "newsroom/receipt.html", context)


@either
def photograph(request: CommunityRequest, pk: int) -> HttpResponse:
    """Send one photograph for a story."""
    story = _own(request, pk)
    form = PhotographForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        try:
            filing.add_photograph(
                story=story,
                upload=fields["picture"],
                credit=fields["credit"],
                captions={story.original_language: fields["alt"]},
                people_agreed=fields["people_agreed"],
                by=_member(request),
            )
            return redirect(_after(request, story))
        except PictureRefused as refused:
            form.add_error("picture", str(refused))
    return _sheet(
        request, "kit/form_page.html", {"form": form, "title": _("Add a photograph"), "button": _("Send it")}
    )


@either
def version(request: CommunityRequest, pk: int) -> HttpResponse:
    """Write or change a story in one language."""
    story = _own(request, pk)
    wanted = request.GET.get("language", "")
    existing = story.versions.filter(language=wanted).first()
    source = existing or story.versions.filter(language=story.original_language).first()
    initial = {
        "language": wanted or request.language,
        "dateline_place": source.dateline_place if source else "",
        "dateline_on": source.dateline_on if source else clock.today(request.community.time_zone),
    }
    if existing:
        initial |= {"headline": existing.headline, "standfirst": existing.standfirst, "body": existing.body}
    form = VersionForm(request.POST or None, languages=request.community.languages, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            filing.write_version(story=story, by=_member(request), **form.cleaned_data)
            return _after(request, story)

        return once.answer(request, act)
    return _sheet(request, "newsroom/version.html", {"form": form, "story": story, "source": source})


@require_safe
def desk(request: CommunityRequest) -> HttpResponse:
    """The editor's desk: what is asked, filed, published."""
    _editor(request)
    context = {
        "assignments": assignments.at_desk(request.community),
        "told": stories.at_desk(request.community),
        "themes": stories.themes(request.community, request.membership)[:6],
    }
    return render(request, "newsroom/desk.html", context)


@require_safe
def edit(request: CommunityRequest, pk: int) -> HttpResponse:
    """One story on the desk: its versions, its pictures, what can be done with it."""
    _editor(request)
    story = _own(request, pk)
    context = {"told": stories.told(story), "story": story, "once_key": once.new_key()}
    return render(request, "newsroom/edit.html", context)


@require_POST
def publish(request: CommunityRequest, pk: int) -> HttpResponse:
    """Show it to readers now."""
    editor, story = _editor(request), _own(request, pk)

    def act() -> str:
        editing.publish(story=story, by=editor)
        return reverse("newsroom_story", args=[story.slug])

    try:
        return once.answer(request, act)
    except rules.StepRefused as refused:
        context = {
            "told": stories.told(story),
            "story": story,
            "refused": str(refused),
            "once_key": once.new_key(),
        }
        return render(request, "newsroom/edit.html", context, status=409)


@either
def new_theme(request: CommunityRequest) -> HttpResponse:
    """Put a question to several cities."""
    editor = _editor(request)
    shape: dict[str, Any] = {"community": request.community, "languages": request.community.languages}
    form = ThemeForm(request.POST or None, initial={"language": request.language}, **shape)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            theme = editing.announce_theme(community=request.community, by=editor, **form.cleaned_data)
            return reverse("newsroom_theme", args=[theme.code])

        return once.answer(request, act)
    return _sheet(
        request,
        "kit/form_page.html",
        {"form": form, "title": _("A theme for a week"), "button": _("Announce it")},
    )


@either
def shared(request: CommunityRequest, code: str) -> HttpResponse:
    """Say what the cities share."""
    editor = _editor(request)
    theme = stories.fetch_theme(code, request.community, editor)
    form = SharedForm(request.POST or None, initial={"text": theme.shared})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            editing.say_what_is_shared(theme=theme, text=form.cleaned_data["text"], by=editor)
            return reverse("newsroom_theme", args=[theme.code])

        return once.answer(request, act)
    return _sheet(request, "kit/form_page.html", {"form": form, "title": _("What the cities share")})


def _member(request: CommunityRequest) -> Membership:
    if request.membership is None:
        raise Http404
    return request.membership


def _editor(request: CommunityRequest) -> Membership:
    if not rules.may_edit(request.membership):
        raise Http404
    return _member(request)


def _own(request: CommunityRequest, pk: int) -> Story:
    """A story of one's own, or any for the desk."""
    member = _member(request)
    rows = stories.with_all(Story.objects.visible_to(member))
    if not rules.may_edit(member):
        rows = rows.filter(author=member)
    story: Story = get_object_or_404(rows, pk=pk)
    return story


def _after(request: CommunityRequest, story: Story) -> str:
    return reverse(
        "newsroom_edit" if rules.may_edit(request.membership) else "newsroom_receipt", args=[story.pk]
    )


def _sheet(request: CommunityRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    sent = request.method == "POST"
    context |= {"once_key": once.key_of(request) if sent else once.new_key()}
    return render(request, template, context, status=422 if sent else 200)
