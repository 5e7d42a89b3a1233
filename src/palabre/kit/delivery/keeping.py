"""A view says here that all its visitors are shown the same; `kit.delivery.front` then keeps what it shows.

Whatever page a visitor can open says so, or stands with its reason in the test that walks the addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict

from palabre.kit import shown

View = Callable[..., HttpResponse]

PARAMETERS: set[str] = set()
"""Every parameter that changes what some kept page shows; all others share one page."""
AROUND = frozenset({"saved", "next"})
"""Parameters that are for one reader at one moment."""


def keepable(*parameters: str) -> Callable[[View], View]:
    """Every visitor is shown the same by this view at one address, language and these parameters."""
    PARAMETERS.update(parameters)

    def declare(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            note = shown.note()
            if note is not None:
                note.kept = True
                note.asked = _those(request.GET, parameters)
                request.META["QUERY_STRING"] = urlencode(note.asked)
                request.GET = QueryDict(urlencode(note.asked))
            return view(request, *args, **kwargs)

        answer.is_keepable = True  # type: ignore[attr-defined]
        return answer

    return declare


def _those(asked: QueryDict, parameters: tuple[str, ...]) -> list[tuple[str, str]]:
    """What was asked, without what the view does not know, in an order that does not depend on the asker."""
    return sorted((name, value) for name in parameters for value in asked.getlist(name))
