"""The room's entry in the house."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"
