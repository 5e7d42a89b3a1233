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
        """Replace a session of another host by an empty one; mark one without a host with this one.

        The mark is set before the view as well as after it: a view that signs in writes the session at once.
        """
        host = request.get_host().lower()
        session = request.session
        if session.get(HOST_KEY, host) != host:
            request.session = type(session)()
        elif not session.is_empty():
            _mark(session, host)
        response = self.get_response(request)
        if request.session.modified and not request.session.is_empty():
            _mark(request.session, host)
        return response


def _mark(session: Any, host: str) -> None:
    if session.get(HOST_KEY) != host:
        session[HOST_KEY] = host
