"""What was reported, and what was decided about it."""

from __future__ import annotations

from django.db import models

from palabre.communities.models import CommunityRow, Membership
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, Words


class Standing(CommunityRow):
    """A text's place in moderation. `kind` is a registered Subject; a text without a row is public."""

    class State(models.TextChoices):
        PENDING = "pending"
        PUBLIC = "public"
        HIDDEN = "hidden"
        REMOVED = "removed"

    kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLIC)
    reason = models.CharField(max_length=40, blank=True)
    language = LanguageField(blank=True)
    since = models.DateTimeField()
    # When its text was last taken out: what was asked about it before then is asked no more.
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "subject_id"], name="moderation_standing_once"
            )
        ]
        indexes = [models.Index(fields=["community", "state", "since"], name="moderation_queue")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id} {self.state}"

    def so_far(self) -> str:
        """What was decided and asked about it up to now, in a word: another one as soon as more is."""
        last = Decision.objects.filter(community_id=self.community_id, standing=self).order_by("-pk").first()
        return so_far(last, last.appeals.filter(answer=None).first() if last else None)


def so_far(decision: Decision | None, appeal: Appeal | None) -> str:
    """The word for a case whose last decision, and the question about it that waits, are these."""
    return f"{decision.pk if decision else 0}-{appeal.pk if appeal else 0}"


class Reason(models.TextChoices):
    """What may be wrong with a text; a report names one, and so does a decision to take it down."""

    HURTS = "hurts"
    ADVERTISES = "advertises"
    PRIVATE = "private"
    FALSE = "false"
    OTHER = "other"


class Flag(CommunityRow):
    """Somebody says that a text should be looked at."""

    standing = FencedKey(Standing, models.CASCADE, related_name="flags")
    by = FencedKey(Membership, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = Words(blank=True)
    language = LanguageField(default="en")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "standing", "by"], name="moderation_flag_once")
        ]

    def __str__(self) -> str:
        return f"{self.reason} on {self.standing_id}"


class Decision(CommunityRow):
    """What a moderator decided, and why in a sentence the author can read."""

    standing = FencedKey(Standing, models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=10, choices=Standing.State.choices)
    # Why: one of the grounds for the public log, which names nobody, and a sentence for the author alone.
    ground = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    reason = Words(blank=True)
    language = LanguageField(default="en")
    by = FencedKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="moderation_log")]

    def __str__(self) -> str:
        return f"{self.state} for {self.standing_id}"

    @property
    def later(self) -> Decision | None:
        """The last decision about the same text, where that came after this one and so took its place."""
        rows = Decision.objects.filter(community_id=self.community_id, standing=self.standing_id)
        return rows.filter(pk__gt=self.pk).order_by("-pk").first()

    @property
    def is_superseded(self) -> bool:
        """Whether another decision has taken its place."""
        return self.later is not None


class Appeal(CommunityRow):
    """An author asks again; somebody other than who decided answers, by a decision of their own."""

    decision = FencedKey(Decision, models.CASCADE, related_name="appeals")
    by = FencedKey(Membership, models.CASCADE, related_name="+")
    text = Words()
    language = LanguageField()
    at = models.DateTimeField()
    answer = FencedKey(Decision, models.SET_NULL, related_name="answered", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "decision"], name="moderation_appeal_once")
        ]

    def __str__(self) -> str:
        return f"appeal of decision {self.decision_id}"


class Holds(CommunityRow):
    """What a community keeps back until a moderator has read it. One row at most; without one, the defaults."""

    first_words = models.BooleanField(default=False)
    # Sent before its writer had signed in, without a proof that no machine sent it (`communities.proofs`).
    unproven = models.BooleanField(default=True)
    links_of_new_members_days = models.PositiveIntegerField(default=3)
    texts_in_ten_minutes = models.PositiveIntegerField(default=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community"], name="moderation_holds_once")]

    def __str__(self) -> str:
        return f"holds of {self.community_id}"
