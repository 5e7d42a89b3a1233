"""The room's entry in the house."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.initiatives"
    label = "initiatives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell moderation how initiatives are judged."""
        from palabre.initiatives.subject import InitiativeSubject
        from palabre.moderation import subjects

        subjects.register(InitiativeSubject())
