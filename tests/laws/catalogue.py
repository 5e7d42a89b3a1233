"""Law 5 read from PostgreSQL's own catalogue: what is wrong, as sentences. A sound database gives none."""

from __future__ import annotations

from typing import Any

from palabre.kit import wall

COMMUNITY_TABLES = """
SELECT c.oid::bigint, c.relname, c.relrowsecurity FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'community_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') ORDER BY c.relname
"""
# Single-column keys that point from one community table to another walk around row security.
LOOSE_KEYS = """
SELECT k.conname FROM pg_constraint k
WHERE k.contype = 'f' AND k.conrelid = %(table)s
  AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = 'community_id'
              AND NOT a.attisdropped)
  AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'community_id'
                  AND a.attnum = ANY(k.conkey))
"""
LOOSE_UNIQUES = """
SELECT i.indexrelid::regclass::text FROM pg_index i
WHERE i.indrelid = %(table)s AND i.indisunique AND NOT i.indisprimary
  AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = 'community_id'
                  AND a.attnum = ANY(i.indkey))
"""
# Numbers given to the whole installation, not to one community.
UNIQUE_EVERYWHERE = {"chronicle_entry_position_key"}
ROLE = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'palabre_app'"
OWNED = """
SELECT c.relname FROM pg_class c WHERE c.relowner = 'palabre_app'::regrole
UNION ALL SELECT p.proname FROM pg_proc p WHERE p.proowner = 'palabre_app'::regrole
"""


def community_tables(cursor: Any) -> list[tuple[int, str, bool]]:
    """Every table with a community: its oid, its name, whether row security is on."""
    cursor.execute(COMMUNITY_TABLES)
    return list(cursor.fetchall())


def faults(cursor: Any) -> list[str]:
    """Everything in the catalogue that breaks the law."""
    found = []
    for oid, table, secured in community_tables(cursor):
        if not secured:
            found.append(f"{table} has no row security")
        cursor.execute(LOOSE_KEYS, {"table": oid})
        found += [f"{table}: key {name} has no community in it" for (name,) in cursor.fetchall()]
        cursor.execute(LOOSE_UNIQUES, {"table": oid})
        loose = [name for (name,) in cursor.fetchall() if name not in UNIQUE_EVERYWHERE]
        found += [f"{table}: unique {name} leaves the community out" for name in loose]
    for table, name, lacking in wall.policies_amiss(cursor):
        found.append(
            f"{table} {f'lacks the policy {name}' if lacking else f'has the policy {name} beside its wall'}"
        )
    found += [f"palabre_app has {one} on {thing}" for one, thing in wall.privileges_too_many(cursor)]
    found += [f"palabre_app is a member of {role}" for role in wall.roles_held(cursor)]
    found += [f"{signature} acts with its owner's rights" for signature in wall.foreign_definers(cursor)]
    found += [f"the view {name} goes around the wall" for name, _kept in wall.views_around(cursor)]
    cursor.execute(ROLE)
    if any(cursor.fetchone()):
        found.append("palabre_app has more power than serving needs")
    cursor.execute(OWNED)
    return found + [f"palabre_app owns {name}" for (name,) in cursor.fetchall()]


def missing_composite_keys(cursor: Any, wanted: list[tuple[str, str]]) -> list[str]:
    """Of (table, column) pairs that are keys between community tables, those without a composite constraint."""
    missing = []
    for table, column in wanted:
        cursor.execute(
            """SELECT 1 FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = %s::regclass
               AND array_length(k.conkey, 1) = 2
               AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = %s
                           AND a.attnum = ANY(k.conkey))""",
            [table, column],
        )
        if cursor.fetchone() is None:
            missing.append(f"{table}.{column}")
    return missing


VALUES = {
    "bigint": "1",
    "integer": "1",
    "smallint": "1",
    "numeric": "1",
    "double precision": "1",
    "boolean": "false",
    "ARRAY": "'{}'",
    "jsonb": "'{}'",
    "date": "now()",
    "timestamp with time zone": "now()",
}
REQUIRED = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO' AND column_default IS NULL
  AND is_identity = 'NO' AND column_name <> 'community_id'
"""


def any_row(cursor: Any, table: str, community_id: int) -> None:
    """Put a row of a community into a table, whatever it says; for a superuser, whom no key stops here."""
    cursor.execute("SET session_replication_role = replica")
    required = cursor.execute(REQUIRED, [table]).fetchall()
    columns = ", ".join(["community_id", *(f'"{name}"' for name, _kind in required)])
    values = ", ".join([str(community_id), *(VALUES.get(kind, "'x'") for _name, kind in required)])
    cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})")
    cursor.execute("SET session_replication_role = origin")
