"""Whom one can be in the demo, and being them on the host where they are at home."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from palabre.communities.models import Community
from palabre.exchange.demo import content
from palabre.kit.languages import interface_for
from palabre.people.models import Person

SALT = "palabre.exchange.demo"
LIFE = 60
"""Seconds within which one arrives on the other host."""


@dataclass(frozen=True)
class Part:
    """Somebody one can be: their role and what to look at first, in `language`; their community.

    `called` is their name in Latin letters, `community_name` the name and its language as `Community.name_for` has it.
    """

    key: str
    called: str
    person: Person
    role: str
    look_first: str
    language: str
    community: Community
    community_name: tuple[str, str]


def parts(language: str) -> list[Part]:
    """Everybody one can be, in the content's order, spoken of in the interface's language for a reader of this one."""
    spoken = interface_for(language)
    cast = {table["key"]: table for table in content.tables("people", "person")}
    tables = [(table, cast[table["person"]]) for table in content.tables("people", "demo")]
    emails = [said["email"] for _table, said in tables]
    people = {person.email: person for person in Person.objects.filter(email__in=emails)}
    places = {community.host: community for community in communities()}
    return [
        Part(
            key=table["person"],
            called=str(said.get("latin", said["name"])),
            person=people[said["email"]],
            role=table["role"][spoken],
            look_first=table["look_first"][spoken],
            language=spoken,
            community=places[_host(table["sign_in_to"])],
            community_name=places[_host(table["sign_in_to"])].name_for(language),
        )
        for table, said in tables
        if said["email"] in people and _host(table["sign_in_to"]) in places
    ]


def part(key: str) -> Part | None:
    """Somebody one can be, by their key."""
    return next((part for part in parts("en") if part.key == key), None)


def communities() -> list[Community]:
    """The demo's communities that are there, in the content's order."""
    hosts = [_host(table["host"]) for table in content.tables("communities", "community")]
    found = {community.host: community for community in Community.objects.filter(host__in=hosts)}
    return [found[host] for host in hosts if host in found]


def signed(part: Part, then: str) -> str:
    """What lets one be them on their community's host, within `LIFE`; `then` is the path they go on to."""
    return signing.dumps({"part": part.key, "host": part.community.host, "then": then}, salt=SALT)


def of_token(token: str, host: str) -> tuple[Part, str] | None:
    """Whom a token makes one on this host, and where they go; None for one that is false, late or another host's."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    found = part(said["part"]) if said["host"] == host else None
    return (found, said["then"]) if found else None


def _host(name: str) -> str:
    return f"{name}.{settings.BASE_HOST}"
