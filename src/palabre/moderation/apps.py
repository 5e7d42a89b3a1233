"""The room's entry in the house."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Judge profiles, whose room lies below and cannot ask for it."""
        from palabre.chronicle import readers
        from palabre.moderation import profiles, subjects

        subjects.register(profiles.ProfileSubject())
        readers.register("profiles", profiles.read)
