"""The room's entry in the house."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """See the package's own docstring."""

    name = "palabre.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
