"""Law 5 read from PostgreSQL's own catalogue: what is wrong, as sentences. A sound database gives none."""

from __future__ import annotations

from typing import Any

COMMUNITY_TABLES = """
SELECT c.oid::bigint, c.relname, c.relrowsecurity FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'community_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') ORDER BY c.relname
"""
POLICIES = """
SELECT coalesce(string_agg(pg_get_expr(polqual, polrelid) || pg_get_expr(polwithcheck, polrelid), ' '), '')
FROM pg_policy WHERE polrelid = %s
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
        cursor.execute(POLICIES, [oid])
        if "NULLIF(current_setting('palabre.community'" not in cursor.fetchone()[0]:
            found.append(f"{table} has no policy that reads the community")
        cursor.execute(LOOSE_KEYS, {"table": oid})
        found += [f"{table}: key {name} has no community in it" for (name,) in cursor.fetchall()]
        cursor.execute(LOOSE_UNIQUES, {"table": oid})
        loose = [name for (name,) in cursor.fetchall() if name not in UNIQUE_EVERYWHERE]
        found += [f"{table}: unique {name} leaves the community out" for name in loose]
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
