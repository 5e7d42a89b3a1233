"""The room's entry in the house."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.dialogues"
    label = "dialogues"
    default_auto_field = "django.db.models.BigAutoField"
