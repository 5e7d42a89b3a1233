"""A change says itself what it touches: triggers write the tags of changed rows, in the change's own transaction.

A tag is `<community>/<table>`, `<community>/<scope>:<number>` (such as `7/dialogue:12`), or `/<table>` for a table
that no community has. What is kept of a page is let go of when one of its tags is read (`kit.delivery.listener`).
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

CHANNEL = "palabre_invalidation"
PREFIX = "palabre_touch"
TABLE = "kit_invalidation"

# Unlogged: after a crash every listener connects anew and keeps nothing it had.
TABLES = f"""
CREATE UNLOGGED TABLE {TABLE} (
    written xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tag text NOT NULL);
CREATE INDEX {TABLE}_written ON {TABLE} (written);
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $touch$ BEGIN
    INSERT INTO {into} (tag) {tags};
    IF FOUND THEN PERFORM pg_notify('{channel}', ''); END IF;
    RETURN NULL;
END $touch$
"""
_CHANGED = {
    "insert": ("INSERT", "NEW TABLE AS after", "SELECT * FROM after"),
    "update": (
        "UPDATE",
        "OLD TABLE AS before NEW TABLE AS after",
        "SELECT * FROM before UNION ALL SELECT * FROM after",
    ),
    "delete": ("DELETE", "OLD TABLE AS before", "SELECT * FROM before"),
}


class Touch(Operation):
    """Let changes of a model's rows touch what shows them.

    `scopes` names the column that says to what a row belongs, by the name of the scope (`dialogue="dialogue_id"`).
    For a table without a community, `columns` may name those whose change is seen.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, *, columns: tuple[str, ...] = (), **scopes: str) -> None:
        self.model, self.columns, self.scopes = model, columns, scopes

    def deconstruct(self) -> Any:
        """As it stands in a migration."""
        return type(self).__name__, [self.model], {"columns": self.columns, **self.scopes}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes in the models' state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the functions and their triggers, anew where they stand already."""
        model = to_state.apps.get_model(app_label, self.model)
        table = model._meta.db_table
        has_community = "community_id" in {field.column for field in model._meta.local_concrete_fields}
        self.database_backwards(app_label, schema_editor, to_state, to_state)
        for kind in _CHANGED:
            schema_editor.execute(self._function(table, kind, has_community=has_community))
            schema_editor.execute(self._trigger(table, kind, has_community=has_community))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the functions away, and their triggers with them."""
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        for kind in _CHANGED:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {_name(table, kind)}() CASCADE")

    def describe(self) -> str:
        """One line for `migrate`."""
        return f"Let changes of {self.model} touch the pages that show it"

    def _function(self, table: str, kind: str, *, has_community: bool) -> str:
        if not has_community:
            tags = f"VALUES ('/{table}')"
        else:
            rows = _CHANGED[kind][2]
            told = [f"community_id || '/{table}'"]
            told += [f"community_id || '/{scope}:' || {column}" for scope, column in self.scopes.items()]
            each = ", ".join(f"({one})" for one in told)
            tags = (
                f"SELECT DISTINCT one.tag FROM ({rows}) AS changed, "  # noqa: S608 (our own models' names)
                f"LATERAL (VALUES {each}) AS one (tag) WHERE one.tag IS NOT NULL"
            )
        return _FUNCTION.format(name=_name(table, kind), into=TABLE, tags=tags, channel=CHANNEL)

    def _trigger(self, table: str, kind: str, *, has_community: bool) -> str:
        event, tables, _rows = _CHANGED[kind]
        # A trigger that looks at the changed rows cannot be held to some of their columns.
        of = f" OF {', '.join(self.columns)}" if kind == "update" and self.columns else ""
        looks = f"REFERENCING {tables} " if has_community else ""
        told = ", ".join(f"'{one}'" for one in (("community", *self.scopes) if has_community else ()))
        return (
            f'CREATE TRIGGER {_name(table, kind)} AFTER {event}{of} ON "{table}" {looks}'
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_name(table, kind)}({told})"
        )


def _name(table: str, kind: str) -> str:
    return f"{PREFIX}_{table}_{kind}"
