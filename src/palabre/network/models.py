"""Correspondents, assignments, the ledger."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from palabre.communities.models import CommunityRow, Engagement, Membership
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, Words
from palabre.people.models import Person
from palabre.places.models import City, Hub

CURRENCY = RegexValidator(r"^[A-Z]{3}$", "A currency is three capital letters, such as EUR (ISO 4217).")


class Correspondent(models.Model):
    """A person's work for the network; may serve several communities. Shown only where they agreed."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="correspondent")
    public_name = models.CharField(max_length=200)
    shown = models.BooleanField(default=False)
    about = Words(blank=True)
    language = LanguageField(default="en")
    beats = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    usual_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, validators=[CURRENCY], blank=True)

    def __str__(self) -> str:
        return self.public_name


class Coverage(models.Model):
    """A city that a correspondent covers."""

    correspondent = models.ForeignKey(Correspondent, models.CASCADE, related_name="coverage")
    city = models.ForeignKey(City, models.PROTECT, related_name="coverage")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["correspondent", "city"], name="network_coverage_once")
        ]

    def __str__(self) -> str:
        return f"{self.correspondent_id} covers {self.city_id}"


class Tongue(models.Model):
    """A language a correspondent works in, and how well."""

    class Level(models.TextChoices):
        SPEAK = "speak"
        READ = "read"
        WRITE = "write"
        TRANSLATE = "translate"

    correspondent = models.ForeignKey(Correspondent, models.CASCADE, related_name="tongues")
    language = LanguageField()
    level = models.CharField(max_length=10, choices=Level.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["correspondent", "language"], name="network_tongue_once")
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.level}"


class Assignment(CommunityRow):
    """A brief given to a person. The transitions allowed between its states are in `rules`."""

    class State(models.TextChoices):
        DRAFT = "draft"
        OFFERED = "offered"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        COUNTERED = "countered"
        LAPSED = "lapsed"
        IN_PROGRESS = "in_progress"
        FILED = "filed"
        COMPLETED = "completed"
        CANCELLED = "cancelled"
        KILLED = "killed"

    engagement = FencedKey(Engagement, models.PROTECT, related_name="assignments", null=True, blank=True)
    correspondent = models.ForeignKey(Correspondent, models.PROTECT, related_name="assignments")
    membership = FencedKey(Membership, models.PROTECT, related_name="assignments")
    hub = FencedKey(Hub, models.PROTECT, related_name="assignments", null=True, blank=True)
    slugline = models.CharField(max_length=100)
    brief = Words()
    language = LanguageField()
    due_at = models.DateTimeField()
    fee = models.DecimalField(max_digits=12, decimal_places=2)
    kill_fee = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, validators=[CURRENCY])
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    reply_token_hash = models.CharField(max_length=64, blank=True)
    reply_until = models.DateTimeField(null=True)
    reason = Words(blank=True, help_text="Why it was declined.")
    offered_by = FencedKey(Membership, models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "state", "due_at"], name="network_assignment_due"),
            models.Index(fields=["community", "membership", "due_at"], name="network_assignment_mine"),
        ]

    def __str__(self) -> str:
        return f"{self.slugline} ({self.state})"


class LedgerLine(CommunityRow):
    """Money agreed or owed. Amounts never change; a mistake is reversed by a second line."""

    class Kind(models.TextChoices):
        STIPEND = "stipend"
        FEE = "fee"
        KILL_FEE = "kill_fee"
        EXPENSE = "expense"
        ADVANCE = "advance"

    class State(models.TextChoices):
        AGREED = "agreed"
        EARNED = "earned"
        APPROVED = "approved"
        BATCHED = "batched"
        SENT = "sent"
        CONFIRMED = "confirmed"
        FAILED = "failed"
        REVERSED = "reversed"
        CANCELLED = "cancelled"

    correspondent = models.ForeignKey(Correspondent, models.PROTECT, related_name="ledger")
    engagement = FencedKey(Engagement, models.PROTECT, related_name="ledger", null=True)
    assignment = FencedKey(Assignment, models.PROTECT, related_name="ledger", null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, validators=[CURRENCY])
    state = models.CharField(max_length=10, choices=State.choices, default=State.AGREED)
    agreed_at = models.DateTimeField()
    earned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "assignment", "kind"], name="network_ledgerline_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency} ({self.state})"
