"""A time-boxed conversation and its furniture."""

from __future__ import annotations

from typing import Any

from django.db import models

from palabre.communities.models import CommunityRow, Membership
from palabre.dialogues.models.reach import DialogueQuerySet
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, StandingField, Words
from palabre.places.models import City, Organisation


class Channel(CommunityRow):
    """A row of hosted discussions under one heading, each with its dated address."""

    slug = models.CharField(max_length=60)
    name = Words()
    note = Words(blank=True, help_text="What it is about, in a sentence.")
    language = LanguageField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="dialogues_channel_slug")]

    def __str__(self) -> str:
        return self.slug


class Dialogue(CommunityRow):
    """Opens and closes on a day of the community's time zone; its state follows the clock (see `rules.state`)."""

    class Format(models.TextChoices):
        SALON = "salon"
        E_DEBATE = "e-debate"
        HOSTED = "hosted"
        CALL = "call"

    class State(models.TextChoices):
        UPCOMING = "upcoming"
        OPEN = "open"
        IN_SYNTHESIS = "in_synthesis"
        ARCHIVED = "archived"

    slug = models.CharField(max_length=100)
    format = models.CharField(max_length=10, choices=Format.choices)
    title = Words()
    standfirst = Words(blank=True, help_text="What it is about, in two or three sentences.")
    framing = Words(blank=True)
    framing_html = models.TextField(blank=True)
    language = LanguageField()
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which one may speak.")
    synthesis_due = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    # The state last written to the chronicle, so that each change of state is news exactly once.
    noted_state = models.CharField(max_length=12, choices=State.choices, default=State.UPCOMING)
    last_day_noted = models.BooleanField(default=False)
    held = models.BooleanField(
        default=False, help_text="Reachable by nobody until the room that holds it lets go."
    )
    channel = FencedKey(Channel, models.SET_NULL, related_name="dialogues", null=True, blank=True)
    partners = Words(blank=True)
    picture = models.FileField(upload_to="dialogues/", blank=True)
    picture_alt = Words(blank=True)
    picture_credit = models.CharField(max_length=200, blank=True)
    # Another language's version of the same conversation points to the one it was made from.
    version_of = FencedKey("self", models.SET_NULL, related_name="versions", null=True, blank=True)
    # A conversation that takes up an earlier one.
    follows = FencedKey("self", models.SET_NULL, related_name="followers", null=True, blank=True)
    # Where an imported dialogue came from; importing it again finds this.
    source = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 (unique where there is one)
    created_at = models.DateTimeField()

    objects = DialogueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="dialogues_dialogue_slug"),
            models.UniqueConstraint(fields=["community", "source"], name="dialogues_dialogue_source"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="dialogues_dialogue_period"
            ),
        ]
        indexes = [models.Index(fields=["community", "-opens_on"], name="dialogues_dialogue_latest")]

    def __str__(self) -> str:
        return self.slug


class Seat(CommunityRow):
    """A host, a panelist or a local voice of one dialogue, with or without an account."""

    class Kind(models.TextChoices):
        HOST = "host"
        PANELIST = "panelist"
        LOCAL_VOICE = "local_voice"
        SPEAKER = "speaker"

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="seats")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    membership = FencedKey(Membership, models.SET_NULL, related_name="seats", null=True, blank=True)
    email = models.EmailField(
        blank=True, help_text="Where an invited panelist without an account is written to."
    )
    name = models.CharField(max_length=200)
    title = Words(blank=True, help_text="What this person is, in a few words.")
    language = LanguageField()
    organisation = FencedKey(Organisation, models.SET_NULL, related_name="+", null=True, blank=True)
    city = models.ForeignKey(City, models.PROTECT, related_name="+", null=True, blank=True)
    opening = Words(blank=True)
    opening_html = models.TextField(blank=True)
    opening_shown = ""  # as much of it as the dialogue's own page shows (`queries.head`)
    # Of the opening remarks; the seat itself is the hosts' to give.
    standing = StandingField()
    portrait = models.FileField(upload_to="portraits/", blank=True)
    place_in_row = models.PositiveIntegerField(default=0)
    # The question put to an invited panelist in their one mail; when a silent one was last reminded.
    asked = FencedKey("Question", models.SET_NULL, related_name="+", null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "dialogue", "kind", "place_in_row"], name="dialogues_seat_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.kind}"

    @property
    def face(self) -> Any:
        """The portrait shown on this seat: its own, else its member's photo, where others may see that."""
        return self.portrait or (self.membership.shown_portrait if self.membership else None)


class Round(CommunityRow):
    """A set of questions, released on a day (an imported dialogue's section is one too)."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    title = Words(blank=True)
    note = Words(blank=True, help_text="What stands under its title and nobody says.")
    note_html = models.TextField(blank=True)
    language = LanguageField()
    opens_on = models.DateField(null=True, help_text="None: not yet, a host releases it by hand.")
    released_at = models.DateTimeField(
        null=True, help_text="When it was shown, where that was not the beginning of the day."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "dialogue", "number"], name="dialogues_round_number")
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.dialogue_id}"


class Question(CommunityRow):
    """What is asked. Numbered through the whole dialogue."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="questions")
    round = FencedKey(Round, models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    text = Words()
    language = LanguageField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "dialogue", "number"], name="dialogues_question_number"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.number} of {self.dialogue_id}"


class Resource(CommunityRow):
    """Something to read, from the institution itself or from the field."""

    class Origin(models.TextChoices):
        INSTITUTION = "institution"
        FIELD = "field"

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="resources")
    origin = models.CharField(max_length=12, choices=Origin.choices)
    title = Words()
    note = Words(blank=True)
    language = LanguageField()
    # An address, or a file of its own.
    address = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="shelf/", blank=True)
    media_type = models.CharField(max_length=80, blank=True, help_text="What the file is, by its content.")
    size = models.PositiveIntegerField(null=True, help_text="Bytes of the file.")
    checked_at = models.DateTimeField(null=True, help_text="When the address was last tried.")
    trouble = models.CharField(max_length=40, blank=True, help_text="What was wrong with it then, as a code.")
    sent_by = FencedKey(Membership, models.SET_NULL, related_name="+", null=True, blank=True)
    waits = models.BooleanField(default=False, help_text="Sent in, and not yet accepted by a host.")
    standing = StandingField()
    city = models.ForeignKey(City, models.PROTECT, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "dialogue", "address"],
                condition=~models.Q(address=""),
                name="dialogues_resource_once",
            ),
            models.CheckConstraint(
                condition=models.Q(address="") ^ models.Q(file=""), name="dialogues_resource_is_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.address or str(self.file)


class Wrap(CommunityRow):
    """A host's short note on a day of the conversation: so far."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="wraps")
    text = Words()
    html = models.TextField()
    language = LanguageField()
    by = FencedKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    standing = StandingField()

    def __str__(self) -> str:
        return f"wrap of {self.dialogue_id} at {self.at:%Y-%m-%d}"
