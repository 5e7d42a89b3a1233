"""What was heard, and what came of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from palabre.communities.models import CommunityRow, Membership
from palabre.dialogues.models.contributions import Contribution
from palabre.dialogues.models.dialogues import Dialogue
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, StandingField, Words
from palabre.places.models import City


class Synthesis(CommunityRow):
    """What the hosts heard; it says too which languages and cities were not heard."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="syntheses")
    introduction = Words(blank=True)
    introduction_html = models.TextField(blank=True)
    language = LanguageField()
    languages_not_heard = ArrayField(LanguageField(), default=list, blank=True)
    cities_not_heard = models.ManyToManyField(City, through="CityNotHeard", related_name="+")
    by = FencedKey(Membership, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "syntheses"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "dialogue", "language"], name="dialogues_synthesis_once"
            )
        ]

    def __str__(self) -> str:
        return f"synthesis of {self.dialogue_id}"


class CityNotHeard(CommunityRow):
    """A city one would have expected to hear from."""

    synthesis = FencedKey(Synthesis, models.CASCADE, related_name="+")
    city = models.ForeignKey(City, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "synthesis", "city"], name="dialogues_citynotheard_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.city_id} not heard in {self.synthesis_id}"


class Finding(CommunityRow):
    """One thing that was heard; it must cite what it rests on."""

    synthesis = FencedKey(Synthesis, models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField()
    text = Words()
    html = models.TextField()
    language = LanguageField()
    by = FencedKey(Membership, models.PROTECT, related_name="+", null=True)
    standing = StandingField()
    cited = models.ManyToManyField(Contribution, through="Citation", related_name="findings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "synthesis", "number"], name="dialogues_finding_number"
            )
        ]

    def __str__(self) -> str:
        return f"finding {self.number} of {self.synthesis_id}"


class Citation(CommunityRow):
    """A contribution that a finding rests on."""

    finding = FencedKey(Finding, models.CASCADE, related_name="citations")
    contribution = FencedKey(Contribution, models.PROTECT, related_name="citations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "finding", "contribution"], name="dialogues_citation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} cites {self.contribution_id}"


class Outcome(CommunityRow):
    """Where a synthesis went: to whom, when, what they answered, what changed. Overdue answers show."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="outcomes")
    recipient = Words()
    language = LanguageField()
    sent_on = models.DateField()
    answer_due = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = Words(blank=True, language="answer_language")
    answer_language = LanguageField(blank=True)
    effect = Words(blank=True)
    by = FencedKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "dialogue", "sent_on"], name="dialogues_outcome_order")]

    def __str__(self) -> str:
        return f"outcome of {self.dialogue_id} sent {self.sent_on}"
