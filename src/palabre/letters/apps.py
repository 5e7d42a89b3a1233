"""The room's entry in the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the chronicle, and say what kinds of mail come of it."""
        from palabre.chronicle import readers
        from palabre.letters.reading import read
        from palabre.mail import kinds

        kinds.register("answered", title=_("When somebody answers you"))
        kinds.register("mentioned", title=_("When somebody names you"))
        kinds.register("dialogue_opens", title=_("When a conversation opens"))
        kinds.register("dialogue_last_day", title=_("On a conversation's last day"))
        kinds.register("dialogue_archived", title=_("When a conversation is over and kept"))
        kinds.register("decided", title=_("When a moderator decides about your words"), asked_for=True)
        readers.register("letters", read)
