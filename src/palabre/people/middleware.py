"""A session belongs to the host it was made on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

HOST_KEY = "palabre_host"


class HostBoundSessionMiddleware:
    """Refuses a session cookie of one host on another: there it is nobody's.

    Browsers keep cookies of hosts apart; this holds against one that is carried over by hand.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Replace a session of another host by an empty one; mark a new one with its host."""
        host = request.get_host()
        bound = request.session.get(HOST_KEY)
        if bound is not None and bound != host:
            request.session = type(request.session)()
        response = self.get_response(request)
        if request.session.modified and HOST_KEY not in request.session and not request.session.is_empty():
            request.session[HOST_KEY] = host
        return response
