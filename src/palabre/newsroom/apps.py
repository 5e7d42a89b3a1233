"""The room's entry in the house."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell moderation how stories are judged."""
        from palabre.moderation import subjects
        from palabre.newsroom.subject import StorySubject

        subjects.register(StorySubject())
