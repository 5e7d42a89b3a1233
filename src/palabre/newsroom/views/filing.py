"""The correspondent sends in: a story, its photographs, other languages; signed in, or from the mail's link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.communities import once
from palabre.communities.middleware import open_to_strangers
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.kit import clock
from palabre.kit.forms import written_in
from palabre.kit.pictures import PictureRefused
from palabre.network.models import Assignment
from palabre.network.queries import assignments
from palabre.network.rules import StepRefused as AssignmentRefused
from palabre.network.rules import may_work_on
from palabre.newsroom import rules
from palabre.newsroom.actions import filing
from palabre.newsroom.forms.stories import FileForm, PhotographForm, VersionForm
from palabre.newsroom.models import Story
from palabre.newsroom.queries import stories
from palabre.newsroom.views.access import either, member_of, own_story, sheet
from palabre.people.counts import limited


@limited("file")
@either
def file(request: CommunityRequest, pk: int) -> HttpResponse:
    """A correspondent sends in the story an assignment asks for."""
    mine = Assignment.objects.filter(community=request.community).select_related(
        "hub__city", "membership__community", "membership__person"
    )
    assignment = get_object_or_404(mine, pk=pk)
    if not may_work_on(assignment, request.membership) or assignment.hub is None:
        raise Http404
    story = stories.of_assignment(assignment)
    if story is not None:
        return redirect("newsroom_receipt", story.pk)
    return _filing_page(request, assignment)


@limited("file")
@open_to_strangers
@either
def file_by_mail(request: CommunityRequest, pk: int, token: str) -> HttpResponse:
    """The same from the mail, without signing in; once the story is there, its receipt."""
    assignment = _by_mail(pk, token)
    story = stories.of_assignment(assignment)
    if story is not None and request.method != "POST":
        add = reverse("newsroom_photograph_by_mail", args=[pk, token])
        return _receipt_page(request, story, add)
    return _filing_page(request, assignment, token)


def _filing_page(request: CommunityRequest, assignment: Assignment, token: str = "") -> HttpResponse:
    assert assignment.hub is not None
    city, writes = assignment.hub.city, assignment.membership.person.writes
    initial = {
        "language": writes[0] if writes else request.language,
        "dateline_place": city.name_in(request.language),
        "dateline_on": clock.today(city.time_zone),
    }
    form = FileForm(
        request.POST or None, request.FILES or None, languages=request.community.languages, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer(request, lambda: _file(assignment, form.cleaned_data, token))
        except PictureRefused as refused:
            form.add_error("picture", str(refused))
        except AssignmentRefused as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form,
        "assignment": assignment,
        "token": token,
        "title": _("Send the story"),
        "button": _("Send it in"),
    }
    return sheet(request, "newsroom/file.html", context)


def _file(assignment: Assignment, fields: dict[str, Any], token: str) -> str:
    by = assignment.membership
    picture = {name: fields.pop(name) for name in ("picture", "credit", "alt", "people_agreed")}
    assert assignment.hub is not None
    story = filing.file_story(hub=assignment.hub, assignment=assignment, by=by, **fields)
    if picture["picture"]:
        filing.add_photograph(
            story=story,
            upload=picture["picture"],
            credit=picture["credit"],
            captions={fields["language"]: picture["alt"]},
            people_agreed=picture["people_agreed"],
            by=by,
        )
    if token:
        return reverse("newsroom_file_by_mail", args=[assignment.pk, token])
    return reverse("newsroom_receipt", args=[story.pk])


@require_safe
def receipt(request: CommunityRequest, pk: int) -> HttpResponse:
    """It has arrived; here photographs and other languages are added."""
    story = own_story(request, pk)
    return _receipt_page(request, story, reverse("newsroom_photograph", args=[pk]))


def _receipt_page(request: CommunityRequest, story: Story, add_url: str) -> HttpResponse:
    context = {
        "told": stories.told(story),
        "story": story,
        "code": f"{story.pk:06d}",
        "add_url": add_url,
        "may_edit": rules.may_edit(request.membership),
        "may_write": request.membership is not None,
    }
    return render(request, "newsroom/receipt.html", context)


@limited("file")
@either
def photograph(request: CommunityRequest, pk: int) -> HttpResponse:
    """Send one photograph for a story."""
    story = own_story(request, pk)
    return _photograph_page(request, story, member_of(request), _after(request, story))


@limited("file")
@open_to_strangers
@either
def photograph_by_mail(request: CommunityRequest, pk: int, token: str) -> HttpResponse:
    """Send one photograph for the story of an assignment, without signing in."""
    assignment = _by_mail(pk, token)
    story = stories.of_assignment(assignment)
    if story is None:
        raise Http404
    back = reverse("newsroom_file_by_mail", args=[pk, token])
    return _photograph_page(request, story, assignment.membership, back)


def _photograph_page(request: CommunityRequest, story: Story, by: Membership, back: str) -> HttpResponse:
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
                by=by,
            )
            return redirect(back)
        except PictureRefused as refused:
            form.add_error("picture", str(refused))
    context = {"form": form, "title": _("Add a photograph"), "button": _("Send it"), "cancel_url": back}
    return sheet(request, "kit/form_page.html", context)


@limited("file")
@either
def version(request: CommunityRequest, pk: int) -> HttpResponse:
    """Write or change a story in one language; what is published in it is corrected by the desk instead."""
    story = own_story(request, pk)
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
    if existing:
        written_in(form, existing.language, "headline", "standfirst", "body")
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            filing.write_version(story=story, by=member_of(request), **form.cleaned_data)
            return _after(request, story)

        try:
            return once.answer(request, act)
        except rules.StepRefused as refused:
            form.add_error(None, str(refused))
    return sheet(request, "newsroom/version.html", {"form": form, "story": story, "source": source})


def _by_mail(pk: int, token: str) -> Assignment:
    """The assignment of the mail's link once it is agreed; raises Http404 for another."""
    found = assignments.by_token(pk, token)
    if found is None or found.hub is None or assignments.stage(found) not in ("agreed", "filed", "published"):
        raise Http404
    return found


def _after(request: CommunityRequest, story: Story) -> str:
    return reverse(
        "newsroom_edit" if rules.may_edit(request.membership) else "newsroom_receipt", args=[story.pk]
    )
