"""The room's entry in the house."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
