"""The room's entry in the house."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"
