"""The one migration operation that puts a community's tables behind the wall.

Foreign keys walk around row security: without more, a row of one community could point into another's, and the
answer would tell whether the hidden row exists. `Fence` therefore gives every table with a community a unique
``(community_id, id)`` and turns every `FencedKey` into a composite key ``(community_id, x_id)``.
"""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from palabre.kit import wall


class FencedKey(models.ForeignKey):  # type: ignore[type-arg]
    """A foreign key between two tables of the same community; `Fence` makes the real, composite constraint."""

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        """As Django writes it into migrations; that no constraint is made goes without saying."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs


class Fence(Operation):
    """Row security and composite keys for every table of the app that has a community. May be repeated."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes in the models' state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Fence every community table of the app, tables first, since keys need the other side's unique pair."""
        fenced = [model for model in _apps(to_state).get_models() if _is_fenced(model, app_label)]
        for model in fenced:
            _wall(schema_editor, model)
        for model in fenced:
            for field in model._meta.local_fields:
                if isinstance(field, FencedKey):
                    _composite_key(schema_editor, model, field)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Nothing to undo: the wall goes with its tables."""

    def describe(self) -> str:
        """One line for `migrate`."""
        return "Put the community's tables behind row security and composite keys"


def _apps(state: ProjectState) -> Apps:
    return state.apps


def _is_fenced(model: type[models.Model], app_label: str) -> bool:
    meta = model._meta
    return meta.app_label == app_label and "community_id" in {
        field.attname for field in meta.local_concrete_fields
    }


def _wall(editor: BaseDatabaseSchemaEditor, model: type[models.Model]) -> None:
    table = model._meta.db_table
    _unless_constraint(
        editor,
        f"{table}_fence",
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_fence" UNIQUE (community_id, id)',
    )
    editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    for name in wall.POLICIES:
        for statement in wall.policy(table, name):
            editor.execute(statement)


def _composite_key(editor: BaseDatabaseSchemaEditor, model: type[models.Model], field: FencedKey) -> None:
    table, column = model._meta.db_table, field.column
    other = field.remote_field.model._meta.db_table
    name = f"{table}_{column}_fenced"[:63]
    _unless_constraint(
        editor,
        name,
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (community_id, "{column}") '
        f'REFERENCES "{other}" (community_id, id)',
    )


def _unless_constraint(editor: BaseDatabaseSchemaEditor, name: str, statement: str) -> None:
    editor.execute(
        # Names of tables and columns are our own models'.
        f"DO $fence$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}') "  # noqa: S608
        f"THEN {statement}; END IF; END $fence$"
    )
