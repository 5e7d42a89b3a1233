"""A member's own page in a community."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.communities import actions, once, pictures, queries
from palabre.communities.addresses import page
from palabre.communities.forms import ProfileForm
from palabre.communities.refusals import STAYS, Refusal
from palabre.communities.requests import CommunityRequest
from palabre.kit import files
from palabre.kit.pictures import PictureRefused, store_portrait
from palabre.people import sessions
from palabre.people.browser import host_of
from palabre.people.counts import limited


@limited("profile")
@never_cache
@require_http_methods(["GET", "POST"])
def me(request: CommunityRequest) -> HttpResponse:
    """Name shown here, languages, consent to mail, where one is signed in."""
    if request.person is None:
        return redirect(f"{reverse('people_sign_in')}?next={reverse('communities_me')}")
    if request.membership is None:
        return redirect(reverse("communities_join"))
    shown = request.membership.name
    form = ProfileForm(
        request.POST or None, request.FILES or None, instance=request.membership, languages=request.languages
    )
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer(request, lambda: _save(request, form))
        except PictureRefused as refused:
            form.add_error("photo", str(refused))
        except Refusal as refused:  # blocked between the page and the row
            form.add_error(None, str(refused))
    request.membership.name = shown  # what was typed wrongly is not yet the name in the head
    signed_in = [s for s in sessions.of(request, request.person) if s.host == host_of(request)]
    context = {
        "form": form,
        "once_key": once.key_of(request) if form.is_bound else once.new_key(),
        "sessions": signed_in,
        "muted": queries.people_muted_by(request.membership),
        "blocked": request.membership if request.membership.blocked_at else None,
        "stays": STAYS,
        "account_url": page(None, "people_account", request.language),
        "network_host": page(None, "people_account").split("/")[2],
    }
    return render(request, "communities/me.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
def end_session(request: CommunityRequest, pk: int) -> HttpResponse:
    """Sign out somewhere else on this host."""
    if request.person is None or all(s.pk != pk for s in sessions.of(request, request.person)):
        raise Http404
    sessions.end(request.person, pk)
    return redirect(reverse("communities_me"))


@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: CommunityRequest) -> HttpResponse:
    """GET asks, POST leaves."""
    if request.membership is None:
        raise Http404
    if request.method == "POST":
        return sessions.nothing_kept(once.answer(request, lambda: _leave(request)))
    context = {
        "title": _("Leave this community?"),
        "text": _("What you said stays, under the name you have here. You get no more mail from here."),
        "button": _("Leave"),
        "danger": True,
        "cancel_url": reverse("communities_me"),
        "once_key": once.new_key(),
    }
    return render(request, "kit/confirm.html", context)


def _leave(request: CommunityRequest) -> str:
    assert request.membership is not None
    actions.leave(by=request.membership)
    sessions.sign_out(request)
    return get_script_prefix()


def _save(request: CommunityRequest, form: ProfileForm) -> str:
    said = form.cleaned_data
    assert request.membership is not None
    before = str(request.membership.portrait)
    if said.get("photo"):
        folder = pictures.folder_of(request.community, "portraits")
        request.membership.portrait = store_portrait(said["photo"], folder=folder).name
    elif said.get("no_photo"):
        request.membership.portrait = ""
    actions.save_profile(
        by=request.membership,
        wants_mail=said["wants_mail"],
        listed=said["listed"],
        portrait=request.membership.portrait,
        person={"reads": said["reads"], "writes": said["writes"], "language": said["interface"]},
        **{name: said[name] for name in form.Meta.fields if name in said},
    )
    if before != str(request.membership.portrait):
        files.forget(before)
    return reverse("communities_me")
