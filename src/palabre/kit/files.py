"""Kept files whose row is gone or shows another: a picture lies under the hash of what it shows, may be shown twice."""

from __future__ import annotations

from functools import partial

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction


def is_held(name: str) -> bool:
    """Whether a row that can be seen from where we are holds this file."""
    return any(
        model._base_manager.filter(**{field.name: name}).exists()  # noqa: SLF001
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.FileField)
    )


def forget(name: str) -> None:
    """Delete a file that no row holds any more, once this transaction has been committed."""
    if name and not is_held(name):
        transaction.on_commit(partial(default_storage.delete, name))
