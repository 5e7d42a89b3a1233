"""The room's entry in the house."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"
