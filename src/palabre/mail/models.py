"""Messages and the addresses that asked for none."""

from django.db import models

from palabre.kit.fields import LanguageField, Words


class Message(models.Model):
    """One mail to one address. Its states are those of a Delivery in the trade's words."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        DELIVERED = "delivered"
        BOUNCED = "bounced"
        COMPLAINED = "complained"
        FAILED = "failed"

    community_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=60)
    # What makes this mail the only one of its kind: sending the same notice twice writes one row.
    once = models.CharField(max_length=200)
    to = models.EmailField()
    sender = models.CharField(max_length=400)
    reply_to = models.CharField(max_length=200, blank=True)
    language = LanguageField()
    subject = Words()
    text = Words()
    html = Words()
    headers = models.JSONField(default=dict)
    attachments = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    # Set and committed just before the mail leaves: after a crash nobody can tell whether it left, and a
    # message that says so is not sent a second time.
    attempted_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community_id", "kind", "to", "once"], name="mail_message_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["community_id", "-queued_at"], name="mail_message_latest")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"


class Suppression(models.Model):
    """An address that bounced, complained or wants no more of a kind of mail: looked up at each sending."""

    community_id = models.BigIntegerField(null=True)
    address = models.EmailField()
    kind = models.CharField(
        max_length=60, blank=True, help_text="Empty: all mail but what the person asks for."
    )
    reason = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community_id", "address", "kind"], name="mail_suppression_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"
