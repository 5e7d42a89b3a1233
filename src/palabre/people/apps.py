"""The room's entry in the house."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
