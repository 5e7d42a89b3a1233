"""The room's entry in the house."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"
