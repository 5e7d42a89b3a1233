"""What is said."""

from __future__ import annotations

from django.db import models

from palabre.communities.models import CommunityRow, Membership
from palabre.dialogues.models.dialogues import Dialogue, Question, Round, Seat
from palabre.dialogues.models.reach import ContributionQuerySet
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, StandingField, Words
from palabre.places.models import City


class Contribution(CommunityRow):
    """One thing said in a dialogue. A reply points to what it answers; the HTML is cleaned once, when saved."""

    class Kind(models.TextChoices):
        IDEA = "idea"
        APPROACH = "approach"
        SOLUTION = "solution"
        RESOURCE = "resource"
        EXPERIENCE = "experience"
        ANSWER = "answer"

    class Channel(models.TextChoices):
        WEB = "web"
        MAIL = "mail"
        CARRIED = "carried"
        API = "api"
        IMPORT = "import"

    class Standing(models.TextChoices):
        PENDING = "pending"
        PUBLIC = "public"
        HIDDEN = "hidden"
        REMOVED = "removed"
        WITHDRAWN = "withdrawn"

    class LanguageKnown(models.TextChoices):
        RECOGNISED = "recognised"
        NAMED = "named"
        CORRECTED = "corrected"

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="contributions")
    round = FencedKey(Round, models.PROTECT, related_name="contributions", null=True)
    question = FencedKey(Question, models.PROTECT, related_name="contributions", null=True)
    answers = FencedKey("self", models.PROTECT, related_name="replies", null=True)
    # Who said it: a member, a seat without an account, or (carried) a name taken down by a correspondent.
    author = FencedKey(Membership, models.PROTECT, related_name="contributions", null=True)
    seat = FencedKey(Seat, models.PROTECT, related_name="contributions", null=True)
    said_by = models.CharField(max_length=200, blank=True)
    taken_down_by = FencedKey(Membership, models.PROTECT, related_name="taken_down", null=True)
    consent_at = models.DateTimeField(null=True)
    consent_language = LanguageField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    text = Words()
    html = models.TextField()
    language = LanguageField()
    city = models.ForeignKey(City, models.PROTECT, related_name="+", null=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PUBLIC)
    # How its language is known: recognised when it was saved, named by who wrote it, or corrected afterwards.
    language_known = models.CharField(
        max_length=10, choices=LanguageKnown.choices, default=LanguageKnown.NAMED
    )
    edited_at = models.DateTimeField(
        null=True, help_text="When it was last changed; earlier wordings are kept."
    )
    withdrawn_at = models.DateTimeField(null=True, help_text="Its words are gone then; its place stays.")
    # Of a carried one: the sound, whose transcript the words are, and the digest of the code with which the speaker
    # may withdraw it.
    sound = models.FileField(upload_to="sounds/", blank=True)
    receipt_hash = models.CharField(max_length=64, blank=True)
    source = models.CharField(  # noqa: DJ001 (unique where there is one)
        max_length=200, null=True, help_text="Where an imported one came from."
    )
    said_at = models.DateTimeField()

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "source"], name="dialogues_contribution_source"),
            models.CheckConstraint(
                condition=models.Q(author__isnull=False)
                | models.Q(seat__isnull=False)
                | ~models.Q(said_by=""),
                name="dialogues_contribution_has_an_author",
            ),
            models.CheckConstraint(
                condition=~models.Q(channel="carried")
                | (models.Q(taken_down_by__isnull=False) & models.Q(consent_at__isnull=False)),
                name="dialogues_contribution_carried_with_consent",
            ),
        ]
        indexes = [
            # Answers of a question, answers of a dialogue, replies to an answer, each as they were said: a page reads
            # the first few, however many there are, and however many replies stand between two answers.
            models.Index(
                fields=["community", "dialogue", "question", "said_at", "id"],
                name="dialogues_said_to_question",
                condition=models.Q(answers=None),
            ),
            models.Index(
                fields=["community", "dialogue", "said_at", "id"],
                name="dialogues_said_first",
                condition=models.Q(answers=None),
            ),
            models.Index(
                fields=["community", "answers", "said_at", "id"],
                name="dialogues_said_in_reply",
                condition=models.Q(answers__isnull=False),
            ),
            models.Index(
                fields=["community", "dialogue", "said_at", "id"], name="dialogues_said_in_dialogue"
            ),
            models.Index(fields=["community", "author", "said_at"], name="dialogues_said_by_author"),
            # Few are a seat's own: words carried for somebody without an account, turns of an imported one.
            models.Index(
                fields=["community", "seat", "said_at"],
                name="dialogues_said_from_seat",
                condition=models.Q(seat__isnull=False),
            ),
            # A feed of the whole community, the latest first.
            models.Index(fields=["community", "-said_at", "-id"], name="dialogues_said_lately"),
            # A dialogue's page looks for the first answers in each language, and for words taken down, however many
            # answers there are and however few of these.
            models.Index(
                fields=["community", "dialogue", "language", "said_at", "id"],
                name="dialogues_said_in_language",
                condition=models.Q(answers=None),
            ),
            models.Index(
                fields=["community", "dialogue", "said_at", "id"],
                name="dialogues_said_carried",
                condition=models.Q(answers=None, channel="carried"),
            ),
        ]

    def __str__(self) -> str:
        return f"contribution {self.pk} in {self.dialogue_id}"

    @property
    def speaker(self) -> str:
        """The name shown beside these words; "" where they were taken back."""
        if self.standing == self.Standing.WITHDRAWN:
            return ""
        if self.said_by:
            return self.said_by
        if self.seat is not None:
            return str(self.seat.name)
        return self.author.name if self.author is not None else ""

    @property
    def is_carried(self) -> bool:
        """Somebody's words, taken down by a correspondent."""
        return self.channel == self.Channel.CARRIED


class Gloss(CommunityRow):
    """At most two signed sentences, by a host, that say in another language what a contribution says."""

    contribution = FencedKey(Contribution, models.CASCADE, related_name="glosses")
    text = Words()
    language = LanguageField()
    by = FencedKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    standing = StandingField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "contribution", "language"], name="dialogues_gloss_once"
            )
        ]

    def __str__(self) -> str:
        return f"gloss of {self.contribution_id} in {self.language}"


class TallyManager(models.Manager["Tally"]):
    """Counts what is said."""

    def count_in(self, said: Contribution, step: int) -> None:
        """A contribution is shown from now on (1), or no more (-1)."""
        self.create(
            community_id=said.community_id,
            dialogue_id=said.dialogue_id,
            question_id=said.question_id,
            city_id=said.city_id,
            delta=step,
        )


class Tally(CommunityRow):
    """A count kept as inserted deltas, so that nobody waits for a lock on the dialogue; the worker folds them."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="tallies")
    question = FencedKey(Question, models.CASCADE, related_name="tallies", null=True)
    city = models.ForeignKey(City, models.PROTECT, related_name="+", null=True)
    delta = models.IntegerField()

    objects = TallyManager()

    class Meta:
        indexes = [models.Index(fields=["community", "dialogue", "question"], name="dialogues_tally_sum")]

    def __str__(self) -> str:
        return f"{self.delta:+} in {self.dialogue_id}"
