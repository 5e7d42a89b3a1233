"""What the doors keep: exports of a person's own data, for a week."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Person


class PersonalExport(models.Model):
    """Everything one wrote and all one's data, asked for by the person, made by the worker, gone after a week."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=80, blank=True, help_text="Of the file, which lies outside the media.")

    def __str__(self) -> str:
        return f"export {self.pk} of {self.person_id}"
