"""The room's entry in the house."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.communities"
    label = "communities"
    default_auto_field = "django.db.models.BigAutoField"
