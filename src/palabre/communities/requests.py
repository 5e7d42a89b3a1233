"""What a request knows by the time a view sees it."""

from __future__ import annotations

from django.http import HttpRequest

from palabre.communities.models import Community, Membership
from palabre.people.models import Person


class NetworkRequest(HttpRequest):
    """On the bare host. `person` is who is signed in there."""

    community: Community | None
    person: Person | None
    language: str
    languages: list[str]
    script_sources: str


class CommunityRequest(NetworkRequest):
    """On a community's host; `membership` is what the person is here, None for a visitor.

    A view whose text stands in languages of its own sets `stands_in`: language → path without one, which is where
    that version stands.
    """

    community: Community
    membership: Membership | None
    stands_in: dict[str, str]
