"""What stands around a contribution: earlier wordings, who is named in it, drafts, visits, the hosts' picks."""

from __future__ import annotations

from django.db import models

from palabre.communities.models import CommunityRow, Membership
from palabre.dialogues.models.contributions import Contribution
from palabre.dialogues.models.dialogues import Dialogue, Seat
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, Words


class Revision(CommunityRow):
    """An earlier wording of a contribution, as it stood until `until`."""

    contribution = FencedKey(Contribution, models.CASCADE, related_name="revisions")
    text = Words()
    html = models.TextField()
    language = LanguageField()
    until = models.DateTimeField()
    by = FencedKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["community", "contribution", "until"], name="dialogues_wordings")]

    def __str__(self) -> str:
        return f"contribution {self.contribution_id} until {self.until}"


class Mention(CommunityRow):
    """Somebody is named in a contribution, and told of it once."""

    contribution = FencedKey(Contribution, models.CASCADE, related_name="mentions")
    membership = FencedKey(Membership, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "contribution", "membership"], name="dialogues_mention_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.contribution_id}"


class Draft(CommunityRow):
    """Words a member has not sent yet. `place` says what they answer: `q12` a question, `c34` a contribution, ""."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="drafts")
    by = FencedKey(Membership, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=24, blank=True)
    text = Words(blank=True)
    language = LanguageField(blank=True)
    kind = models.CharField(max_length=12, choices=Contribution.Kind.choices, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "dialogue", "by", "place"], name="dialogues_draft_once"
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.by_id} in {self.dialogue_id}"


class Visit(CommunityRow):
    """When a member last came to a dialogue, and when they had come before: what is newer is new to them."""

    dialogue = FencedKey(Dialogue, models.CASCADE, related_name="visits")
    by = FencedKey(Membership, models.CASCADE, related_name="visits")
    last = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "dialogue", "by"], name="dialogues_visit_once")
        ]

    def __str__(self) -> str:
        return f"{self.by_id} at {self.dialogue_id}, {self.last}"


class Pick(CommunityRow):
    """A host thinks that this should be read; pinned, it stands first."""

    contribution = FencedKey(Contribution, models.CASCADE, related_name="picks")
    pinned = models.BooleanField(default=False)
    by = FencedKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "contribution"], name="dialogues_pick_once")
        ]

    def __str__(self) -> str:
        return f"pick of {self.contribution_id}"


class PutTo(CommunityRow):
    """A contribution that the hosts ask a panelist to answer; an invitation names three at most."""

    seat = FencedKey(Seat, models.CASCADE, related_name="put")
    contribution = FencedKey(Contribution, models.CASCADE, related_name="put_to")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "seat", "contribution"], name="dialogues_put_once")
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} put to {self.seat_id}"


class Welcome(CommunityRow):
    """What hosts say to newcomers, one text per language; hosts change it before it is sent."""

    language = LanguageField()
    text = Words()
    by = FencedKey(Membership, models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "language"], name="dialogues_welcome_once")
        ]

    def __str__(self) -> str:
        return f"welcome in {self.language}"
