"""How an export writes a row down: its own columns, without secrets; files by their names."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from palabre.newsroom.models import Photograph

# Secrets, digests of secrets, and what a machine made of the text beside it.
SECRET = ("password", "hash", "token", "html", "vector", "secret", "proof", "credential")


def row_of(row: models.Model) -> dict[str, Any]:
    """All of it."""
    return {
        field.attname: str(value) if field.get_internal_type() == "FileField" else value
        for field in row._meta.concrete_fields
        if not any(part in field.name for part in SECRET)
        for value in [getattr(row, field.attname)]
    }


def part_of(row: models.Model, *names: str) -> dict[str, Any]:
    """Some columns of it, with its number and its community."""
    whole = row_of(row)
    return {name: whole[name] for name in ("id", "community_id", *names)}


def files_in(label: str) -> list[str]:
    """The columns of a model that hold the name of a stored file; `label` as in `data.json`."""
    room, name = label.split(".")[:2]
    model: Any = apps.get_model(room, name)
    by_name = ["file"] if model is Photograph else []
    return by_name + [field.name for field in model._meta.local_fields if isinstance(field, models.FileField)]
