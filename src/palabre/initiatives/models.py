"""Initiatives, the same in other languages, and their replications."""

from __future__ import annotations

from django.db import models

from palabre.communities.models import CommunityRow, Membership
from palabre.initiatives.reach import InitiativeQuerySet
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, Words
from palabre.places.models import City, Organisation


class Initiative(CommunityRow):
    """Something people have undertaken in a place: who, where, what, for whom, how far, on what evidence."""

    class Stage(models.TextChoices):
        IDEA = "idea"
        TRIAL = "trial"
        RUNNING = "running"
        SPREADING = "spreading"
        ENDED = "ended"

    class Standing(models.TextChoices):
        PENDING = "pending"
        PUBLIC = "public"
        HIDDEN = "hidden"
        REMOVED = "removed"

    slug = models.CharField(max_length=100)
    name = Words()
    summary = Words()
    who = Words(blank=True, help_text="Who does it, beyond the organisation's name.")
    for_whom = Words(blank=True)
    language = LanguageField()
    evidence = Words(blank=True, language="evidence_language")
    evidence_language = LanguageField(blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    organisation = FencedKey(Organisation, models.PROTECT, related_name="initiatives", null=True, blank=True)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    address = models.URLField(blank=True)
    begun = models.PositiveIntegerField(null=True, blank=True, help_text="Year")
    checked_on = models.DateField(null=True, blank=True)
    checked_by = FencedKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    # A member's proposal waits until somebody of the city's team, or an editor, has checked it.
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.PUBLIC)
    added_by = FencedKey(Membership, models.SET_NULL, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField()

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="initiatives_initiative_slug")
        ]
        indexes = [
            models.Index(fields=["community", "city"], name="initiatives_by_city"),
            models.Index(fields=["community", "-added_at"], name="initiatives_latest"),
        ]

    def __str__(self) -> str:
        return self.slug


class InitiativeVersion(CommunityRow):
    """What an initiative is, said in another language than its own."""

    initiative = FencedKey(Initiative, models.CASCADE, related_name="versions")
    language = LanguageField()
    name = Words()
    summary = Words()
    who = Words(blank=True)
    for_whom = Words(blank=True)
    by = FencedKey(Membership, models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "initiative", "language"], name="initiatives_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} in {self.language}"


class Replication(CommunityRow):
    """Where an initiative was taken up, by whom, since when."""

    initiative = FencedKey(Initiative, models.CASCADE, related_name="replications")
    taken_up_as = FencedKey(Initiative, models.SET_NULL, related_name="origins", null=True, blank=True)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    by = models.CharField(max_length=200)
    since = models.PositiveIntegerField(help_text="Year")
    note = Words(blank=True)
    language = LanguageField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "initiative", "city", "by"], name="initiatives_replication_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} taken up in {self.city_id}"
