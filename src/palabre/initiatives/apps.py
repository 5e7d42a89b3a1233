"""The room's entry in the house."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.initiatives"
    label = "initiatives"
    default_auto_field = "django.db.models.BigAutoField"
