"""Entries, and how far each reader has read."""

from django.db import models


class Entry(models.Model):
    """Something that happened. Identifiers only, never text; the app role may add and read, nothing else.

    `position` is given after the commit by one numberer, gapless: identifiers commit out of order, so a reader
    that went by `id` would miss what a slow transaction commits late.
    """

    id = models.BigAutoField(primary_key=True)
    position = models.BigIntegerField(null=True, unique=True, editable=False)
    community_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(position__isnull=True), name="chronicle_unnumbered"
            ),
            models.Index(fields=["community_id", "verb", "at"], name="chronicle_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_id}"


class Bookmark(models.Model):
    """The last position a reader has dealt with."""

    reader = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} at {self.position}"


class Stumble(models.Model):
    """An entry that a reader could not deal with: kept for the operator, so that one fault stops nobody."""

    reader = models.CharField(max_length=80)
    position = models.BigIntegerField()
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "position"], name="chronicle_stumble_once")]

    def __str__(self) -> str:
        return f"{self.reader} stumbled at {self.position}"
