"""The database as the last wall: the app role's powers, row security, composite keys, as the catalogue has them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from palabre.config.cli.checkup.finding import Finding
from palabre.kit.fencing import FencedKey

POWERS = """
SELECT array_remove(ARRAY[
    CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
    CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
    CASE WHEN rolreplication THEN 'REPLICATION' END], NULL)
FROM pg_roles WHERE rolname = current_user
"""
OWNED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
  AND pg_has_role(current_user, c.relowner, 'MEMBER') ORDER BY 1
"""
COMMUNITY_TABLES = """
SELECT c.relname, c.relrowsecurity, EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'community_id' AND NOT a.attisdropped
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
"""
LOOSE_KEYS = """
WITH fenced AS (
    SELECT c.oid, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'community_id' AND NOT a.attisdropped
    WHERE n.nspname = 'public')
SELECT near.name, k.conname FROM pg_constraint k
JOIN fenced near ON near.oid = k.conrelid JOIN fenced far ON far.oid = k.confrelid
WHERE k.contype = 'f' AND NOT EXISTS (
    SELECT 1 FROM pg_attribute a
    WHERE a.attrelid = k.conrelid AND a.attname = 'community_id' AND a.attnum = ANY (k.conkey))
ORDER BY 1, 2
"""
HELD_KEYS = """
SELECT k.conrelid::regclass::text, a.attname FROM pg_constraint k
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
WHERE k.contype = 'f' AND array_length(k.conkey, 1) = 2 AND a.attname <> 'community_id'
"""
BY_HAND = (
    "Nobody should have changed this by hand: restore the table from a backup, or put the constraint back."
)


def roles() -> Iterator[Finding]:
    """The role that serves pages may do no more than read and write rows."""
    user = connection.settings_dict["USER"]
    (powers,) = _rows(POWERS)[0]
    if powers:
        yield Finding(
            "roles",
            "wrong",
            f"The role {user} that serves the pages has {', '.join(powers)}.",
            f"As a superuser: ALTER ROLE {user} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;",
        )
    owned = [name for (name,) in _rows(OWNED)]
    if owned:
        yield Finding(
            "roles",
            "wrong",
            f"The role {user} owns {len(owned)} tables ({', '.join(owned[:3])} ...), so row security does not hold it.",
            "Point DATABASE_URL at palabre_app, and give the tables to palabre_owner: ALTER TABLE ... OWNER TO.",
        )
    if not powers and not owned:
        yield Finding("roles", "well", f"{user} owns nothing and has no power beyond its rows.")


def row_security() -> Iterator[Finding]:
    """Every table with a community is behind row security and has a policy."""
    tables = _rows(COMMUNITY_TABLES)
    for name, walled, has_policy in tables:
        if not walled or not has_policy:
            lack = "has no row security" if not walled else "has no policy"
            yield Finding("row security", "wrong", f"The table {name} {lack}.", BY_HAND)
    if not tables:
        yield Finding("row security", "wrong", "There are no tables yet.", "Run `palabre migrate`.")
    elif all(walled and has_policy for _name, walled, has_policy in tables):
        yield Finding("row security", "well", f"All {len(tables)} tables with a community are behind it.")


def composite_keys() -> Iterator[Finding]:
    """Keys between two community tables carry the community, because foreign keys walk around row security."""
    loose = _rows(LOOSE_KEYS)
    for table, name in loose:
        yield Finding(
            "composite keys", "wrong", f"The key {name} of {table} leaves the community out.", BY_HAND
        )
    held = set(_rows(HELD_KEYS))
    lost = [(table, column) for table, column in _wanted_keys() if (table, column) not in held]
    for table, column in lost:
        yield Finding(
            "composite keys", "wrong", f"Nothing holds {table}.{column} to its own community.", BY_HAND
        )
    if not loose and not lost:
        yield Finding(
            "composite keys", "well", "Every key between communities' tables carries the community."
        )


def _wanted_keys() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FencedKey):
                yield model._meta.db_table, field.column


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
