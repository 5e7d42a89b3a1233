"""Views say here whether what a visitor sees of them may be kept; `kit.delivery.front` keeps it.

Every view of an address that a visitor can open says one of the two (a test walks the addresses).
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
                told = _those(request.GET, parameters)
                request.META["QUERY_STRING"] = told
                request.GET = QueryDict(told)
            return view(request, *args, **kwargs)

        answer.says_what_is_kept = True  # type: ignore[attr-defined]
        return answer

    return declare


def never_kept(because: str) -> Callable[[View], View]:
    """Each answer of this view is made anew, for the reason given."""

    def declare(view: View) -> View:
        view.says_what_is_kept = False  # type: ignore[attr-defined]
        view.made_anew_because = because  # type: ignore[attr-defined]
        return view

    return declare


def _those(asked: QueryDict, parameters: tuple[str, ...]) -> str:
    """What was asked, without what the view does not know, in an order that does not depend on the asker."""
    return urlencode([(name, value) for name in sorted(parameters) for value in asked.getlist(name)])
