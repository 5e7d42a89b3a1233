"""Where to go after a form."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 300


def next_path(request: HttpRequest, otherwise: str) -> str:
    """The path in `next` where it is one of this host's, else `otherwise`; in the language of the present address."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if not is_path(asked):
        return otherwise
    prefix = get_script_prefix()
    return asked if asked.startswith(prefix) else prefix + asked[1:]


def is_path(text: str) -> bool:
    """Whether a text is a path on this host and nothing else."""
    own = text.startswith("/") and len(text) <= LONGEST
    return own and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
