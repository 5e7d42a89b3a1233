"""The room's entry in the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.dialogues"
    label = "dialogues"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how contributions are judged and what was kept is said; seat the invited when they come in."""
        from palabre.chronicle import readers
        from palabre.communities import kept, names
        from palabre.dialogues import arrivals
        from palabre.dialogues.furniture import FURNITURE
        from palabre.dialogues.queries.panel import names_on_seats
        from palabre.dialogues.subject import ContributionSubject
        from palabre.dialogues.views import panel
        from palabre.dialogues.views.speaking import KEPT, contribute_kept
        from palabre.mail import kinds
        from palabre.moderation import subjects

        for subject in (ContributionSubject(), *FURNITURE):
            subjects.register(subject)
        names.register(names_on_seats)
        kept.register(KEPT, contribute_kept)
        kept.register(panel.KEPT, panel.answer_kept)
        kinds.register("panel_invitation", title=_("When your voice is asked for"), asked_for=True)
        kinds.register("panel_reminder", title=_("When a host reminds you"), asked_for=True)
        readers.register("seats", arrivals.read)
