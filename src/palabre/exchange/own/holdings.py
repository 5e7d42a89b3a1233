"""What every room holds of a person: each model with a key to a person or a membership, and what erasure does to it.

`tests/laws` compares this table with the models: one with such a key and no line here fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import models

from palabre.communities.models import Membership
from palabre.people.models import Person


class Fate(Enum):
    """What becomes of a row when its person is erased."""

    GONE = "the row is deleted"
    NAMELESS = "the row stays; its key leads to a membership without a name"
    OWN_WAY = "erasure has a step of its own for it"


@dataclass(frozen=True)
class Holding:
    """Rows of a model that belong to a person by a key, and their fate. `told`: whether an export holds them."""

    label: str
    key: str
    fate: Fate
    told: bool = True

    @property
    def model(self) -> Any:
        """The model itself."""
        return apps.get_model(self.label)

    def rows_of(self, person: Person) -> Any:
        """The person's rows in all communities; asked across all of them."""
        by_person = self.model._meta.get_field(self.key).remote_field.model is Person
        path = self.key if by_person else f"{self.key}__person"
        return self.model._base_manager.filter(**{path: person})  # noqa: SLF001


GONE, NAMELESS, OWN_WAY = Fate.GONE, Fate.NAMELESS, Fate.OWN_WAY
HOLDINGS = (
    Holding("communities.Membership", "person", OWN_WAY),
    Holding("communities.JoinAnswer", "membership", GONE),
    Holding("communities.Mute", "by", GONE),
    Holding("communities.Mute", "whom", GONE, told=False),
    Holding("communities.Invitation", "invited_by", NAMELESS, told=False),
    Holding("communities.Invitation", "accepted_by", OWN_WAY, told=False),
    Holding("communities.Rules", "published_by", NAMELESS),
    Holding("people.Ticket", "person", GONE, told=False),
    Holding("places.TeamMember", "membership", NAMELESS),
    Holding("places.Home", "membership", GONE),
    Holding("moderation.Flag", "by", OWN_WAY),
    Holding("moderation.Decision", "by", NAMELESS),
    Holding("moderation.Appeal", "by", GONE),
    Holding("dialogues.Seat", "membership", OWN_WAY),
    Holding("dialogues.Contribution", "author", OWN_WAY),
    Holding("dialogues.Contribution", "taken_down_by", NAMELESS, told=False),
    Holding("dialogues.Revision", "by", OWN_WAY),
    Holding("dialogues.Gloss", "by", NAMELESS),
    Holding("dialogues.Resource", "sent_by", NAMELESS),
    Holding("dialogues.Wrap", "by", NAMELESS),
    Holding("dialogues.Synthesis", "by", NAMELESS),
    Holding("dialogues.Outcome", "by", NAMELESS),
    Holding("dialogues.Mention", "membership", GONE),
    Holding("dialogues.Draft", "by", GONE),
    Holding("dialogues.Visit", "by", GONE),
    Holding("dialogues.Pick", "by", NAMELESS),
    Holding("dialogues.Welcome", "by", NAMELESS),
    Holding("network.Correspondent", "person", OWN_WAY),
    Holding("network.Assignment", "membership", NAMELESS),
    Holding("network.Assignment", "offered_by", NAMELESS, told=False),
    Holding("initiatives.Initiative", "checked_by", NAMELESS, told=False),
    Holding("initiatives.Initiative", "added_by", NAMELESS),
    Holding("initiatives.InitiativeVersion", "by", NAMELESS),
    Holding("newsroom.Theme", "editor", NAMELESS),
    Holding("newsroom.Story", "author", NAMELESS),
    Holding("newsroom.StoryVersion", "translated_by", NAMELESS),
    Holding("newsroom.Correction", "by", NAMELESS),
    Holding("newsroom.Withdrawal", "by", NAMELESS),
    Holding("exchange.PersonalExport", "person", OWN_WAY, told=False),
    # allauth's: how and where somebody signs in.
    Holding("account.EmailAddress", "user", GONE, told=False),
    Holding("mfa.Authenticator", "user", GONE, told=False),
    Holding("usersessions.UserSession", "user", OWN_WAY, told=False),
)


def keys_to_people() -> Iterator[tuple[str, str]]:
    """Every key of every model that leads to a person or a membership, as (label, name of the key)."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.remote_field.model in (Person, Membership):
                yield model._meta.label, field.name
