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


class CommunityRequest(NetworkRequest):
    """On a community's host; `membership` is what the person is here, None for a visitor."""

    community: Community
    membership: Membership | None
