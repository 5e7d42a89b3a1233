"""The room's entry in the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what our mails are; an offer of work is not a notice one unsubscribes from by accident."""
        from palabre.mail import kinds

        kinds.register("assignment", title=_("Offers of work"), asked_for=True)
        kinds.register("assignment_news", title=_("What becomes of stories you asked for"))
