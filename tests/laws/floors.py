"""The house's floors and what may stand on what, read from the code. Sentences say what is wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import models

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "palabre"
# From the ground up; rooms of one floor do not know each other.
FLOORS: list[list[str]] = [
    ["kit"],
    ["chronicle"],
    ["mail"],
    ["people"],
    ["communities"],
    ["places"],
    ["moderation"],
    ["network", "dialogues"],
    ["initiatives"],
    ["newsroom"],
    ["letters", "insights"],
    ["portal"],
    ["exchange"],
    ["config"],
]
FLOOR_OF = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
READERS = ("letters", "insights", "portal")
GATHERED = ("places", "moderation", "dialogues", "network", "initiatives", "newsroom")


def may_import(room: str, other: str) -> bool:
    """A room stands on what is below it, and on itself."""
    return room == other or FLOOR_OF[other] < FLOOR_OF[room]


def imports(source: str) -> Iterator[str]:
    """Every `palabre...` module that a source text imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def import_faults(room: str, source: str) -> list[str]:
    """What a file of `room` imports and may not."""
    found = set()
    for module in imports(source):
        parts = module.split(".")
        if parts[0] != "palabre" or len(parts) < 2 or parts[1] not in FLOOR_OF:
            continue
        other = parts[1]
        if not may_import(room, other):
            found.add(f"{room} imports {other}, which is not below it")
        if room in READERS and other in GATHERED and len(parts) > 2 and parts[2] in ("models", "actions"):
            found.add(f"{room} only reads: it may not import {other}.{parts[2]}")
    return sorted(found)


def sources(room: str) -> Iterator[Path]:
    """A room's own files: no tests, no migrations."""
    for path in sorted((PACKAGE / room).rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts):
            yield path


def relation_faults(every: Iterable[type[models.Model]]) -> list[str]:
    """Relations that point up, sideways, or anywhere at all (generic ones)."""
    found = []
    for model in every:
        room = model._meta.app_label
        if room not in FLOOR_OF:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            found += _relation_fault(room, model, field)
    return found


def _relation_fault(room: str, model: type[models.Model], field: Any) -> list[str]:
    if type(field).__name__ in ("GenericForeignKey", "GenericRelation"):
        return [f"{model.__name__}.{field.name} is generic"]
    if not field.is_relation or field.auto_created or field.related_model is None:
        return []
    other = field.related_model._meta.app_label
    if other in FLOOR_OF and not may_import(room, other):
        return [f"{model.__name__}.{field.name} points from {room} up to {other}"]
    return []
