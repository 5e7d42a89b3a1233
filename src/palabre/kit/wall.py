"""What the role that serves pages may do, said once; and what PostgreSQL's catalogue says beyond it.

Migrations build the wall from these words, `palabre doctor` and the fifth law's test read the catalogue against them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

APP = "palabre_app"
ON_TABLES = ("SELECT", "INSERT", "UPDATE", "DELETE")
ON_SEQUENCES = ("USAGE", "SELECT")
LESS_ON = {"chronicle_entry": ("SELECT", "INSERT"), "django_migrations": ("SELECT",)}
"""What happened is never rewritten, and which migrations ran is the owner's to say."""
DEFINERS = frozenset(
    {
        "chronicle_number(integer)",
        "portal_search(text, text[], text[], bigint[], timestamp with time zone, timestamp with time zone, integer)",
    }
)
"""The functions that act with their owner's rights and that the app role may call: the only doors in the wall."""
POLICIES = {
    "inside": "community_id = NULLIF(current_setting('palabre.community', true), '')::bigint",
    "crossing": "current_setting('palabre.everywhere', true) = 'on'",
}
"""By which rows of a community's table are seen and written; both are permissive, for every command."""

_POLICIES = """
SELECT c.relname, p.polname, p.polcmd = '*' AND p.polpermissive AND p.polroles = ARRAY[
           (SELECT oid FROM pg_roles WHERE rolname = %(app)s)],
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'community_id' AND NOT a.attisdropped
LEFT JOIN pg_policy p ON p.polrelid = c.oid
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1, 2
"""
# Privileges may be the role's own, another role's that it has, or everybody's (grantee 0).
_PRIVILEGES = """
SELECT held.name, held.kind, (held.given).privilege_type, (held.given).is_grantable FROM (
    SELECT c.relname AS name, c.relkind AS kind, aclexplode(c.relacl) AS given
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT c.relname, c.relkind, aclexplode(a.attacl)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace) AS held
WHERE held.kind IN ('r', 'p', 'v', 'm', 'f', 'S') AND CASE (held.given).grantee
    WHEN 0 THEN true ELSE pg_has_role(current_user, (held.given).grantee, 'USAGE') END
ORDER BY 1, 3
"""
_PLACES = """
SELECT 'SCHEMA ' || quote_ident(nspname) FROM pg_namespace
WHERE nspname <> 'information_schema' AND nspname !~ '^pg_' AND has_schema_privilege(current_user, oid, 'CREATE')
UNION ALL
SELECT 'DATABASE ' || quote_ident(current_database())
WHERE has_database_privilege(current_user, current_database(), 'CREATE')
"""
_ROLES = """
SELECT of.rolname FROM pg_auth_members m JOIN pg_roles of ON of.oid = m.roleid
WHERE m.member = (SELECT oid FROM pg_roles WHERE rolname = current_user) ORDER BY 1
"""
_DEFINERS = """
SELECT CASE n.nspname WHEN 'public' THEN '' ELSE quote_ident(n.nspname) || '.' END
       || quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')'
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND has_schema_privilege(current_user, n.oid, 'USAGE') AND has_function_privilege(current_user, p.oid, 'EXECUTE')
ORDER BY 1
"""
# A view reads with its owner's rights unless it says otherwise; one that is kept (materialised) has rows of its own.
_VIEWS = """
SELECT c.relname, c.relkind = 'm' FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
  AND has_table_privilege(current_user, c.oid, 'SELECT')
  AND NOT coalesce(c.reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1']
ORDER BY 1
"""


class Policy(NamedTuple):
    """A policy of a community's table that is not as it must be: `lacking`, or more than ours."""

    table: str
    name: str
    lacking: bool


def policy(table: str, name: str) -> Iterator[str]:
    """The statements that put one of our policies on a table, or back."""
    rule = POLICIES[name]
    yield f'DROP POLICY IF EXISTS {name} ON "{table}"'
    yield f'CREATE POLICY {name} ON "{table}" FOR ALL TO {APP} USING ({rule}) WITH CHECK ({rule})'


def policies_amiss(cursor: Any) -> list[Policy]:
    """Policies that community tables lack (one of our name with another rule is lacking too) or have beside ours."""
    cursor.execute(_POLICIES, {"app": APP})
    tables: dict[str, dict[str, bool]] = {}
    for table, name, ours, seen, written in cursor.fetchall():
        standing = tables.setdefault(table, {})
        if name is not None:
            rule = _bare(POLICIES.get(name, ""))
            standing[name] = bool(ours) and _bare(seen) == rule == _bare(written)
    return [
        *(
            Policy(table, name, True)
            for table, had in tables.items()
            for name in POLICIES
            if not had.get(name)
        ),
        *(
            Policy(table, name, False)
            for table, had in tables.items()
            for name in had
            if name not in POLICIES
        ),
    ]


def privileges_too_many(cursor: Any) -> list[tuple[str, str]]:
    """What whoever asks holds beyond what migrations gave, as (privilege, on what)."""
    cursor.execute(_PLACES)
    found = [("CREATE", place) for (place,) in cursor.fetchall()]
    cursor.execute(_PRIVILEGES)
    for name, kind, privilege, hands_on in cursor.fetchall():
        given = ON_SEQUENCES if kind == "S" else LESS_ON.get(name, ON_TABLES)
        if privilege not in given or hands_on:
            found.append((privilege, f"SEQUENCE {name}" if kind == "S" else name))
    return list(dict.fromkeys(found))


def roles_held(cursor: Any) -> list[str]:
    """The roles whoever asks was made a member of: none."""
    cursor.execute(_ROLES)
    return [name for (name,) in cursor.fetchall()]


def foreign_definers(cursor: Any) -> list[str]:
    """Functions that whoever asks may call, that act with their owner's rights and that are not ours."""
    cursor.execute(_DEFINERS)
    return [signature for (signature,) in cursor.fetchall() if signature not in DEFINERS]


def views_around(cursor: Any) -> list[tuple[str, bool]]:
    """Views that whoever asks may read and that no row security holds: name, and whether their rows are kept."""
    cursor.execute(_VIEWS)
    return list(cursor.fetchall())


def _bare(rule: str | None) -> str:
    """A rule without what PostgreSQL adds when it prints one back: brackets, spaces and casts to text."""
    return "".join(sign for sign in (rule or "").replace("::text", "") if sign not in "() \n")
