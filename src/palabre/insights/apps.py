"""The room's entry in the house."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"
