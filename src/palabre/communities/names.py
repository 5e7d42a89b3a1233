"""Names that nobody else may take: those of the people others rely on in a community.

Who works in it is known here; a room above registers who else is, in its `ready()`:

    names.register(queries.names_on_seats)   # (community) -> (name, e-mail address of whose it is) of each

Ordinary members may be called alike, as people are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from palabre.communities.models import Community, Membership, Role
from palabre.kit.text.names import folded
from palabre.people.models import Person

WORKING = (Role.CORRESPONDENT, Role.EDITOR, Role.MODERATOR, Role.MANAGER)
Source = Callable[[Community], Iterable[tuple[str, str]]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Have `source(community)` name others, each with the address by which they are known."""
    if source not in _sources:
        _sources.append(source)


def is_taken(name: str, *, community: Community, by: Person) -> bool:
    """Whether somebody else whom people rely on bears this name, however it is spelt."""
    wanted = folded(name)
    if not wanted:
        return False
    working = Membership.objects.filter(community=community, left_at=None, roles__overlap=list(WORKING))
    held = [*working.values_list("name", "person__email")]
    for source in _sources:
        held += source(community)
    return any(folded(one) == wanted and email.lower() != by.email.lower() for one, email in held)
