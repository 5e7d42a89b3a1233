"""The database as the last wall: the app role's powers, row security, composite keys, as the catalogue has them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from palabre.config.cli.checkup.finding import Finding
from palabre.kit import wall
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
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  AND pg_has_role(current_user, c.relowner, 'MEMBER')
UNION SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND pg_has_role(current_user, p.proowner, 'MEMBER')
UNION SELECT nspname FROM pg_namespace WHERE pg_has_role(current_user, nspowner, 'MEMBER') ORDER BY 1
"""
COMMUNITY_TABLES = """
SELECT c.relname, c.relrowsecurity
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
        names = ", ".join(owned[:3]) + (" ..." if len(owned) > 3 else "")
        yield Finding(
            "roles",
            "wrong",
            f"The role {user} owns what row security then does not hold: {names} ({len(owned)} in all).",
            "Point DATABASE_URL at palabre_app, and give what it owns to palabre_owner: ALTER TABLE ... OWNER TO.",
        )
    if powers or owned:
        return
    more = list(_privileges(user))
    yield from more
    if not more:
        yield Finding("roles", "well", f"{user} owns nothing and has no power beyond its rows.")


def _privileges(user: str) -> Iterator[Finding]:
    """What was granted by hand beside what the migrations grant."""
    with connection.cursor() as cursor:
        for privilege, thing in wall.privileges_too_many(cursor):
            yield Finding(
                "roles",
                "wrong",
                f"The role {user} has {privilege} on {thing}, which no migration gave.",
                f"As palabre_owner or a superuser: REVOKE {privilege} ON {thing} FROM {user}, PUBLIC;",
            )
        for role in wall.roles_held(cursor):
            yield Finding(
                "roles",
                "wrong",
                f"The role {user} is a member of {role}, and may do what {role} may.",
                f"As a superuser: REVOKE {role} FROM {user};",
            )


def row_security() -> Iterator[Finding]:
    """Every table with a community is behind row security, by our policies and no other, and nothing leads around."""
    tables = _rows(COMMUNITY_TABLES)
    if not tables:
        yield Finding("row security", "wrong", "There are no tables yet.", "Run `palabre migrate`.")
        return
    wrong = [*_tables_open(tables), *_policies(), *_ways_around()]
    yield from wrong
    if not wrong:
        yield Finding("row security", "well", f"All {len(tables)} tables with a community are behind it.")


def _tables_open(tables: list[tuple[Any, ...]]) -> Iterator[Finding]:
    for name, walled in tables:
        if not walled:
            mend = f"As palabre_owner: ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;"
            yield Finding("row security", "wrong", f"The table {name} has no row security.", mend)


def _policies() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        amiss = wall.policies_amiss(cursor)
    for table, name, lacking in amiss:
        if lacking:
            sentence = f"The table {table} has no policy {name}, or one with another rule than ours."
            mend = f"As palabre_owner: {'; '.join(wall.policy(table, name))};"
        else:
            sentence = f"The table {table} has a policy {name} beside ours, which may show what they hide."
            mend = f'As palabre_owner: DROP POLICY "{name}" ON {table};'
        yield Finding("row security", "wrong", sentence, mend)


def _ways_around() -> Iterator[Finding]:
    """Functions and views that read with their owner's rights, whom no policy holds."""
    with connection.cursor() as cursor:
        functions, views = wall.foreign_definers(cursor), wall.views_around(cursor)
    for signature in functions:
        yield Finding(
            "row security",
            "wrong",
            f"The function {signature} acts with its owner's rights, may be called by the pages, and is not ours.",
            f"As its owner: DROP FUNCTION {signature}; or REVOKE EXECUTE ON FUNCTION {signature} FROM "
            f"{wall.APP}, PUBLIC;",
        )
    for name, kept in views:
        kind = "MATERIALIZED VIEW" if kept else "VIEW"
        mend = "" if kept else f" or ALTER VIEW {name} SET (security_invoker = true);"
        yield Finding(
            "row security",
            "wrong",
            f"The view {name} shows rows that row security does not hold, and is not ours.",
            f"As its owner: DROP {kind} {name};{mend}",
        )


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
