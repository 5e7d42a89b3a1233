"""Pages about one's own account are the same on every host; on the bare one they read a person's own rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from palabre.kit import tenancy


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run a view that touches only a person's own data; on the bare host, across communities and in one transaction."""

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.community is not None:
            return view(request, *args, **kwargs)
        with tenancy.everywhere(reason="a person's own account"):
            return view(request, *args, **kwargs)

    return wrapped
