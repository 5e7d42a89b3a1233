"""The room's entry in the house."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
