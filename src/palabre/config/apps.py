"""The room's entry in the house."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"
