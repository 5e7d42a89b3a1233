"""Feeds: of a community, a dialogue, a channel, a person; `/fr/` before the address, or `?reads=fr`, for a language."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from palabre.communities.addresses import absolute
from palabre.communities.models import Membership
from palabre.communities.requests import CommunityRequest
from palabre.dialogues.queries import channels, reading
from palabre.exchange.feeds import atom, json_feed
from palabre.exchange.feeds.gathering import gather, has_one_of_their_own, last_change
from palabre.exchange.feeds.item import Feed, Place
from palabre.exchange.feeds.wanted import Wanted
from palabre.kit import tenancy

FORMS = {"atom": (atom.MEDIA_TYPE, atom.atom), "json": (json_feed.MEDIA_TYPE, json_feed.json_feed)}


@require_safe
def community(request: CommunityRequest, form: str) -> HttpResponse:
    """All that is public in the community."""
    wanted = _wanted(request)
    name, language = request.community.name_for(_read_in(wanted))
    return _answer(request, form, wanted, title=(name, language), page="/")


@require_safe
def dialogue(request: CommunityRequest, slug: str, form: str) -> HttpResponse:
    """What is said in one dialogue, and what was heard. A private call has no feed, whoever asks."""
    found = reading.fetch(slug, None)
    wanted = _wanted(request, dialogue=found)
    title = found.title, found.language
    return _answer(request, form, wanted, title=title, page=f"/dialogues/{slug}/", language=found.language)


@require_safe
def channel(request: CommunityRequest, slug: str, form: str) -> HttpResponse:
    """All dialogues of one channel."""
    found = channels.fetch(slug)
    wanted = _wanted(request, channel=found)
    title = found.name, found.language
    return _answer(request, form, wanted, title=title, page=f"/channels/{slug}/", language=found.language)


@require_safe
def person(request: CommunityRequest, pk: int, form: str) -> HttpResponse:
    """What one person has said under their own name. Whoever has said nothing in public has no feed."""
    found = get_object_or_404(Membership, community_id=tenancy.current_community_id(), pk=pk)
    wanted = _wanted(request, person=found)
    if not has_one_of_their_own(found, request.community):
        raise Http404
    return _answer(request, form, wanted, title=(found.name, ""), page="/", language=found.language)


def _wanted(request: CommunityRequest, **what: Any) -> Wanted:
    """In the languages the address asks for: `reads`, else the one it begins with, else all."""
    spoken = request.community.languages
    asked = [tag for tag in spoken if tag in request.GET.getlist("reads")]
    begins_with: str | None = request.address_language  # type: ignore[attr-defined]
    languages = tuple(asked) or ((begins_with,) if begins_with else ())
    return Wanted(request.community, languages, before=Place.parse(request.GET.get("before", "")), **what)


def _read_in(wanted: Wanted, language: str = "") -> str:
    """The one language it was asked for in, else its subject's own, else the community's."""
    one = wanted.languages[0] if len(wanted.languages) == 1 else language
    return one or wanted.community.default_language


def _answer(
    request: CommunityRequest,
    form: str,
    wanted: Wanted,
    *,
    title: tuple[str, str],
    page: str,
    language: str = "",
) -> HttpResponse:
    """`title` with the language it is in; `language` is that of what the feed is about."""
    items, following = gather(wanted)
    changed = last_change(wanted, items)
    read_in = _read_in(wanted, language)
    feed = Feed(
        key=request.bare_path.removeprefix("/").rpartition(".")[0],  # type: ignore[attr-defined]
        title=title[0],
        title_language=title[1],
        by=wanted.community.name_for(read_in)[0],
        language=read_in,
        page=absolute(wanted.community, page, request.address_language),  # type: ignore[attr-defined]
        address=_address(request, str(wanted.before or "")),
        first=_address(request, ""),
        following=_address(request, following) if following else "",
        updated=max((item.updated for item in items), default=wanted.community.founded_at),
        items=items,
    )
    media_type, write = FORMS[form]
    body = write(wanted.community, feed)
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=f"{media_type}; charset=utf-8")
    # `get_conditional_response` copies what validates onto the 304; both stand on the full answer too.
    response.headers["ETag"] = mark
    stamp = int(changed.timestamp()) if changed else None
    if changed:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    # With a response to fall back on there is always one.
    return get_conditional_response(request, etag=mark, last_modified=stamp, response=response) or response


def _address(request: CommunityRequest, before: str) -> str:
    """The feed's own address with what it was asked for that means something, from a cursor on."""
    reads = [tag for tag in request.community.languages if tag in request.GET.getlist("reads")]
    query = urlencode([*(("reads", tag) for tag in reads), *([("before", before)] if before else [])])
    path = absolute(request.community, request.bare_path, request.address_language)  # type: ignore[attr-defined]
    return f"{path}?{query}" if query else path
