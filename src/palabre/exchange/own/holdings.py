"""What every room holds of a person: each model with a key to a person or a membership, and what erasure does to it.

`tests/laws` compares this table with the models: one with such a key and no line here fails; so does one that holds
words and says only one half of what becomes of them, for whoever leaves may leave their words or take them along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import models

from palabre.communities.models import Membership
from palabre.kit.fields import Words
from palabre.people.models import Person


class Fate(Enum):
    """What becomes of a row when its person is erased."""

    GONE = "the row is deleted"
    NAMELESS = "the row stays; its key leads to a membership without a name"
    OWN_WAY = "erasure has a step of its own for it"


@dataclass(frozen=True)
class Holding:
    """Rows of a model that belong to a person by a key, and their fate. `told`: whether an export holds them.

    `with_words` is their fate where the person takes what they wrote along; a model without words has one fate.
    """

    label: str
    key: str
    fate: Fate
    with_words: Fate | None = None
    told: bool = True

    @property
    def model(self) -> Any:
        """The model itself."""
        return apps.get_model(self.label)

    def fate_where(self, *, keeps_words: bool) -> Fate:
        """Their fate, as the person chose."""
        return self.fate if keeps_words or self.with_words is None else self.with_words

    def rows_of(self, person: Person) -> Any:
        """The person's rows in all communities; asked across all of them."""
        by_person = self.model._meta.get_field(self.key).remote_field.model is Person
        path = self.key if by_person else f"{self.key}__person"
        return self.model._base_manager.filter(**{path: person})  # noqa: SLF001


GONE, NAMELESS, OWN_WAY = Fate.GONE, Fate.NAMELESS, Fate.OWN_WAY
HOLDINGS = (
    Holding("communities.Membership", "person", OWN_WAY, OWN_WAY),
    Holding("communities.JoinAnswer", "membership", GONE, GONE),
    Holding("communities.Mute", "by", GONE),
    Holding("communities.Mute", "whom", GONE, told=False),
    Holding("communities.Invitation", "invited_by", NAMELESS, told=False),
    Holding("communities.Invitation", "accepted_by", OWN_WAY, told=False),
    Holding("communities.Rules", "published_by", NAMELESS, NAMELESS),
    Holding("people.Ticket", "person", GONE, told=False),
    Holding("places.TeamMember", "membership", NAMELESS),
    Holding("places.Home", "membership", GONE),
    Holding("moderation.Flag", "by", OWN_WAY, OWN_WAY),
    Holding("moderation.Decision", "by", NAMELESS, NAMELESS),
    Holding("moderation.Appeal", "by", GONE, GONE),
    Holding("dialogues.Seat", "membership", OWN_WAY, OWN_WAY),
    Holding("dialogues.Contribution", "author", OWN_WAY, OWN_WAY),
    Holding("dialogues.Contribution", "taken_down_by", NAMELESS, NAMELESS, told=False),
    Holding("dialogues.Revision", "by", OWN_WAY, OWN_WAY),
    Holding("dialogues.Gloss", "by", NAMELESS, GONE),
    Holding("dialogues.Resource", "sent_by", NAMELESS, GONE),
    Holding("dialogues.Wrap", "by", NAMELESS, GONE),
    Holding("dialogues.Synthesis", "by", NAMELESS, NAMELESS),
    Holding("dialogues.Finding", "by", NAMELESS, NAMELESS),
    Holding("dialogues.Outcome", "by", NAMELESS, NAMELESS),
    Holding("dialogues.Mention", "membership", GONE),
    Holding("dialogues.Draft", "by", GONE, GONE),
    Holding("dialogues.Visit", "by", GONE),
    Holding("dialogues.Pick", "by", NAMELESS),
    Holding("dialogues.Welcome", "by", NAMELESS, NAMELESS),
    Holding("network.Correspondent", "person", OWN_WAY, OWN_WAY),
    Holding("network.Assignment", "membership", NAMELESS, OWN_WAY),
    Holding("network.Assignment", "offered_by", NAMELESS, NAMELESS, told=False),
    Holding("initiatives.Initiative", "checked_by", NAMELESS, NAMELESS, told=False),
    Holding("initiatives.Initiative", "added_by", NAMELESS, OWN_WAY),
    Holding("initiatives.InitiativeVersion", "by", NAMELESS, NAMELESS),
    Holding("newsroom.Theme", "editor", NAMELESS, NAMELESS),
    Holding("newsroom.Story", "author", OWN_WAY, OWN_WAY),
    Holding("newsroom.StoryVersion", "translated_by", NAMELESS, NAMELESS),
    Holding("newsroom.Correction", "by", NAMELESS, NAMELESS),
    Holding("newsroom.Withdrawal", "by", NAMELESS, NAMELESS),
    Holding("exchange.PersonalExport", "person", OWN_WAY, told=False),
    # allauth's: how and where somebody signs in.
    Holding("account.EmailAddress", "user", GONE, told=False),
    Holding("mfa.Authenticator", "user", GONE, told=False),
    Holding("usersessions.UserSession", "user", OWN_WAY, told=False),
)

NOBODYS_OWN = {
    "mail.Message": "a letter to one person: it goes with them, or where it names them",
    "communities.KeptDraft": "kept for a browser, and gone with whoever was signed in there",
    "portal.SearchDocument": "follows the row it speaks of",
    "newsroom.Caption": "of a photograph: it goes where its story goes; told to whoever gave that",
    "initiatives.Replication": "of an initiative, by people it names itself; told to whoever noted it last",
    "communities.Community": "the community's; nothing says who worded it",
    "communities.Engagement": "the community's; nothing says who worded it",
    "communities.JoinQuestion": "the community's; nothing says who worded it",
    "places.Organisation": "an organisation's; nothing says who worded it",
    "dialogues.Channel": "the community's, and stays; told to whoever began it",
    "dialogues.Dialogue": "the community's, and stays; what it says of itself is told to whoever put it so",
    "dialogues.Round": "the community's, and stays; told to whoever asked its questions",
    "dialogues.Question": "the community's, and stays; told to whoever put it in these words",
}
"""Models that hold words and no key to who wrote them, with whose they are and what erasure leaves of them.

Those told to somebody are so by the chronicle or the row above (`written.WRITTEN`).
"""


def keys_to_people() -> Iterator[tuple[str, str]]:
    """Every key of every model that leads to a person or a membership, as (label, name of the key)."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.remote_field.model in (Person, Membership):
                yield model._meta.label, field.name


def kinds_of_words() -> Iterator[str]:
    """The label of every model that holds what people wrote; a story holds it in its versions."""
    yield "newsroom.Story"
    for model in apps.get_models():
        if holds_words(model):
            yield model._meta.label


def holds_words(model: type[models.Model]) -> bool:
    """Whether a column of it is text that a person wrote."""
    return any(isinstance(field, Words) for field in model._meta.local_fields)
