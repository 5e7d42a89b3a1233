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


def model(label: str) -> Any:
    """A model by its label, `room.Model`."""
    return apps.get_model(label)


class Cast:
    """Communities `salon`, `cities`, `circle`; people by first name in lower case; `membership(name, community)`."""

    def __init__(self) -> None:
        self.halden = model("communities.Funder").objects.create(
            slug="halden", name="Halden Fund", country="NO"
        )
        self.obadiah = model("communities.Funder").objects.create(
            slug="obadiah", name="Obadiah Trust", country="GB"
        )
        self.salon = self._community("salon", "Open Floor", self.halden)
        self.cities = self._community("cities", "Thirteen Cities", self.halden)
        self.circle = self._community("circle", "The Circle", self.obadiah)
        for name, (in_salon, in_cities) in PEOPLE.items():
            person = self._person(name)
            for community, roles in ((self.salon, in_salon), (self.cities, in_cities)):
                if roles:
                    self.join(person, community, roles)
        self.join(
            self._person("Sam"), self.circle, ["manager", "editor", "moderator", "correspondent", "funder"]
        )
        self._person("Olga", network_roles=["operator", "network_editor"])

    def _person(self, name: str, **fields: Any) -> Any:
        person = model("people.Person").objects.create_user(
            f"{name.lower()}@example.org", name=name, reads=["en", "fr"], writes=["en"], **fields
        )
        setattr(self, name.lower(), person)
        return person

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"Nobody called {name} in the cast.")

    def _community(self, blueprint: str, name: str, funder: Any) -> Any:
        community = model("communities.Community").objects.create(
            host=f"{blueprint}.localhost",
            name=name,
            blueprint=blueprint,
            languages=[*LANGUAGES, "zh-Hant"] if blueprint == "circle" else LANGUAGES,
            default_language="en",
            brand=BRAND,
        )
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
        return community

    def join(self, person: Any, community: Any, roles: list[str]) -> Any:
        """Make a person something in a community."""
        with tenancy.community(community):
            return model("communities.Membership").objects.create(
                community=community, person=person, roles=roles, name=person.name
            )

    def membership(self, name: str, community: Any) -> Any:
        """What somebody is in a community."""
        with tenancy.community(community):
            return model("communities.Membership").objects.get(
                person=getattr(self, name), community=community
            )
