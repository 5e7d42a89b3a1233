"""The few rows of the kit itself."""

from django.db import models


class Heartbeat(models.Model):
    """When a long-running process last said it was alive, by its name."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
