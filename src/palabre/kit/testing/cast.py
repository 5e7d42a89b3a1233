"""The cast of every test: two funders, three communities, and Sam, the stranger from another funder's community.

Models are found by their label, so that the kit imports nothing from the rooms above it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps

from palabre.kit import tenancy

LANGUAGES = ["en", "fr", "es", "pt", "ar", "bn", "id"]
BRAND = {"accent": "#0b5d5a", "on_accent": "#ffffff", "accent_dark": "#6cc5bd", "on_accent_dark": "#10201f"}
# name → (roles in the salon, roles in the cities exchange); Sam is in the circle alone.
PEOPLE: dict[str, tuple[list[str], list[str]]] = {
    "Amina": (["correspondent"], ["correspondent"]),
    "Bruno": (["editor"], ["editor"]),
    "Carla": (["moderator"], ["moderator"]),
    "Dev": (["manager"], ["manager"]),
    "Esi": (["member"], []),
    "Farid": (["member"], []),
    "Ghada": (["funder"], ["funder"]),
}
SAM = ["manager", "editor", "moderator", "correspondent", "funder"]


def model(label: str) -> Any:
    """A model by its label, `room.Model`."""
    return apps.get_model(label)


class Cast:
    """Communities `salon`, `cities`, `circle`; people by first name in lower case; `membership(name, community)`."""

    def __init__(self) -> None:
        # Some thousand tests begin with this: a few statements for all of it, not one for each row.
        self.halden, self.obadiah = model("communities.Funder").objects.bulk_create(
            [
                model("communities.Funder")(slug="halden", name="Halden Fund", country="NO"),
                model("communities.Funder")(slug="obadiah", name="Obadiah Trust", country="GB"),
            ]
        )
        self.salon, self.cities, self.circle = model("communities.Community").objects.bulk_create(
            [
                _community("salon", "Open Floor"),
                _community("cities", "Thirteen Cities"),
                _community("circle", "The Circle"),
            ]
        )
        names = [*PEOPLE, "Sam", "Olga"]
        made = model("people.Person").objects.bulk_create([_person(name) for name in names])
        self.people = dict(zip(names, made, strict=True))
        for name, person in self.people.items():
            setattr(self, name.lower(), person)
        self._found(self.salon, self.halden, {name: roles for name, (roles, _cities) in PEOPLE.items()})
        self._found(self.cities, self.halden, {name: roles for name, (_salon, roles) in PEOPLE.items()})
        self._found(self.circle, self.obadiah, {"Sam": SAM})

    def somebody(self, name: str) -> Any:
        """One more person, who is in no community."""
        person = _person(name)
        person.save()
        setattr(self, name.lower(), person)
        return person

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"Nobody called {name} in the cast.")

    def _found(self, community: Any, funder: Any, roles: dict[str, list[str]]) -> None:
        """What a funder was promised for a community, and who is in it."""
        with tenancy.community(community):
            engagement = model("communities.Engagement").objects.create(
                community=community,
                slug="first",
                title="What we promised each other",
                language="en",
                starts=date(2026, 1, 1),
                ends=date(2027, 12, 31),
                salons=4,
                stories_per_month=2,
                cities=4,
                languages=["en", "fr"],
            )
            model("communities.EngagementFunder").objects.create(
                community=community, engagement=engagement, funder=funder
            )
            model("communities.Membership").objects.bulk_create(
                _membership(self.people[name], community, own) for name, own in roles.items() if own
            )

    def join(self, person: Any, community: Any, roles: list[str]) -> Any:
        """Make a person something in a community."""
        with tenancy.community(community):
            made = _membership(person, community, roles)
            made.save()
            return made

    def membership(self, name: str, community: Any) -> Any:
        """What somebody is in a community."""
        with tenancy.community(community):
            return model("communities.Membership").objects.get(
                person=getattr(self, name), community=community
            )


def _person(name: str) -> Any:
    person = model("people.Person")(
        email=f"{name.lower()}@example.org", name=name, reads=["en", "fr"], writes=["en"]
    )
    person.set_unusable_password()
    if name == "Olga":
        person.network_roles = ["operator", "network_editor"]
    return person


def _community(blueprint: str, name: str) -> Any:
    return model("communities.Community")(
        host=f"{blueprint}.localhost",
        name=name,
        blueprint=blueprint,
        languages=[*LANGUAGES, "zh-Hant"] if blueprint == "circle" else LANGUAGES,
        default_language="en",
        brand=BRAND,
    )


def _membership(person: Any, community: Any, roles: list[str]) -> Any:
    return model("communities.Membership")(community=community, person=person, roles=roles, name=person.name)
