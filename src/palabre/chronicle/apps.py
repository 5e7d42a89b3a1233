"""The room's entry in the house."""

from django.apps import AppConfig


class ChronicleConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.chronicle"
    label = "chronicle"
    default_auto_field = "django.db.models.BigAutoField"
