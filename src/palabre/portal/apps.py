"""The room's entry in the house."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the search index by what the chronicle tells, and have what is shown again found at once."""
        from palabre.chronicle import readers
        from palabre.moderation import subjects
        from palabre.portal.reading import follow, read

        readers.register("search", read)
        subjects.register_follower(follow)
