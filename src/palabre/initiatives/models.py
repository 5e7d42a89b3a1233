"""Initiatives and their replications."""

from __future__ import annotations

from django.db import models

from palabre.communities.models import CommunityRow, Membership
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

    slug = models.CharField(max_length=100)
    name = Words()
    summary = Words()
    for_whom = Words(blank=True)
    evidence = Words(blank=True)
    language = LanguageField()
    stage = models.CharField(max_length=10, choices=Stage.choices)
    organisation = FencedKey(Organisation, models.PROTECT, related_name="initiatives", null=True, blank=True)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    address = models.URLField(blank=True)
    begun = models.PositiveIntegerField(null=True, blank=True, help_text="Year")
    checked_on = models.DateField(null=True, blank=True)
    checked_by = FencedKey(Membership, models.PROTECT, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="initiatives_initiative_slug")
        ]
        indexes = [models.Index(fields=["community", "city"], name="initiatives_by_city")]

    def __str__(self) -> str:
        return self.slug


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
