"""The room's entry in the house."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
