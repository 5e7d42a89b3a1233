"""Absolute addresses, for mails and feeds: scheme, host and port are the installation's, never the request's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse

from palabre.communities.languages import split_prefix
from palabre.communities.models import Community
from palabre.kit.languages import INTERFACE


def site(community: Community | None) -> str:
    """`https://salon.example.org`, with the port where it is not the scheme's own; None is the bare host."""
    host = community.host if community else settings.BASE_HOST
    usual = {"http": "80", "https": "443"}[settings.PUBLIC_SCHEME]
    port = settings.PUBLIC_PORT
    return f"{settings.PUBLIC_SCHEME}://{host}" + (f":{port}" if port and port != usual else "")


def absolute(community: Community | None, path: str, language: str | None = None) -> str:
    """The full address of a path ("/about/") of a community's host, or of the bare host (None).

    With `language` the address says it (`/fr/about/`), replacing one that `path` already says; a language the
    place does not have is left out, since its prefix would lead nowhere. Raises ValueError for a path that does
    not begin with one slash.
    """
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"not a path of ours: {path!r}")
    languages = list(community.languages) if community else list(INTERFACE)
    if language is None:
        return site(community) + path
    _, bare = split_prefix(path, languages)
    return site(community) + (f"/{language}{bare}" if language in languages else bare)


def page(community: Community | None, name: str, language: str | None = None, **kwargs: Any) -> str:
    """The full address of a named page (`dialogues_page`), outside any request too."""
    urlconf = settings.COMMUNITY_URLCONF if community else settings.ROOT_URLCONF
    path = reverse(name, urlconf=urlconf, kwargs=kwargs or None)
    return absolute(community, "/" + path.removeprefix(get_script_prefix()), language)
