"""From the host name to the community, from the address to the language; and the view inside its community."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import set_script_prefix
from django.utils import translation

from palabre.communities.languages import choose, split_prefix
from palabre.communities.models import Community, Membership
from palabre.kit import tenancy
from palabre.kit.languages import INTERFACE, interface_for
from palabre.kit.views import not_found

Handler = Callable[[HttpRequest], HttpResponse]
BARE = frozenset({"127.0.0.1", "[::1]"})


def open_to_strangers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that answers on a private community's host before one is signed in (it checks a secret itself)."""
    view.open_to_strangers = True  # type: ignore[attr-defined]
    return view


class HostMiddleware:
    """Says which community and which language a request is for. An unknown host has no pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Set `community`, `languages`, `language` and the addresses that hold on this host."""
        host = request.get_host().rsplit(":", 1)[0].lower()
        request.community = None
        request.membership = None
        request.person = None
        request.languages = list(INTERFACE)
        if host != settings.BASE_HOST and host not in BARE:
            request.community = Community.objects.filter(host=host).first()
            if request.community is None:
                request.language = settings.LANGUAGE_CODE
                return not_found(request)
            request.urlconf = settings.COMMUNITY_URLCONF
            request.languages = list(request.community.languages)
        return self._in_language(request)

    def _in_language(self, request: Any) -> HttpResponse:
        prefix, rest = split_prefix(request.path_info, request.languages)
        request.address_language = prefix
        # The path without its language: what the same page is called in another one.
        request.bare_path = rest
        if prefix:
            request.path_info = rest
            set_script_prefix(f"/{prefix}/")
        default = request.community.default_language if request.community else settings.LANGUAGE_CODE
        request.language = prefix or choose(request, request.languages, default)
        with translation.override(interface_for(request.language)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.language)
        return response


class CommunityMiddleware:
    """Runs each view inside its community's transaction, with the membership of who is signed in.

    On a private or preview community's host nothing exists for who is not in it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Call the view ourselves, so that its transaction ends with its exception."""
        request.person = request.user if request.user.is_authenticated else None
        if request.community is None:
            return None
        if getattr(view, "outside_transaction", False):
            return None
        with tenancy.community(request.community):
            if request.person is not None:
                request.membership = Membership.objects.filter(
                    community=request.community, person=request.person, left_at=None
                ).first()
            if not _exists_for(request) and not getattr(view, "open_to_strangers", False):
                raise Http404
            response: HttpResponse = view(request, *args, **kwargs)
        return response


def _exists_for(request: Any) -> bool:
    return request.community.visibility == Community.Visibility.OPEN or request.membership is not None
