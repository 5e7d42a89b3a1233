"""The room's entry in the house."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what pages are to whoever asks for a page's head, and what there is in place of a missing one."""
        from palabre.exchange import heads, missing
        from palabre.kit import views

        heads.register()
        views.offer_instead(missing.instead)
