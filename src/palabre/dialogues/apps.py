"""The room's entry in the house."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.dialogues"
    label = "dialogues"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell moderation how contributions are judged, and who says what was kept before signing in."""
        from palabre.communities import kept
        from palabre.dialogues.subject import ContributionSubject
        from palabre.dialogues.views.speaking import KEPT, contribute_kept
        from palabre.moderation import subjects

        subjects.register(ContributionSubject())
        kept.register(KEPT, contribute_kept)
